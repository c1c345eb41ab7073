// Once a page is at rest: the shell, today's patients, and what other sessions have not sent.

import { deliver } from '../../store/courier.js';
import { askToLast } from '../../store/room.js';
import { tidyAll } from '../../store/kept.js';
import { drawingsOf, fetchBodies, keepToday, prolongToday, readToday, todayTag } from '../../store/today.js';
import { startWorker } from '../../store/worker.js';

const AGAIN_MS = 5 * 60 * 1000;

/** Pause between two bodies, so that a touch is answered first. */
const PAUSE_MS = 250;

const atRest = (work) =>
  window.requestIdleCallback ? requestIdleCallback(work, { timeout: 5000 }) : setTimeout(work, 300);

const pause = () =>
  new Promise((done) => {
    setTimeout(() => atRest(done), PAUSE_MS);
  });

/** Do work that the page can do without: where it fails the result is null. */
const quietly = (work) => work.catch(() => null);

/** Today's patients as the server has them now; bodies and drawings follow, one at a time. */
async function refreshToday({ db, api, worker, left }) {
  const tag = await todayTag(db);
  const answer = await api.get(`/api/today${tag ? `?${new URLSearchParams({ have: tag })}` : ''}`);
  if (left()) return;
  if (answer.same) await prolongToday(db, answer.readable_s);
  else await keepToday(db, answer);
  const today = await readToday(db);
  if (!today) return;
  worker?.keepAhead(drawingsOf(today));
  await fetchBodies(db, today, pause);
}

/** @import { Api } from '../../store/api.js' */
/** @import { BrowserStore } from '../../store/idb.js' */
/** @typedef {ReturnType<typeof createUpkeep>} Upkeep */

/**
 * @param {{
 *   db: BrowserStore | null, key: CryptoKey | null, api: Api, except?: string | null, first?: () => Promise<void>,
 *   onNewer?: () => void, onDelivered?: (result: any) => void,
 * }} parts  `db` and `key` null where nothing is kept;
 *   `except` the session that this page sends itself; `first()` once before all else;
 *   `onNewer()` a newer version waits; `onDelivered(result)`
 */
export function createUpkeep({
  db,
  key,
  api,
  except = null,
  first = async () => {},
  onNewer = () => {},
  onDelivered = () => {},
}) {
  let worker = null;
  let newer = false;
  /** whether somebody signs out: from then on nothing of a patient is read or kept */
  let left = false;

  /** Bring what waits, then read today anew. Raises nothing. */
  async function round() {
    if (document.visibilityState !== 'visible' || !db || left) return;
    const result = await quietly(deliver({ db, key, api, except }));
    if (result) onDelivered(result);
    await quietly(refreshToday({ db, api, worker, left: () => left }));
  }

  return Object.freeze({
    begin() {
      atRest(async () => {
        const { lang, dataset } = document.documentElement;
        worker = await quietly(
          startWorker({
            lang,
            theme: dataset.theme,
            onNewer: () => {
              newer = true;
              onNewer();
            },
          }),
        );
        if (!db) return;
        await quietly(askToLast());
        await quietly(first());
        await quietly(tidyAll(db));
        await round();
        setInterval(round, AGAIN_MS);
      });
    },
    round,
    /** Stop, as somebody signs out: answers that are still on their way are not kept. */
    leave() {
      left = true;
    },

    /** Whether a newer version waits for the last session to be closed. */
    isNewer: () => newer,
    async takeOver() {
      await worker?.takeOver();
      location.reload();
    },
  });
}

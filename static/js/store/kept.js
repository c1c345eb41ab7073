// Everything that this browser keeps of all sessions: what waits, and what can be offered again.

import { OPENING } from '../model/acts/opening.js';
import { read, transact } from './idb.js';
import { headKey } from './answers.js';
import { KEPT_MS, readRows } from './outbox.js';

const RECEIVED = new Set(['stored', 'replayed']);

/** Whether a row still has to be sent. */
const isWaiting = (row) => row.status === 'waiting';

/** Whether the server did not take a request: it is kept here until someone corrects it. */
const isRefused = (row) => row.status === 'refused';

/** Whether a request counts as waiting: a patient that the server knows (`known`) is sent only in case it lost them. */
const isNews = (request) => !request.known;

const PATIENTS = '/api/patients';

/** Of what the server is to be asked, what makes a patient known to it. */
export const ofPatients = (requests) => requests.filter((request) => request.url === PATIENTS);

/** A session cannot arrive before its patient, whom only this tablet knows. */
export const isNeeded = (request) => request.url === PATIENTS && !request.known;

const allRows = (db) => read(db, 'outbox', (outbox) => outbox.getAll());
const allRequests = (db) => read(db, 'requests', (requests) => requests.getAll());

/** How many entries the server does not have, of all sessions. */
export async function countWaiting(db) {
  const [rows, requests] = await Promise.all([allRows(db), allRequests(db)]);
  return [...rows, ...requests.filter(isNews)].filter(isWaiting).length;
}

/** What the server was asked and would not take: it is here alone until it has been corrected by hand. */
export const countRefused = async (db) => (await allRequests(db)).filter(isRefused).length;

/** What waits to be asked of `url`, of all sessions: [{id, url, body}]. */
export async function requestsTo(db, key, url) {
  const found = await readRows(key, (await allRequests(db)).filter(isWaiting));
  return found.filter((request) => request.url === url);
}

/** What the server does not have, by session: {session_id, practice_id, events, aside, requests, refused, opening}.
 * `refused` are requests that the server did not take, each with the sentence why (`refused`). */
export async function waitingBySession(db, key) {
  const [rows, requests, openings] = await Promise.all([
    allRows(db),
    allRequests(db),
    read(db, 'openings', (store) => store.getAll()),
  ]);
  const groups = new Map();
  const group = (row) => {
    if (!groups.has(row.session_id)) {
      groups.set(row.session_id, { session_id: row.session_id, practice_id: row.practice_id, rows: [], requests: [] });
    }
    return groups.get(row.session_id);
  };
  rows.filter((r) => !RECEIVED.has(r.status)).forEach((r) => group(r).rows.push(r));
  requests.filter((r) => isWaiting(r) || isRefused(r)).forEach((r) => group(r).requests.push(r));
  return Promise.all(
    [...groups.values()].map(async (one) => {
      const mine = [...rows, ...openings].filter((r) => r.session_id === one.session_id);
      const [events, aside, asked, refused, known] = await Promise.all([
        readRows(key, one.rows.filter(isWaiting)),
        readRows(
          key,
          one.rows.filter((r) => !isWaiting(r)),
        ),
        readRows(key, one.requests.filter(isWaiting)),
        readRows(key, one.requests.filter(isRefused)),
        readRows(key, mine),
      ]);
      const { rows: _rows, ...rest } = one;
      return {
        ...rest,
        events,
        aside,
        requests: asked,
        refused,
        opening: known.find((e) => e.kind === OPENING) ?? null,
      };
    }),
  );
}

/** Offer again what a server had acknowledged and lost: of this practice, as far back as it is kept. */
export async function offerAgain(db, practice_id, head) {
  await transact(db, ['outbox', 'requests', 'state'], 'readwrite', (outbox, requests, state) => {
    for (const store of [outbox, requests]) {
      const asked = store.getAll();
      asked.onsuccess = () =>
        asked.result
          .filter((r) => r.practice_id === practice_id && RECEIVED.has(r.status) && Date.now() - r.kept_at <= KEPT_MS)
          .forEach((r) => store.put({ ...r, status: 'waiting' }));
    }
    state.put(head, headKey(practice_id));
  });
}

/** What was put aside or refused is offered once more: its cause may be gone. */
export async function offerAsideAgain(db, session_id) {
  await transact(db, ['outbox'], 'readwrite', (outbox) => {
    const asked = outbox.index('session').getAll(session_id);
    asked.onsuccess = () =>
      asked.result
        .filter((r) => ['quarantined', 'refused'].includes(r.status))
        .forEach((r) => outbox.put({ ...r, status: 'waiting' }));
  });
}

export async function settleRows(db, answers) {
  await transact(db, ['outbox'], 'readwrite', (outbox) => {
    for (const { id, status } of answers) {
      const asked = outbox.get(id);
      asked.onsuccess = () => {
        if (asked.result) outbox.put({ ...asked.result, status });
      };
    }
  });
}

/** What was refused has been corrected by hand: it need not be kept here. */
export const dropRequest = (db, id) =>
  transact(db, ['requests'], 'readwrite', (requests) => {
    requests.delete(id);
  });

/** Forget what the server has had for a week. */
export async function tidyAll(db) {
  await transact(db, ['outbox', 'requests', 'openings'], 'readwrite', (...stores) => {
    for (const store of stores) {
      const asked = store.getAll();
      asked.onsuccess = () =>
        asked.result
          .filter((r) => (r.status === undefined || RECEIVED.has(r.status)) && Date.now() - r.kept_at > KEPT_MS)
          .forEach((r) => store.delete(r[store.keyPath]));
    }
  });
}

/** Where the practice's record ended when it was last heard of. */
export const knownHead = (db, practice_id) => read(db, 'state', (state) => state.get(headKey(practice_id)));

export const keepHead = (db, practice_id, head) =>
  transact(db, ['state'], 'readwrite', (state) => {
    state.put(head, headKey(practice_id));
  });

/** Nothing of any session is left: used once nothing waits, before the key goes. */
export async function forgetEverythingSent(db) {
  await transact(db, ['outbox', 'requests', 'openings'], 'readwrite', (...stores) =>
    stores.forEach((store) => store.clear()),
  );
}

// Sends what waits, asks for what others did, and says how things stand.

import { Offline, Refused, SignedOut } from './api.js';
import { ask } from './courier.js';

const BATCH = 500;
const POLL_MS = 1000;

/** Gestures that follow each other closely travel together. */
const GATHER_MS = 400;
const BACK_OFF_MS = Object.freeze([500, 1000, 2000, 5000, 10000, 30000]);

const RECEIVED = new Set(['stored', 'replayed', 'quarantined', 'refused']);

const NOT_THERE = 404;

/** @import { ActEvent } from '../model/acts/act.js' */
/** @import { Api } from './api.js' */
/** @import { Request } from './courier.js' */
/** @import { Outbox } from './outbox.js' */
/** @typedef {ReturnType<typeof createSync>} Sync */

/**
 * @typedef {Pick<Outbox, 'requests' | 'requestSettled' | 'settle' | 'settled' | 'tidy' | 'endsAt' | 'doubt'>}
 *   SyncOutbox
 *
 * @typedef {object} SyncParts
 * @property {Api} api
 * @property {SyncOutbox} outbox
 * @property {Record<string, string>} urls
 * @property {() => number} last_seq
 * @property {string | null} [head]
 * @property {() => ActEvent[]} everything
 * @property {(answers: object[]) => void} onStored
 * @property {(events: ActEvent[]) => void} onEvents
 * @property {(answer: object) => void} onTrouble
 * @property {(sentence: string) => void} onSaid
 * @property {(request: Request, sentence: string) => void} onRefused
 * @property {(state: {waiting: number, online: boolean}) => void} onState
 * @property {() => void} onSignedOut
 * @property {(gaps: object[]) => void} onGaps
 * @property {(head: string | null) => Promise<void> | void} onRestored
 * @property {() => string | null} [seen]
 * @property {(words: object) => void} [onPatient]
 */

/**
 * @param {SyncParts} parts  `last_seq()` what the page knows; `head` where the
 *   record ended; `everything()` all events of the session as they were made, its opening first;
 *   `onStored(answers)`, `onEvents(events)`, `onTrouble(answer)`, `onSaid(sentence)`,
 *   `onRefused(request, sentence)`: what was asked first and not taken,
 *   `onState({waiting, online})`, `onSignedOut()`, `onGaps(gaps)`,
 *   `seen()` which words of the patient's record the page shows, `onPatient(words)` where they are others by now,
 *   `onRestored(head)`: the server has lost what it had acknowledged, and is given it again
 */
export function createSync({
  api,
  outbox,
  urls,
  last_seq,
  head = null,
  everything,
  onStored,
  onEvents,
  onTrouble,
  onSaid,
  onRefused,
  onState,
  onSignedOut,
  onGaps,
  onRestored,
  seen = () => null,
  onPatient = () => {},
}) {
  const queue = [];
  let known = head;
  let sending = null;
  let failures = 0;
  let online = true;
  let signedIn = true;
  let offered = false;
  let timer = 0;
  let gathering = 0;
  /** when the server last said what there is */
  let heard_ms = -Infinity;
  /** something is to be asked, events or none */
  let asking = false;

  /** @returns {Record<string, string>} */
  const shown = () => (seen() ? { seen: seen() } : {});
  const say = () => onState({ waiting: queue.length, online });

  /** Everything again, in order: the server does not have this session, or not all of it. */
  function requeue() {
    const here = new Set(queue.map((e) => e.id));
    queue.unshift(...everything().filter((e) => !here.has(e.id)));
    say();
  }

  /** `now`: where the record ends on a server that was brought back; null where a session is not there. */
  async function lost(now) {
    if (now) known = now;
    outbox.doubt();
    await onRestored(now);
    requeue();
  }

  async function failed(error) {
    failures += 1;
    if (error instanceof SignedOut) {
      signedIn = false;
      onSignedOut();
    } else if (error instanceof Refused) {
      online = true;
      if (error.status === NOT_THERE && !offered) {
        offered = true;
        await lost(null);
      } else if (error.status !== NOT_THERE || !queue.length) {
        onTrouble({ id: `refused ${error.message}`, status: 'refused', sentence: error.message });
      }
    } else if (error instanceof Offline) {
      online = false;
      if (error.sentence) onSaid(error.sentence);
    } else {
      throw error;
    }
  }

  /** Every answer says what came after what is known here, and where the record ends. */
  async function heard(answer) {
    heard_ms = performance.now();
    if (answer.restored) {
      await lost(answer.head);
      return;
    }
    if (answer.events?.length) onEvents(answer.events);
    if (answer.patient) onPatient(answer.patient);
    if (answer.head && answer.head !== known) {
      known = answer.head;
      outbox.endsAt(known);
    }
  }

  /** What the server must be asked before it can have these events: a patient it does not know. */
  async function askFirst() {
    for (const request of await outbox.requests()) {
      const { refused, said } = await ask(api, request);
      await outbox.requestSettled(request, refused);
      if (refused) onRefused(request, refused);
      if (said) onSaid(said.sentence);
    }
  }

  async function sendBatch() {
    await askFirst();
    const batch = queue.slice(0, BATCH);
    const answer = await api.post(urls.events, { events: batch, head: known, after: last_seq(), ...shown() });
    const named = answer.answers.filter((a) => RECEIVED.has(a.status));
    const ids = new Set(named.map((a) => a.id));
    await outbox.settle(named);
    for (let k = queue.length - 1; k >= 0; k -= 1) if (ids.has(queue[k].id)) queue.splice(k, 1);
    for (const a of named) {
      if (a.status === 'quarantined' || a.status === 'refused') onTrouble(a);
      else if (a.sentence) onSaid(a.sentence);
    }
    onStored(named);
    onGaps(answer.gaps ?? []);
    await heard(answer);
    if (ids.size === 0) throw new Offline('the answer names none of what was sent');
  }

  async function drain() {
    try {
      if (asking && signedIn) {
        await askFirst();
        asking = false;
        if (!online) {
          online = true;
          say();
        }
      }
      while (queue.length && signedIn) {
        await sendBatch();
        [failures, online, offered] = [0, true, false];
        say();
      }
    } catch (error) {
      await failed(error);
      say();
    }
  }

  function send() {
    clearTimeout(timer);
    sending ??= drain().finally(() => {
      sending = null;
      if ((queue.length || asking) && signedIn)
        timer = setTimeout(send, BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length) - 1] ?? 0);
    });
    return sending;
  }

  async function poll() {
    const early_ms = heard_ms + POLL_MS - performance.now();
    if (early_ms > 0) {
      setTimeout(poll, early_ms);
      return;
    }
    if (document.visibilityState === 'visible' && signedIn) {
      try {
        const answer = await api.get(
          `${urls.events}?${new URLSearchParams({ after: String(last_seq()), ...(known ? { head: known } : {}), ...shown() })}`,
        );
        await heard(answer);
        if ((!online || answer.restored) && (queue.length || asking)) {
          failures = 0;
          send();
        }
        if (!online) {
          online = true;
          say();
        }
      } catch (error) {
        const was = online;
        await failed(error);
        if (was !== online) say();
        if (offered && queue.length) send();
      }
    }
    setTimeout(poll, online ? POLL_MS : BACK_OFF_MS[2]);
  }

  return Object.freeze({
    /** Events kept on disk; send them as soon as can be. */
    push(events) {
      queue.push(...events);
      say();
      gathering ||= setTimeout(() => {
        gathering = 0;
        send();
      }, GATHER_MS);
    },
    /** Something is on disk that the server is to be asked. */
    ask() {
      asking = true;
      send();
    },
    start() {
      setTimeout(poll, POLL_MS);
    },
    signedInAgain() {
      signedIn = true;
      failures = 0;
      send();
    },
    /** Try at once: somebody asked. */
    now() {
      failures = 0;
      return send();
    },
    isOnline: () => online,
    waiting: () => queue.length,
  });
}

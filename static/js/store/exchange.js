// What waits for the server, and what its answers mean: what is stored, what others did, where the record ends.

import { Offline } from './api.js';
import { ask } from './courier.js';

const BATCH = 500;

const RECEIVED = new Set(['stored', 'replayed', 'quarantined', 'refused']);

/** @import { ActEvent } from '../model/acts/act.js' */
/** @import { Api } from './api.js' */
/** @import { Request } from './courier.js' */
/** @import { Outbox } from './outbox.js' */

/**
 * @typedef {Pick<Outbox, 'requests' | 'requestSettled' | 'settle' | 'settled' | 'tidy' | 'endsAt' | 'doubt'>}
 *   ExchangeOutbox
 *
 * @typedef {object} ExchangeParts
 * @property {Api} api
 * @property {ExchangeOutbox} outbox
 * @property {Record<string, string>} urls
 * @property {() => number} last_seq  what the page knows
 * @property {string | null} [head]  where the record ended
 * @property {() => ActEvent[]} everything  all events of the session as they were made, its opening first
 * @property {(answers: object[]) => void} onStored
 * @property {(events: ActEvent[]) => void} onEvents
 * @property {(answer: object) => void} onTrouble
 * @property {(sentence: string) => void} onSaid
 * @property {(request: Request, sentence: string) => void} onRefused  what was asked first and not taken
 * @property {(gaps: object[]) => void} onGaps
 * @property {(head: string | null) => Promise<void> | void} onRestored  the server has lost what it had acknowledged,
 *   and is given it again
 * @property {() => string | null} [seen]  which words of the patient's record the page shows
 * @property {(words: object) => void} [onPatient]  where they are others by now
 */

/**
 * @param {ExchangeParts} parts
 * @param {() => void} changed  more waits than before
 */
export function createExchange(parts, changed) {
  const { api, outbox, urls } = parts;
  const queue = [];
  let known = parts.head ?? null;
  /** when an answer last said what is new on the server */
  let heard_ms = -Infinity;

  /** Which words of the patient's record the page shows, for a request: the answer has them where they are others. */
  function shown() {
    const seen = parts.seen?.();
    return seen ? { seen } : {};
  }

  /** Put all events of the session into the queue again, in order: the server lacks it, or a part of it. */
  function requeue() {
    const here = new Set(queue.map((e) => e.id));
    queue.unshift(...parts.everything().filter((e) => !here.has(e.id)));
    changed();
  }

  /** `now`: where the record ends on a server that was brought back; null where a session is not there. */
  async function lost(now) {
    if (now) known = now;
    outbox.doubt();
    await parts.onRestored(now);
    requeue();
  }

  /** Every answer says what came after what is known here, and where the record ends. */
  async function heard(answer) {
    heard_ms = performance.now();
    if (answer.restored) {
      await lost(answer.head);
      return;
    }
    if (answer.events?.length) parts.onEvents(answer.events);
    if (answer.patient) parts.onPatient?.(answer.patient);
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
      if (refused) parts.onRefused(request, refused);
      if (said) parts.onSaid(said.sentence);
    }
  }

  /** What the server says of events that it has now, or never will have: they wait no longer. */
  async function settle(/** @type {{id: string, status: string, sentence?: string}[]} */ named) {
    const ids = new Set(named.map((a) => a.id));
    await outbox.settle(named);
    for (let k = queue.length - 1; k >= 0; k -= 1) if (ids.has(queue[k].id)) queue.splice(k, 1);
    for (const a of named) {
      if (a.status === 'quarantined' || a.status === 'refused') parts.onTrouble(a);
      else if (a.sentence) parts.onSaid(a.sentence);
    }
    parts.onStored(named);
  }

  async function sendBatch() {
    await askFirst();
    const events = queue.slice(0, BATCH);
    const answer = await api.post(urls.events, { events, head: known, after: parts.last_seq(), ...shown() });
    const named = answer.answers.filter((a) => RECEIVED.has(a.status));
    await settle(named);
    parts.onGaps(answer.gaps ?? []);
    await heard(answer);
    if (!named.length) throw new Offline('the answer names none of what was sent');
  }

  /** What is new on the server; whether it was brought back from a backup. */
  async function news() {
    const after = { after: String(parts.last_seq()), ...(known ? { head: known } : {}), ...shown() };
    const answer = await api.get(`${urls.events}?${new URLSearchParams(after)}`);
    await heard(answer);
    return Boolean(answer.restored);
  }

  return Object.freeze({
    push: (/** @type {ActEvent[]} */ events) => queue.push(...events),
    waiting: () => queue.length,
    heard_ms: () => heard_ms,
    askFirst,
    sendBatch,
    news,
    lost,
  });
}

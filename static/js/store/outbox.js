// What is on its way to the server. On disk first, then on the screen as kept.

import { read, transact } from './idb.js';
import { seal, unseal } from './seal.js';

/** Acknowledged events stay this long, so that a server brought back from a backup can have them. */
export const KEPT_MS = 7 * 24 * 3600 * 1000;

const RECEIVED = Object.freeze(['stored', 'replayed']);

/**
 * What the server has answered is written down together, so long after the first of it: until then
 * an event that it has would only be sent once more, and known again.
 */
const ANSWERS_MS = 2000;

/** Under which name the end of a practice's record is kept. */
export const headKey = (practice_id) => `head:${practice_id}`;

/** @import { ActEvent } from '../model/acts/act.js' */

/**
 * What the server added goes: an event is offered as its tablet made it.
 * @param {ActEvent} event
 * @returns {ActEvent}
 */
export const asMade = ({ seq: _seq, received_at: _at, author_id: _author, ...event }) => event;

const byTime = (a, b) => (a.id < b.id ? -1 : 1);

/** Rows of the store that can be read, as what was sealed in them. */
export async function readRows(key, rows) {
  const found = await Promise.all(rows.map((row) => unseal(key, row).catch(() => null)));
  return found.filter(Boolean).sort(byTime);
}

/** The server has a request; or it did not take it, and it stays here with the sentence why. */
export async function settleRequest(db, key, request, refused = null) {
  const more = refused ? { status: 'refused', ...(await seal(key, { ...request, refused })) } : { status: 'stored' };
  await transact(db, ['requests'], 'readwrite', (requests) => {
    const asked = requests.get(request.id);
    asked.onsuccess = () => {
      if (asked.result) requests.put({ ...asked.result, ...more });
    };
  });
}

/** @import { BrowserStore } from './idb.js' */
/** @typedef {ReturnType<typeof createOutbox>} Outbox */

/**
 * @param {BrowserStore} db
 * @param {CryptoKey} key
 * @param {{device_id: string, next_seq: number, place: IDBValidKey}} device
 * @param {{session_id: string, practice_id: string}} place  whose outbox this is
 */
export function createOutbox(db, key, device, { session_id, practice_id }) {
  let next_seq = device.next_seq;
  /** rows that were written or read here and have no answer yet, by id */
  const mine = new Map();
  /** what the server has said and the disk has not: id → status; where its record ends */
  let answered = new Map();
  let head = null;
  let timer = 0;
  /** there may be something that the server must be asked first */
  let asks = true;

  async function rowOf(event, status) {
    const sealed = await seal(key, event);
    return {
      id: event.id,
      session_id,
      practice_id,
      device_seq: event.device_seq,
      status,
      kept_at: Date.now(),
      ...sealed,
    };
  }

  /** Write down what the server has answered. `now`: only what can be written in this very moment. */
  async function writeAnswers({ now = false } = {}) {
    clearTimeout(timer);
    timer = 0;
    const [status, end] = [answered, head];
    if (!status.size && end === null) return;
    [answered, head] = [new Map(), null];
    const others = now ? [] : [...status.keys()].filter((id) => !mine.has(id));
    await transact(
      db,
      ['outbox', 'state'],
      'readwrite',
      (outbox, state) => {
        if (end !== null) state.put(end, headKey(practice_id));
        for (const [id, how] of status) if (mine.has(id)) outbox.put({ ...mine.get(id), status: how });
        for (const id of others) {
          const asked = outbox.get(id);
          asked.onsuccess = () => {
            if (asked.result) outbox.put({ ...asked.result, status: status.get(id) });
          };
        }
      },
      { whole: !others.length },
    );
    for (const id of status.keys()) mine.delete(id);
  }

  const answersSoon = () => {
    timer ||= setTimeout(() => {
      writeAnswers().catch(() => {});
    }, ANSWERS_MS);
  };

  globalThis.addEventListener?.('pagehide', () => {
    writeAnswers({ now: true }).catch(() => {});
  });

  async function rows() {
    await writeAnswers();
    const found = await read(db, 'outbox', (outbox) => outbox.index('session').getAll(session_id));
    for (const row of found) if (row.status === 'waiting') mine.set(row.id, row);
    return found;
  }

  const requestRows = async () =>
    (await read(db, 'requests', (requests) => requests.getAll())).filter((r) => r.session_id === session_id);

  return Object.freeze({
    device_id: device.device_id,

    /** The next number of this device. */
    takeSeq() {
      next_seq += 1;
      return next_seq - 1;
    },

    /**
     * Keep the events of one gesture, all or none; resolves once they are on disk. `request`
     * ({id, url, body}) is what the server must be asked before it can have them.
     */
    async keep(events, request = null) {
      const ready = await Promise.all(events.map((e) => rowOf(e, 'waiting')));
      const asked = request && {
        id: request.id,
        session_id,
        practice_id,
        known: request.known ?? false,
        status: 'waiting',
        kept_at: Date.now(),
        ...(await seal(key, request)),
      };
      const counter = { device_id: device.device_id, next_seq };
      asks ||= asked !== null;
      await transact(
        db,
        ['outbox', 'devices', 'requests'],
        'readwrite',
        (outbox, devices, requests) => {
          ready.forEach((row) => outbox.put(row));
          devices.put(counter, device.place);
          if (asked) requests.put(asked);
        },
        { whole: true },
      );
      for (const row of ready) mine.set(row.id, row);
    },

    /** Events of this session still waiting, of whichever tab, in the order they were made. */
    waiting: async () =>
      readRows(
        key,
        (await rows()).filter((r) => r.status === 'waiting'),
      ),

    /** Everything of this session that is still here, sent or not. */
    kept: async () => readRows(key, await rows()),

    /** What the server must be asked before this session's events: [{id, url, body}]. */
    async requests() {
      if (!asks) return [];
      const found = await readRows(
        key,
        (await requestRows()).filter((r) => r.status === 'waiting'),
      );
      asks = found.length > 0;
      return found;
    },
    allRequests: async () => readRows(key, await requestRows()),

    /** The server has it, or did not take it, and why. */
    requestSettled: (request, refused = null) => settleRequest(db, key, request, refused),

    /** What the server would not take of what this session asked: [{id, url, body, refused}]. */
    refused: async () =>
      readRows(
        key,
        (await requestRows()).filter((r) => r.status === 'refused'),
      ),

    /** The session's opening, so that it can be offered to a server that has lost it. */
    async keepOpening(event) {
      const row = { session_id, practice_id, kept_at: Date.now(), ...(await seal(key, asMade(event))) };
      await transact(db, ['openings'], 'readwrite', (openings) => {
        openings.put(row);
      });
    },

    async opening() {
      const row = await read(db, 'openings', (openings) => openings.get(session_id));
      return row ? unseal(key, row).catch(() => null) : null;
    },

    /**
     * The server has answered for these: [{id, status}]; what it did not take is on disk when this
     * resolves, the rest soon.
     */
    async settle(answers) {
      for (const { id, status } of answers) answered.set(id, status);
      if (answers.some((a) => !RECEIVED.includes(a.status))) await writeAnswers();
      else answersSoon();
    },

    /** Where the server's record ends now. */
    endsAt(now) {
      head = now;
      answersSoon();
    },

    /** Everything that was answered is on disk when this resolves. */
    settled: () => writeAnswers(),

    /** The server has lost what it answered for, or may have: it holds no longer. */
    doubt() {
      [answered, head, asks] = [new Map(), null, true];
    },

    /** Forget what the server has had for a week. */
    async tidy() {
      const old = (await rows()).filter((r) => RECEIVED.includes(r.status) && Date.now() - r.kept_at > KEPT_MS);
      if (old.length) await transact(db, ['outbox'], 'readwrite', (outbox) => old.forEach((r) => outbox.delete(r.id)));
    },
  });
}

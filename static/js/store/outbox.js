// What is on its way to the server. On disk first, then on the screen as kept.

import { RECEIVED, createAnswers } from './answers.js';
import { read, transact } from './idb.js';
import { seal, unseal } from './seal.js';

/** Acknowledged events stay this long, so that a server brought back from a backup can have them. */
export const KEPT_MS = 7 * 24 * 3600 * 1000;

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

/** What the server must be asked before the events of a session. */
function createRequests(db, key, { session_id, practice_id }) {
  /** whether requests may wait on the disk; false spares reading it */
  let asks = true;

  async function some(/** @type {string[]} */ ...statuses) {
    const all = await read(db, 'requests', (requests) => requests.getAll());
    return readRows(
      key,
      all.filter((r) => r.session_id === session_id && (!statuses.length || statuses.includes(r.status))),
    );
  }

  return Object.freeze({
    rowOf: async (request) => ({
      id: request.id,
      session_id,
      practice_id,
      known: request.known ?? false,
      status: 'waiting',
      kept_at: Date.now(),
      ...(await seal(key, request)),
    }),
    /** Read the disk the next time: a request is being written, or may be there. */
    expect() {
      asks = true;
    },
    async waiting() {
      if (!asks) return [];
      const found = await some('waiting');
      asks = found.length > 0;
      return found;
    },
    refused: () => some('refused'),
    all: () => some(),
  });
}

/**
 * @param {BrowserStore} db
 * @param {CryptoKey} key
 * @param {{device_id: string, next_seq: number, place: IDBValidKey}} device
 * @param {{session_id: string, practice_id: string}} place  whose outbox this is
 */
export function createOutbox(db, key, device, { session_id, practice_id }) {
  let next_seq = device.next_seq;
  const answers = createAnswers(db, practice_id);
  const requests = createRequests(db, key, { session_id, practice_id });

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

  const isWaiting = (row) => row.status === 'waiting';

  async function rows() {
    await answers.write();
    const found = await read(db, 'outbox', (outbox) => outbox.index('session').getAll(session_id));
    answers.expect(found.filter(isWaiting));
    return found;
  }

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
      const asked = request && (await requests.rowOf(request));
      const counter = { device_id: device.device_id, next_seq };
      if (asked) requests.expect();
      await transact(
        db,
        ['outbox', 'devices', 'requests'],
        'readwrite',
        (outbox, devices, asking) => {
          ready.forEach((row) => outbox.put(row));
          devices.put(counter, device.place);
          if (asked) asking.put(asked);
        },
        { whole: true },
      );
      answers.expect(ready);
    },

    /** Events of this session still waiting, of whichever tab, in the order they were made. */
    waiting: async () => readRows(key, (await rows()).filter(isWaiting)),

    /** Everything of this session that is still here, sent or not. */
    kept: async () => readRows(key, await rows()),

    /** What the server must be asked before this session's events: [{id, url, body}]. */
    requests: requests.waiting,
    allRequests: requests.all,

    /** Note that the server has a request, or why it did not take it. */
    requestSettled: (request, refused = null) => settleRequest(db, key, request, refused),

    /** What the server would not take of what this session asked: [{id, url, body, refused}]. */
    refused: requests.refused,

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
    settle: answers.take,

    /** Where the server's record ends now. */
    endsAt: answers.endsAt,

    /** Everything that was answered is on disk when this resolves. */
    settled: () => answers.write(),

    /** Forget the answers that are not on disk yet: the server has lost what they are of, or may have. */
    doubt() {
      answers.forget();
      requests.expect();
    },

    /** Forget what the server has had for a week. */
    async tidy() {
      const old = (await rows()).filter((r) => RECEIVED.includes(r.status) && Date.now() - r.kept_at > KEPT_MS);
      if (old.length) await transact(db, ['outbox'], 'readwrite', (outbox) => old.forEach((r) => outbox.delete(r.id)));
    },
  });
}

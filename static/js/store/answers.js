// What the server has answered for events of an outbox: known here at once, on the disk soon.

import { transact } from './idb.js';

export const RECEIVED = Object.freeze(['stored', 'replayed']);

/**
 * What the server has answered is written down together, so long after the first of it: until then
 * an event that it has would only be sent once more, and known again.
 */
const ANSWERS_MS = 2000;

/** Under which name the end of a practice's record is kept. */
export const headKey = (practice_id) => `head:${practice_id}`;

/** @import { BrowserStore } from './idb.js' */

/** @param {BrowserStore} db */
export function createAnswers(db, practice_id) {
  /** rows of this tab that wait for an answer, by id */
  const mine = new Map();
  /** answers of the server that are not on disk yet: id → status; `head`: where its record ends */
  let answered = new Map();
  let head = null;
  let timer = 0;

  /** Write down what the server has answered. `now`: only what can be written in this very moment. */
  async function write({ now = false } = {}) {
    clearTimeout(timer);
    timer = 0;
    const [status, end] = [answered, head];
    if (!status.size && end === null) return;
    forget();
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

  function soon() {
    timer ||= setTimeout(() => {
      write().catch(() => {});
    }, ANSWERS_MS);
  }

  function forget() {
    [answered, head] = [new Map(), null];
  }

  globalThis.addEventListener?.('pagehide', () => {
    write({ now: true }).catch(() => {});
  });

  return Object.freeze({
    /** Rows of the disk that wait for an answer. */
    expect(rows) {
      for (const row of rows) mine.set(row.id, row);
    },

    /** [{id, status}]; what was not received is on disk when this resolves, the rest soon. */
    async take(answers) {
      for (const { id, status } of answers) answered.set(id, status);
      if (answers.some((a) => !RECEIVED.includes(a.status))) await write();
      else soon();
    },

    endsAt(now) {
      head = now;
      soon();
    },

    write,
    forget,
  });
}

// The session on the desk: every act goes through here, is drawn at once, kept on disk, then sent.

import { ACTS } from '../../model/acts/all.js';
import { read } from '../../model/acts/reading.js';
import { createEmitter } from '../../model/emitter.js';
import { EMPTY_HISTORY, redoStep, remember, undoStep } from '../../model/history.js';
import { inOrder } from '../../model/order.js';
import { apply } from '../../model/session.js';
import { reuse } from '../../model/marks.js';
import { uuid7 } from '../../store/ids.js';
import { asMade } from '../../store/outbox.js';
import { createKeeping } from './keeping.js';

/** @import { ActEvent, Doing } from '../../model/acts/act.js' */
/** @import { Emitter } from '../../model/emitter.js' */
/** @import { Placed } from '../../model/labels.js' */
/** @import { Session } from '../../model/session.js' */
/** @import { Outbox } from '../../store/outbox.js' */
/** @typedef {ReturnType<typeof createDesk>} Desk */

/** Whether only the server writes events of this kind; they are not offered again to one that lost them. */
const isServers = ({ kind }) => ACTS.get(kind)?.byServer;

/**
 * @param {{
 *   events: ActEvent[], outbox: Pick<Outbox, 'device_id' | 'takeSeq' | 'keep'>, session_id: string,
 *   name: (mark: Placed) => string,
 *   push: (events: ActEvent[]) => void, onKeeping: (state: string) => void, mayMark?: () => boolean,
 * }} parts  `events` known so far, `name(mark)` for the words of a step, `push(events)` to send,
 *   `onKeeping(state)`: 'keeping' | 'kept' | 'trouble', `mayMark()` false where a gesture may not begin
 */
export function createDesk({ events, outbox, session_id, name, push, onKeeping, mayMark = () => true }) {
  const known = new Map(events.map((e) => [e.id, e]));
  /** @type {Emitter<[Session, Session, boolean]>} */
  const moved = createEmitter();
  const keeping = createKeeping({ outbox, push, onKeeping });
  const began_ms = performance.now();
  /** @type {Session | null} */
  let session = null;
  let history = EMPTY_HISTORY;
  let heard = Math.max(0, ...events.map((e) => e.seq ?? 0));

  const ours = (event) => event.device_id === outbox.device_id;

  function take(event) {
    const body = ours(event) ? read(event) : null;
    if (body) history = remember(history, session, body === event.body ? event : { ...event, body });
    session = apply(session, event);
  }

  function refold() {
    session = null;
    history = EMPTY_HISTORY;
    inOrder(known.values()).forEach(take);
  }

  const tell = (before, local) => moved.emit(session, before, local);

  /** The record is another: folded anew, what did not change stays the object that it was. */
  function again() {
    const before = session;
    refold();
    session = reuse(before, session);
    tell(before, false);
  }

  function toEvents(acts) {
    const gesture_id = uuid7();
    return acts.map(({ kind, body }) =>
      Object.freeze({
        id: uuid7(),
        device_id: outbox.device_id,
        device_seq: outbox.takeSeq(),
        session_id,
        kind,
        v: ACTS.get(kind).version,
        body,
        gesture_id,
        at: new Date().toISOString(),
        elapsed_ms: Math.round(performance.now() - began_ms),
      }),
    );
  }

  /**
   * One gesture: drawn now, kept next, sent then. False when it changes nothing.
   * @param {readonly Doing[]} acts
   */
  function perform(acts) {
    if (!acts.length || !session || !mayMark()) return false;
    const made = toEvents(acts);
    const before = session;
    for (const event of made) {
      known.set(event.id, event);
      take(event);
    }
    keeping.take(made);
    tell(before, true);
    return true;
  }

  function go(step) {
    return step ? perform(step.acts) && step.label : false;
  }

  refold();
  return Object.freeze({
    session: () => session,
    undoStep: () => undoStep(history, name),
    redoStep: () => redoStep(history, name),
    perform,
    undo: () => go(undoStep(history, name)),
    redo: () => go(redoStep(history, name)),
    /** Hear of every change: `listener(session, before, local)`. */
    listen: moved.listen,
    /** Up to where the server's order is known without a gap. */
    serverSeq: () => heard,
    events: () => [...known.values()],
    allSafe: keeping.allSafe,
    /** All events as they were made, the opening first: for a server that has lost them. */
    asMade: () => inOrder([...known.values()].filter((e) => !isServers(e))).map(asMade),

    /** Forget the server's order: it was brought back from a backup, and will give a new one. */
    forgetOrder() {
      for (const e of known.values()) {
        if (isServers(e)) known.delete(e.id);
        else known.set(e.id, Object.freeze(asMade(e)));
      }
      heard = 0;
      again();
    },

    /** Whether the server, up to `seq`, has everything that is known here. */
    within: (seq) => [...known.values()].every((e) => e.seq <= seq),

    /** What the server says: other tabs' acts, and our own with their place and time. True for news. */
    receive(received) {
      heard = Math.max(heard, ...received.map((e) => e.seq));
      const news = received.filter((e) => known.get(e.id)?.received_at !== e.received_at);
      const changes = news.some((e) => !known.has(e.id) || ACTS.get(e.kind)?.dated);
      for (const e of news) known.set(e.id, Object.freeze({ ...e, body: known.get(e.id)?.body ?? e.body }));
      if (!changes) return false;
      again();
      return true;
    },

    /** Note the places in the record that the server gave to events of this tablet: [{id, seq}]. */
    placed(answers) {
      for (const { id, seq } of answers) {
        const event = known.get(id);
        if (event && seq && event.seq === undefined) known.set(id, Object.freeze({ ...event, seq }));
        keeping.arrived(id);
      }
    },
    /** Write to the disk at once, without waiting for a frame: the page is left. */
    keepNow: keeping.now,
  });
}

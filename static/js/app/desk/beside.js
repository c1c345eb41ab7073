// Brings what stands beside the map up to date: after quick touches at most twice a second, all of it in one frame
// (docs/decisions/0023).

import { whenFree } from '../../input/free.js';
import { createEmitter } from '../../model/emitter.js';
import { soonAfter } from '../../view/frame.js';

/** @import { Emitter } from '../../model/emitter.js' */
/** @import { Session } from '../../model/session.js' */
/** @import { Desk } from './desk.js' */
/** @typedef {ReturnType<typeof createBeside>} Beside */

const PACE = Object.freeze({ gap_ms: 500, rest_ms: 350 });

/** Whether two sessions differ in nothing but their marks: the map shows these at once, the rest can follow. */
const onlyMarks = (session, before) =>
  Object.keys(session).every((name) => name === 'marks' || name === 'last_seq' || session[name] === before[name]);

/** @param {{desk: Pick<Desk, 'session' | 'listen'>, sayStep: () => void}} parts */
export function createBeside({ desk, sayStep }) {
  /** @type {Emitter<[]>} */
  const follows = createEmitter();
  /** @type {Emitter<[Session, Session]>} */
  const moved = createEmitter();
  /** marks came or went, and what stands beside the map has not followed yet */
  let behind = false;

  function show(before = desk.session()) {
    follows.emit();
    moved.emit(desk.session(), before);
  }

  function follow() {
    if (!behind) {
      follows.emit();
      return;
    }
    behind = false;
    show();
    sayStep();
  }

  const soon = soonAfter(() => whenFree(follow), PACE);

  return Object.freeze({
    /** The session is another, or what is said of it: `listener(session, before)`. */
    listen: moved.listen,
    /** Hear when it follows, also where a touch has changed nothing in the session. */
    onFollow: follows.listen,
    /** A finger has touched the map: follow after the frame of its mark. */
    soon,
    /** Follow as soon as no finger is on a key. */
    now: () => whenFree(follow),
    /** Have all listeners show the session again. */
    show,
    /** Begin to follow the desk: after the parts that listen to the desk itself, so that they come first. */
    begin: () =>
      desk.listen((session, before, local) => {
        if (!local) whenFree(() => show(before));
        else if (onlyMarks(session, before)) {
          behind = true;
          soon();
        } else show(before);
      }),
  });
}

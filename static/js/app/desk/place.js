// The place of the page (not of the skin): the step that is shown, and whether marks are added in *Fin*.

import { createEmitter } from '../../model/emitter.js';
import { reachedStep } from '../../model/rules.js';
import { standing } from '../../model/session.js';

/** @import { Emitter } from '../../model/emitter.js' */
/** @import { Place, Step } from '../../model/rules.js' */
/** @import { Session } from '../../model/session.js' */
/** @typedef {ReturnType<typeof createPlace>} StepPlace */

/** @param {string} session_id  The step is kept under it, so that a reload shows the same step. */
export function createPlace(session_id) {
  const key = `mesomap-step-${session_id}`;
  /** @type {Place} */
  let place = Object.freeze({ step: null, adding: false });
  /** @type {Emitter<[Place, Place]>} */
  const moved = createEmitter();

  /** @param {Place} next */
  function stand(next) {
    const before = place;
    place = Object.freeze(next);
    moved.emit(place, before);
  }

  return Object.freeze({
    now: () => place,
    /**
     * The step to begin with.
     * @param {Session} session
     * @returns {Step}
     */
    found(session) {
      const reached = reachedStep(session);
      const between = ['plan', 'inject'].includes(reached) && !session.timer.running && standing(session).length > 0;
      return between && sessionStorage.getItem(key) === 'accord' ? 'accord' : reached;
    },
    /** @param {Step} step */
    go(step) {
      sessionStorage.setItem(key, step);
      stand({ step, adding: false });
    },
    /** @param {boolean} on  Whether marks are added in *Fin*. */
    add: (on) => stand({ ...place, adding: on }),
    /** Hear of another step, or of adding: `listener(place, before)`. */
    listen: moved.listen,
  });
}

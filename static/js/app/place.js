// Where the page stands: the step that is shown, and whether marks are being added in *Fin*.

import { reachedStep } from '../model/rules.js';
import { standing } from '../model/session.js';

/** @import { Session } from '../model/session.js' */
/** @import { Step } from '../model/rules.js' */
/** @typedef {ReturnType<typeof createPlace>} StepPlace */

/** @param {string} session_id  A tab that is loaded again finds the step that it has left. */
export function createPlace(session_id) {
  const key = `mesomap-step-${session_id}`;
  /** @type {import('../model/rules.js').Place} */
  let place = Object.freeze({ step: null, adding: false });
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
      place = Object.freeze({ step, adding: false });
      sessionStorage.setItem(key, step);
    },
    /** @param {boolean} on  Whether marks are added in *Fin*. */
    add(on) {
      place = Object.freeze({ ...place, adding: on });
    },
  });
}

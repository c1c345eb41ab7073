// What a touch does to marks at the step that is shown.

import { sayDone } from '../../model/actions.js';
import { rubOut, saysDone } from '../../model/rules.js';

/** @import { Desk } from './desk.js' */
/** @import { Mark } from '../../model/marks.js' */
/** @import { StepPlace } from './place.js' */
/** @typedef {ReturnType<typeof createMarking>} Marking */

/** @param {{ desk: Pick<Desk, 'session' | 'perform'>, place: StepPlace }} parts */
export const createMarking = ({ desk, place }) =>
  Object.freeze({
    /** Whether a touch of a mark says that it was, or was not, done. */
    saysDone: () => saysDone(desk.session(), place.now()),
    /** Whether a touch says what was done (step *Fin*): then it counts only near enough to see which mark. */
    onRecord: () => place.now().step === 'end',
    /** @param {readonly string[]} ids */
    rubOut: (ids) => desk.perform(rubOut(desk.session(), place.now(), ids)),
    /** @param {Mark} mark  It was done otherwise than was said. */
    differ: (mark) => desk.perform(sayDone(desk.session(), [mark.id], mark.done === false)),
  });

// Sentences for a screen reader: what the last gesture did.

import { $, say } from '../../view/dom.js';

/** @import { Desk } from './desk.js' */
/** @typedef {ReturnType<typeof createEar>['ear']} Ear */

/** @param {Pick<Desk, 'listen' | 'undoStep'>} desk */
export function createEar(desk) {
  /** something was said of the last gesture */
  let heard = false;

  /** @param {string} words  Say what was done. */
  function ear(words) {
    heard = true;
    say($('#live'), words);
  }

  desk.listen((_session, _before, local) => {
    if (local) heard = false;
  });

  return Object.freeze({
    ear,
    /** What nobody said yet, in the words of the step. */
    sayStep() {
      const label = heard ? null : desk.undoStep()?.label;
      if (label) ear(label);
    },
  });
}

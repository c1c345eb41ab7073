// Sentences for a screen reader: what the last gesture did.

import { $, say } from '../../view/dom.js';

/** @import { Desk } from './desk.js' */
/** @typedef {ReturnType<typeof createEar>['ear']} Ear */

/** @param {Pick<Desk, 'listen' | 'undoStep'>} desk */
export function createEar(desk) {
  /** whether the last gesture was announced in words of its own */
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
    /** Announce the last gesture by the label of its undo step, unless it was announced already. */
    sayStep() {
      const label = heard ? null : desk.undoStep()?.label;
      if (label) ear(label);
    },
  });
}

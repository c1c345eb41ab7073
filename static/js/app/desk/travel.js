// Undo and redo of what was done on this tablet, with the sentence that is said of it.

import { whyNotTravel } from '../../model/rules.js';
import { _ } from '../../texts.js';

/** @import { Desk } from './desk.js' */
/** @import { Ear } from './ear.js' */
/** @import { StepPlace } from './place.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createTravel>} Travel */

const nothing = (word) => (word === 'undo' ? _('Rien à annuler sur cette tablette.') : _('Rien à rétablir.'));

const done = (word, step) => (word === 'undo' ? _('Annulé : {step}', { step }) : _('Rétabli : {step}', { step }));

/**
 * @param {{ desk: Desk, place: StepPlace, tell: Tell, ear: Ear }} parts
 * @returns {(word: 'undo' | 'redo') => void}
 */
export const createTravel =
  ({ desk, place, tell, ear }) =>
  (word) => {
    const found = word === 'undo' ? desk.undoStep() : desk.redoStep();
    const why = whyNotTravel(desk.session(), place.now(), found);
    const label = why ? false : desk[word]();
    if (label === false) tell(why ?? nothing(word));
    else ear(done(word, label));
  };

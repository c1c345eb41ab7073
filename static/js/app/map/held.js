// Letters of syringes beside the marks; in *Injecter* the marks of all syringes but the one in hand are faint.

import { lettered } from '../../model/assign.js';
import { _ } from '../../texts.js';
import { createLetters } from '../../view/letters.js';

/** @import { Beside } from '../desk/beside.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from './map.js' */
/** @import { StepPlace } from '../desk/place.js' */
/** @import { Shown } from './shown.js' */
/** @typedef {ReturnType<typeof createHeld>} Held */

/** @param {{desk: Desk, place: StepPlace, map: BodyMap, shown: Shown, beside: Beside}} parts */
export function createHeld({ desk, place, map, shown, beside }) {
  const letters = createLetters(map.stage, _('sec'));
  /** the syringe in hand */
  let held = null;
  /** the syringe for which the marks of the others are faint on the map, or null */
  let faintFor = null;

  const now = () => (place.now().step === 'inject' ? held : null);

  function show() {
    const session = desk.session();
    letters.show(map.layer.standing(), lettered(session));
    const its = lettered(session) ? now() : null;
    if (its === faintFor) return;
    faintFor = its;
    map.layer.faint(its ? (mark) => mark.syringe !== its : () => false);
  }

  shown.listen(show);
  beside.listen(show);
  place.listen(show);

  return Object.freeze({
    /** The syringe in hand while injecting, or null: all marks stand alike. */
    now,
    hold(key) {
      held = key;
      show();
    },
  });
}

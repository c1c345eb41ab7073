// Four brushes: each is a depth and its natural gesture, with a colour, a shape and a letter.

import { N_ } from '../texts.js';

const freeze = Object.freeze;

export const BRUSHES = freeze({
  IED: freeze({ depth: 'IED', letter: N_('É'), gesture: 'stroke', name: N_('Épidermique'), range: N_('< 1 mm') }),
  IDS: freeze({ depth: 'IDS', letter: N_('N'), gesture: 'outline', name: N_('Nappage'), range: N_('1 à 2 mm') }),
  IDP: freeze({ depth: 'IDP', letter: N_('P'), gesture: 'point', name: N_('Point par point'), range: N_('2 à 4 mm') }),
  IHD: freeze({ depth: 'IHD', letter: N_('H'), gesture: 'point', name: N_('Hypodermique'), range: N_('4 à 13 mm') }),
});

export const DEPTHS = freeze(Object.keys(BRUSHES));

/** What a chosen set of brushes writes as depth: one, or two for technique mixte. */
export const depthOf = (brushes) => (brushes.length === 1 ? brushes[0] : freeze([...brushes]));

/** Choose one brush; or, holding, add it to the one in hand (never more than two). */
export function chooseBrush(held, depth, together) {
  if (!together || held[0] === depth) return freeze([depth]);
  return freeze([held[0], depth]);
}

/** The first brush in hand decides how the finger draws. */
export const gestureOf = (brushes) => BRUSHES[brushes[0]].gesture;

// The four depths of mesotherapy: everything that the page has to know of each, and the brushes they are.
//
// The same in mesomap/domain/depths.py; the colours are in static/css/tokens.css. tests/domain/test_depths.py
// holds all three to each other.

import { N_ } from '../texts.js';

const freeze = Object.freeze;

/** By depth, shallow to deep: `mm` below the surface, (from, to); `gesture` how the finger draws it. */
export const LEVELS = freeze({
  IED: freeze({ mm: freeze([0, 1]), letter: N_('É'), name: N_('Épidermique'), range: N_('< 1 mm'), gesture: 'stroke' }),
  IDS: freeze({ mm: freeze([1, 2]), letter: N_('N'), name: N_('Nappage'), range: N_('1 à 2 mm'), gesture: 'outline' }),
  IDP: freeze({
    mm: freeze([2, 4]),
    letter: N_('P'),
    name: N_('Point par point'),
    range: N_('2 à 4 mm'),
    gesture: 'point',
  }),
  IHD: freeze({
    mm: freeze([4, 13]),
    letter: N_('H'),
    name: N_('Hypodermique'),
    range: N_('4 à 13 mm'),
    gesture: 'point',
  }),
});

export const DEPTHS = freeze(Object.keys(LEVELS));

/** What a chosen set of brushes writes as depth: one, or two for technique mixte. */
export const depthOf = (brushes) => (brushes.length === 1 ? brushes[0] : freeze([...brushes]));

/** Choose one brush; or, holding, add it to the one in hand (never more than two). */
export function chooseBrush(held, depth, together) {
  if (!together || held[0] === depth) return freeze([depth]);
  return freeze([held[0], depth]);
}

/** The first brush in hand decides how the finger draws. */
export const gestureOf = (brushes) => LEVELS[brushes[0]].gesture;

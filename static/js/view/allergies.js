// The patient's own words on allergies, whole; what may concern a product is marked in them, and nothing else is said.

import { piecesOf } from '../model/allergies.js';
import { _ } from '../texts.js';
import { h, morph } from './dom.js';

/** A place for the words: {element, show(called)}; `called` are the names of the products in hand. */
export function allergiesPlace(allergies, allergens) {
  const words = h('p', { class: 'noted-words' });
  const element = h('section', { class: 'noted', 'aria-label': _('Allergies notées'), hidden: !allergies?.trim() }, h('h3', {}, _('Allergies notées')), words);
  const show = (called) => morph(words, piecesOf(allergies, called, allergens).map((piece) => h(piece.concerns ? 'mark' : 'span', {}, piece.text)));
  return { element, show };
}

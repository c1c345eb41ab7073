// The patient's own words on allergies, whole; what may concern a product is marked in them, and nothing else is said.

import { piecesOf } from '../model/allergies.js';
import { _ } from '../texts.js';
import { h, morph } from './dom.js';

/**
 * A place for the words: {element, show(called), changed()}; `allergies()` are the words, `called` the names of the
 * products in hand. `changed` says that another device wrote them meanwhile.
 */
export function allergiesPlace(allergies, allergens) {
  const words = h('p', { class: 'noted-words' });
  const news = h('p', { class: 'notice danger-notice', role: 'alert', hidden: true });
  const element = h(
    'section',
    { class: 'noted', 'aria-label': _('Allergies notées') },
    h('h3', {}, _('Allergies notées')),
    words,
    news,
  );
  const show = (called) => {
    element.hidden = !allergies()?.trim() && news.hidden;
    morph(
      words,
      piecesOf(allergies(), called, allergens).map((piece) => h(piece.concerns ? 'mark' : 'span', {}, piece.text)),
    );
  };
  let before = allergies();
  const changed = () => {
    if (allergies() === before) return;
    before = allergies();
    news.textContent = before?.trim()
      ? _('Changé sur un autre appareil.')
      : _('Changé sur un autre appareil : plus rien n’est noté.');
    news.hidden = false;
  };
  return { element, show, changed };
}

// The patient's own words on allergies, whole; what may concern a product is marked in them, and nothing else is said.
// Where nobody asked, that is said, with the key to write them: an empty field does not mean that there is no allergy.

import { piecesOf } from '../model/allergies.js';
import { knownOf, knownWords } from '../model/known.js';
import { _ } from '../texts.js';
import { day } from './days.js';
import { h, icon, morph } from './dom.js';

/** @import { Allergens } from '../model/allergies.js' */

/** Who was told, and when, that none is known. */
function noneWords(patient) {
  const { on, by } = knownOf(patient, 'allergies');
  const none = knownWords(patient, 'allergies');
  return on ? _('{none}, demandé le {date} par {who}', { none, date: day(on), who: by }) : none;
}

/**
 * A place for the words: {element, show(called), changed()}; `patient()` as they are by now, `ask()` opens the sheet
 * where the words are written, `called` the names of the products in hand. `changed` says that another device wrote
 * them meanwhile.
 * @param {{patient: () => Record<string, any>, ask: () => Promise<void>, allergens: Allergens}} parts
 */
export function allergiesPlace({ patient, ask, allergens }) {
  const written = () => patient().allergies ?? '';
  const title = h('h3', {}, _('Allergies notées'));
  const words = h('p', { class: 'noted-words' });
  const none = h('p', { class: 'noted-none' });
  const key = h('button', { type: 'button', class: 'quiet', 'data-act': 'ask-allergies' }, icon('edit'), _('Noter'));
  const unasked = h('div', { class: 'noted-unasked' }, h('span'), key);
  const news = h('p', { class: 'notice danger-notice', role: 'alert', hidden: true });
  const element = h('section', { class: 'noted', 'aria-label': _('Allergies') }, title, words, none, unasked, news);
  const show = (called) => {
    const { state } = knownOf(patient(), 'allergies');
    element.dataset.state = state;
    title.hidden = words.hidden = state !== 'text';
    none.hidden = state !== 'none';
    unasked.hidden = state !== 'unasked';
    none.textContent = state === 'none' ? noneWords(patient()) : '';
    unasked.firstChild.textContent = state === 'unasked' ? knownWords(patient(), 'allergies') : '';
    morph(
      words,
      piecesOf(written(), called, allergens).map((piece) => h(piece.concerns ? 'mark' : 'span', {}, piece.text)),
    );
  };
  let before = written();
  let asking = false;
  key.addEventListener('click', async () => {
    asking = true;
    await ask();
    asking = false;
  });
  const changed = () => {
    if (written() === before) return;
    before = written();
    // written on this page: not told as another device's
    if (asking) return;
    news.textContent = before.trim()
      ? _('Changé sur un autre appareil.')
      : _('Changé sur un autre appareil : plus rien n’est noté.');
    news.hidden = false;
  };
  return { element, show, changed };
}

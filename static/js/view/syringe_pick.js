// The catalogue as keys, by family, filtered by what is typed; that may be added too.

import { refusedAsInjected } from '../model/refused.js';
import { plain } from '../model/syringes.js';
import { _ } from '../texts.js';
import { h, icon } from './dom.js';

/** @import { Refused } from '../model/refused.js' */

/**
 * @typedef {object} Product  one of the catalogue
 * @property {string} name
 * @property {string} [brand]
 * @property {boolean} [hidden]  known by its name, and not offered
 * @property {string} family_name
 * @property {string[]} [presentations]
 * @typedef {{id: string, name: string, recipe: object}} Mix  one of the practice's favourites
 */

const fits = (product, words) =>
  words.every((w) => plain(`${product.name} ${product.brand ?? ''} ${product.family_name}`).includes(w));

/** [[family's name, products]] in the order of the catalogue; the practice's own come last. */
function families(products) {
  const found = new Map();
  for (const p of products) {
    const name = p.family_name || _('Autres');
    found.set(name, [...(found.get(name) ?? []), p]);
  }
  return [...found];
}

/**
 * @param {{
 *   products: Product[], refused: Refused, mixes: () => Mix[], add: (name: string) => void, apply: (mix: Mix) => void,
 *   manage: () => void, refuse: (sentence: string) => void,
 * }} parts
 */
export function productPicker({ products: known, refused, mixes, add, apply, manage, refuse }) {
  const list = h('div', { class: 'families' });
  const own = h('div', { class: 'quick', role: 'group', 'aria-label': _('Mes mélanges') });
  const search = h('input', {
    type: 'search',
    name: 'search-product',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 120,
    'aria-label': _('Chercher ou saisir un produit'),
    placeholder: _('Chercher ou saisir un produit'),
    oninput: show,
    onkeydown: (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      take(pending());
    },
  });

  const words = () => plain(search.value).split(/\s+/).filter(Boolean);
  const products = known.filter((p) => !p.hidden);
  const found = () => products.filter((p) => fits(p, words()));

  /** The product that is written and not added: the only one that fits, else as it was typed; '' for none. */
  function pending() {
    const asked = search.value.trim();
    const [only, ...others] = asked ? found() : [];
    return only && !others.length ? only.name : asked;
  }

  function clear() {
    search.value = '';
    show();
  }

  function take(name) {
    const asked = name.trim();
    if (!asked) return;
    if (refusedAsInjected(asked, refused)) {
      refuse(_('« {name} » n’entre dans aucun mélange de mésothérapie.', { name: asked }));
      return;
    }
    clear();
    add(asked);
  }

  const chip = (p) =>
    h(
      'button',
      { type: 'button', class: 'choice', 'data-product': p.name, onclick: () => take(p.name) },
      p.name,
      p.brand ? h('small', { translate: 'no' }, p.brand) : '',
    );

  /** What was typed, to be added as it stands, where the catalogue has no such name. */
  function asTyped() {
    const asked = search.value.trim();
    if (!asked || products.some((p) => plain(p.name) === plain(asked))) return '';
    return h(
      'button',
      { type: 'button', class: 'choice add', 'data-act': 'add-typed', onclick: () => take(asked) },
      icon('plus'),
      _('Ajouter « {name} »', { name: asked }),
    );
  }

  const mixKey = (mix) =>
    h(
      'button',
      { type: 'button', class: 'choice mix', 'data-mix': mix.name, onclick: () => apply(mix) },
      icon('star'),
      mix.name,
    );

  /** The practice's mixes, and the key to rename or delete them; none while one looks for a product. */
  function ownKeys() {
    const all = search.value ? [] : mixes();
    if (!all.length) return [];
    const label = _('Renommer ou supprimer des mélanges');
    const key = { type: 'button', class: 'choice bare', 'data-act': 'mixes', 'aria-label': label, onclick: manage };
    return [...all.map(mixKey), h('button', key, icon('edit'))];
  }

  const family = ([name, some]) =>
    h(
      'div',
      { class: 'family', role: 'group', 'aria-label': name },
      h('h3', {}, name),
      h('div', { class: 'quick' }, ...some.map(chip)),
    );

  function show() {
    own.replaceChildren(...ownKeys());
    list.replaceChildren(...[asTyped(), ...families(found()).map(family)].filter(Boolean));
  }

  show();
  return { element: h('div', { class: 'picker' }, search, own, list), show, take, pending, clear, field: search };
}

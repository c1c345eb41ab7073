// The card of one product in a syringe: its box, volume, lot and date, and what is known of it.

import { piecesOf } from '../model/allergies.js';
import { amounts } from '../model/amounts.js';
import { _ } from '../texts.js';
import { h } from './dom.js';
import { choices, field, removeKey, stepper } from './fields.js';
import { factsOf } from './syringe_facts.js';
import { lotFields } from './syringe_lot.js';
import { number } from './totals.js';

/** @import { Allergens } from '../model/allergies.js' */
/** @import { Filled } from '../model/syringes.js' */
/** @import { Tray } from './syringe_lot.js' */
/** @import { Product } from './syringe_pick.js' */

/** The keys beside a volume add or take so much. */
const STEP_ML = 0.5;

/** "2 mL × 10 mg/mL = 20 mg", or nothing where that is not known. */
export function amountWords(product) {
  const [found] = amounts({ dry: false, volume_ml: null, left_ml: null, products: [product] });
  if (!found || Number.isNaN(found.prepared)) return '';
  const { per_ml, unit } = found.strength;
  return `${number(found.volume_ml, 2)}\u00a0mL × ${number(per_ml, 2)}\u00a0${unit}/mL = ${number(found.prepared, 2)}\u00a0${unit}`;
}

/** The box it is from: keys where the catalogue knows boxes, a field where it does not. */
function box(product, entry, onchange) {
  const known = entry?.presentations ?? [];
  if (known.length) {
    const chosen = known.includes(product.presentation) ? product.presentation : known.length === 1 ? known[0] : null;
    return choices(
      _('Présentation'),
      known.map((p) => [p, p]),
      chosen,
      { onchange },
    );
  }
  const [element, input] = field(_('Présentation, si elle sert'), {
    name: 'presentation',
    maxlength: 60,
    placeholder: '20 mg/2 mL',
    value: product.presentation ?? '',
    oninput: onchange,
  });
  return { element, value: () => input.value.trim() || null };
}

const allergyNotice = (pieces) =>
  h(
    'p',
    { class: 'notice danger-notice' },
    _('À relire dans les allergies notées : {what}', {
      what: pieces.map((text) => `«\u00a0${text}\u00a0»`).join(', '),
    }),
  );

/**
 * @param {Filled} product
 * @param {{
 *   entry: Product | null, allergies: () => string, allergens: Allergens, age_years: number | null,
 *   treatment_date: string, tray: Tray, changed: () => void, remove: () => void,
 * }} parts  `entry` of the catalogue
 */
export function productCard(
  product,
  { entry, allergies, allergens, age_years, treatment_date, tray, changed, remove },
) {
  const { name } = product;
  const kept = box(product, entry, refresh);
  const volume = stepper(_('Volume'), {
    name: 'product-volume',
    value: product.volume_ml,
    step: STEP_ML,
    unit: 'mL',
    onchange: refresh,
  });
  const lot = lotFields(product, { treatment_date, tray, box: kept, changed: refresh });
  const said = h('div', { class: 'product-said' });

  const value = () => ({
    name,
    lot: lot.lot(),
    expiry: lot.expiry(),
    volume_ml: volume.value(),
    ...(kept.value() ? { presentation: kept.value() } : {}),
    ...(lot.confirmed() ? { expired_confirmed: true } : {}),
  });

  /** What the product is called, to be looked for in the allergies. */
  const called = () => [name, entry?.brand, kept.value()];

  /** The patient's own words that may concern it. */
  const concerning = () =>
    piecesOf(allergies(), called(), allergens)
      .filter((piece) => piece.concerns)
      .map((piece) => piece.text);

  function refresh() {
    const words = amountWords(value());
    const pieces = concerning();
    const all = [
      words ? h('p', { class: 'sum-words' }, words) : '',
      pieces.length ? allergyNotice(pieces) : '',
      lot.warning(),
    ];
    lot.show();
    said.replaceChildren(...all.filter(Boolean));
    changed();
  }

  const brand = entry?.brand ? h('small', { translate: 'no' }, entry.brand) : '';
  const element = h(
    'section',
    { class: 'product', 'data-product-in': name, 'aria-label': name },
    h('header', {}, h('h3', {}, name, brand), removeKey(_('Retirer {name}', { name }), remove)),
    h('div', { class: 'product-fields' }, volume.element, ...lot.elements, kept.element),
    lot.offered,
    said,
    ...factsOf(entry, age_years),
  );
  lot.begin();
  return {
    element,
    name,
    value,
    refresh,
    called,
    blocked: lot.blocked,
    doubt: volume.doubt,
    allergic: () => concerning().length > 0,
  };
}

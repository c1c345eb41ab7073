// What is in a syringe: a card for each product, and how much is prepared of them together.

import { entryOf } from '../model/products.js';
import { _ } from '../texts.js';
import { h } from './dom.js';
import { stepper } from './fields.js';
import { productCard } from './syringe_product.js';

/** @import { Allergens } from '../model/allergies.js' */
/** @import { Filled } from '../model/syringes.js' */
/** @import { Product } from './syringe_pick.js' */
/** @import { Tray } from './syringe_lot.js' */

/** A volume that differs from the products' sum by less than this (mL) counts as their sum. */
const SAME_ML = 1e-9;

/**
 * @param {{
 *   products: Product[], allergies: () => string, allergens: Allergens, age_years: number | null,
 *   treatment_date: string, tray: Tray, changed: () => void, removed: () => void,
 * }} parts  `products` of the catalogue
 */
export function filledCards({ products, removed, ...known }) {
  const element = h('div', { class: 'cards' });
  let cards = [];

  function take(/** @type {Filled} */ product) {
    const card = productCard(product, {
      ...known,
      entry: entryOf(products, product.name),
      remove: () => {
        cards = cards.filter((c) => c !== card);
        card.element.remove();
        removed();
      },
    });
    cards.push(card);
    element.append(card.element);
  }

  function clear() {
    cards = [];
    element.replaceChildren();
  }

  /** mL of the products together. */
  const sum_ml = () =>
    cards
      .map((card) => card.value().volume_ml)
      .filter((v) => v > 0)
      .reduce((a, b) => a + b, 0);

  return {
    element,
    take,
    clear,
    sum_ml,
    count: () => cards.length,
    has: (name) => cards.some((card) => card.name === name),
    values: () => cards.map((card) => card.value()),
    called: () => cards.flatMap((card) => card.called()),
    allergic: () => cards.some((card) => card.allergic()),
    /** What keeps the first of them from being recorded: {sentence, keys}, or null. */
    blocked: () => cards.map((card) => card.blocked()).find(Boolean) ?? null,
    /** The sentence for a volume that can be read in two ways, or null. */
    doubt: () => cards.map((card) => card.doubt()).find(Boolean) ?? null,
    refresh: () => cards.forEach((card) => card.refresh()),
  };
}

/** mL that are prepared: the products' sum, and no longer once somebody typed another figure. */
export function preparedVolume(value, sum_ml) {
  let typed = false;
  const { element, ...volume } = stepper(_('Préparé'), {
    name: 'volume',
    value,
    step: 0.5,
    unit: 'mL',
    onchange: () => {
      typed = true;
    },
  });
  return {
    element,
    value: volume.value,
    doubt: volume.doubt,
    follow() {
      if (!typed && sum_ml()) volume.set(sum_ml());
    },
    /** One that was prepared before, or null: the products' sum goes on following them, another stays. */
    stand(volume_ml) {
      typed = (volume_ml ?? null) !== null && Math.abs(volume_ml - sum_ml()) > SAME_ML;
      if ((volume_ml ?? null) !== null) volume.set(volume_ml);
    },
  };
}

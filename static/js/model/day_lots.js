// Lots of the day's tray for syringes that stand without one, as a repeated session's do: proposed, put in by a touch.

import { act } from './acts/act.js';
import { isExpired, oneLot } from './lots.js';

/** The one lot of a product that was looked at today, whose box is no other and whose date has not passed; or null. */
function theLot(product, lots, treatment_date) {
  const [lot, ...others] = lots;
  if (!lot || others.some((other) => oneLot(other.lot) !== oneLot(lot.lot))) return null;
  const otherBox = product.presentation && lot.presentation && product.presentation !== lot.presentation;
  return otherBox || isExpired(lot.expiry ?? null, treatment_date) ? null : lot;
}

/**
 * What the tray has for products without a lot: [{key, name, lot, expiry, presentation}] (`key` of the syringe).
 * `lotsOf(name)` are today's lots of a product; one that `asks(product)` is left to the doctor's own sheet.
 */
export function lotsToPut({ syringes, treatment_date }, lotsOf, asks) {
  const put = (key, product) => {
    const found = product.lot || asks(product) ? null : theLot(product, lotsOf(product.name), treatment_date);
    if (!found) return [];
    const { lot, expiry = null, presentation = null } = found;
    return [{ key, name: product.name, lot, expiry, presentation: product.presentation ?? presentation }];
  };
  return Object.values(syringes).flatMap(({ key, dry, products }) => (dry ? [] : products.flatMap((p) => put(key, p))));
}

/** Put them in: one act a syringe. */
export function putLots({ syringes }, put) {
  return [...new Set(put.map(({ key }) => key))].map((key) => {
    const { left_ml: _left, ...syringe } = syringes[key];
    const of = (product) => put.find((one) => one.key === key && one.name === product.name && !product.lot);
    const products = syringe.products.map((product) => {
      const { lot, expiry, presentation } = of(product) ?? product;
      return { ...product, lot, expiry, ...(presentation ? { presentation } : {}) };
    });
    return act('syringe.prepared', { syringe: { ...syringe, products } });
  });
}

// What a syringe must be to be recorded, and what may be in it. The same at the server's door:
// mesomap/domain/syringe_door.py, products.py; tests/cases/syringes holds both to it.

import { LEVELS } from './depths.js';
import { isSeen, plainText } from './letters.js';
import { depthsOf } from './marks.js';
import { refusedIn } from './refused.js';
import { standing } from './session.js';

const freeze = Object.freeze;

/**
 * @typedef {object} Filled  a product in a syringe
 * @property {string} name
 * @property {number | null} [volume_ml]
 * @property {string | null} [presentation]
 * @property {string | null} [lot]
 * @property {string | null} [expiry]
 * @property {boolean} [expired_confirmed]
 *
 * @typedef {object} Recipe
 * @property {boolean} [dry]
 * @property {readonly Filled[]} products
 * @property {number | null} [volume_ml]
 * @property {number | null} [needle_mm]
 * @property {number | null} [needle_gauge]
 * @property {string | null} [device]
 * @property {number} [depth_mm]  of an injector, as the two that follow
 * @property {number} [drop_ml]
 * @property {number} [shots_per_s]
 *
 * @typedef {Recipe & {key: string, allergy_reason?: string}} Syringe
 */

export const KEYS = freeze(['A', 'B', 'C']);

/** A fourth product goes into another syringe (learned society). */
export const MOST_PRODUCTS = 3;

/** Largest value of each figure that is taken. */
export const MOST = freeze({
  volume_ml: 100,
  needle_mm: 40,
  needle_gauge: 40,
  depth_mm: 40,
  drop_ml: 1,
  shots_per_s: 50,
  left_ml: 100,
});

const MAX_NAME = 200;
const MAX_REASON = 300;

/** Lower case without accents, to compare words that people type. */
export const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const fits = (value, most) => (value ?? null) === null || (typeof value === 'number' && value >= 0 && value <= most);

const isPlain = (text) => plainText(text) === text;

const short = (value, most = MAX_NAME) =>
  (value ?? null) === null || (typeof value === 'string' && value.length <= most && isPlain(value));

/** A day or a month of this century, as it is kept. */
function isDay(text) {
  const day = text.length > 7 ? text : `${text}-01`;
  const at = new Date(`${day}T00:00:00Z`);
  return /^20\d{2}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

const isExpiry = (value) => (value ?? '') === '' || (typeof value === 'string' && isDay(value));

function productFault(product, refused) {
  const { name } = product ?? {};
  if (typeof name !== 'string' || !isSeen(name) || name.length > MAX_NAME || !isPlain(name)) return 'name';
  if (!fits(product.volume_ml, MOST.volume_ml)) return 'product-volume';
  if (!short(product.lot) || !short(product.presentation)) return 'lot';
  if (refusedIn(product, refused)) return 'refused';
  return isExpiry(product.expiry) ? null : 'expiry';
}

/**
 * What the door would refuse of a syringe, or null. `refused`: names that are never injected.
 * @param {Syringe} syringe
 * @returns {{fault: string, product?: Filled} | null}
 */
export function faultOf(syringe, refused) {
  const { key, products = [] } = syringe;
  if (!KEYS.includes(key)) return { fault: 'key' };
  if (!fits(syringe.volume_ml, MOST.volume_ml)) return { fault: 'volume' };
  for (const name of ['needle_mm', 'needle_gauge', 'depth_mm', 'drop_ml', 'shots_per_s']) {
    if (!fits(syringe[name], MOST[name])) return { fault: name };
  }
  if (!['manual', 'injector', null, undefined].includes(syringe.device)) return { fault: 'device' };
  if (products.length > MOST_PRODUCTS) return { fault: 'too-many' };
  for (const product of products) {
    const fault = productFault(product, refused);
    if (fault) return { fault, product };
  }
  return short(syringe.allergy_reason, MAX_REASON) ? null : { fault: 'reason' };
}

const RECIPE = ['dry', 'volume_ml', 'needle_mm', 'needle_gauge', 'device', 'depth_mm', 'drop_ml', 'shots_per_s'];

const known = (thing, names) =>
  Object.fromEntries(names.filter((n) => (thing[n] ?? null) !== null).map((n) => [n, thing[n]]));

/**
 * What may be used again: products and volumes, needle and device; never lots, dates or reasons.
 * @returns {Recipe}
 */
export function recipeOf(syringe) {
  const products = (syringe.products ?? []).map((p) => known(p, ['name', 'volume_ml', 'presentation']));
  return { ...known(syringe, RECIPE), products };
}

/** The deepest that a syringe is used for in a session: {depth, mm}; `depth` null where an injector says it. */
export function deepest(session, key, depth_mm = null) {
  const used = standing(session)
    .filter((m) => m.syringe === key)
    .flatMap(depthsOf);
  const found = used.map((depth) => ({ depth, mm: LEVELS[depth].mm[1] }));
  if (depth_mm !== null) found.push({ depth: null, mm: depth_mm });
  return found.sort((a, b) => b.mm - a.mm)[0] ?? null;
}

/** The next syringe with room for a product after `key`, or null. */
export function nextWithRoom(syringes, key) {
  return (
    KEYS.slice(KEYS.indexOf(key) + 1).find(
      (k) => !syringes[k] || (!syringes[k].dry && syringes[k].products.length < MOST_PRODUCTS),
    ) ?? null
  );
}

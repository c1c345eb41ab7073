// The kinds of marks. Whoever treats them differently does it in a table of every kind, `Record<Kind, …>`, or in a
// `switch` that ends in `never`: tsc names those that a new kind is missing from.

const freeze = Object.freeze;

/**
 * @typedef {'point' | 'patch' | 'stroke' | 'zone'} Kind  `patch` a closed outline, `zone` a whole one by its name
 *
 * @typedef {object} Shape  of a mark, what geometry looks at
 * @property {string} id
 * @property {Kind} kind
 * @property {string | readonly string[]} depth
 * @property {readonly Anchor[]} [anchors]
 * @property {string} [view]
 * @property {string} [figure]
 * @property {number} [radius_mm]
 * @property {number} [width_mm]
 * @property {string} [zone]
 * @property {string} [zones]
 *
 * @typedef {object} Traits
 * @property {number} fewest  anchors
 * @property {number} most
 * @property {boolean} single  one place: counted one by one, and drawn on no drawing
 * @property {boolean} band  a line, as wide as its `width_mm`
 * @property {boolean} closed  it goes round skin
 * @property {boolean} whole  a zone by its name, without anchors
 */
/** @import { Anchor } from './mesh.js' */

/** @type {Readonly<Record<Kind, Readonly<Traits>>>} */
export const KINDS = freeze({
  point: freeze({ fewest: 1, most: 1, single: true, band: false, closed: false, whole: false }),
  patch: freeze({ fewest: 3, most: Infinity, single: false, band: false, closed: true, whole: false }),
  stroke: freeze({ fewest: 1, most: Infinity, single: false, band: true, closed: false, whole: false }),
  zone: freeze({ fewest: 0, most: 0, single: false, band: false, closed: false, whole: true }),
});

/**
 * For the `default` of a `switch` over the kinds: tsc refuses it while a kind is left, and at run time it throws. A
 * kind of a newer version is put aside before it gets here (model/acts/reading.js).
 * @param {never} kind
 * @returns {never}
 * @throws TypeError
 */
export function never(kind) {
  throw new TypeError(`no such kind of mark: ${kind}`);
}

// Marks in the interchange form, and small helpers for frozen values.

import { KINDS } from '../geom/kinds.js';

/** @import { Kind } from '../geom/kinds.js' */
/** @import { Anchor } from '../geom/mesh.js' */

/**
 * @typedef {object} Mark  the interchange form, and what the session knows of it
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
 * @property {string} [syringe]
 * @property {string} [phase]  plan, or end for what was added afterwards
 * @property {boolean | null} [done]
 * @property {boolean} [removed]
 */

const freeze = Object.freeze;

export function deepFreeze(value) {
  if (value && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.values(value).forEach(deepFreeze);
    freeze(value);
  }
  return value;
}

const OPTIONAL = ['anchors', 'view', 'figure', 'radius_mm', 'width_mm', 'zone', 'syringe'];

/**
 * The interchange form alone: empty keys left out, as Python writes it.
 * @param {Mark} raw
 * @returns {Mark}
 */
export function markFrom(raw) {
  const mark = { id: raw.id, kind: raw.kind, depth: oneOrMany(raw.depth) };
  for (const name of OPTIONAL) {
    const value = raw[name];
    if (value !== null && value !== undefined && !(name === 'anchors' && value.length === 0)) mark[name] = value;
  }
  if (!KINDS[mark.kind].whole) delete mark.zone;
  return deepFreeze(mark);
}

const oneOrMany = (depth) => (Array.isArray(depth) && depth.length === 1 ? depth[0] : depth);

/**
 * Depths of a mark, shallow or deep as it was laid: ["IDS", "IDP"] for technique mixte.
 * @param {{depth: string | readonly string[]}} mark
 * @returns {readonly string[]}
 */
export const depthsOf = (mark) => (typeof mark.depth === 'string' ? [mark.depth] : mark.depth);

export function withMark(marks, at, mark) {
  const next = [...marks];
  next[at] = mark;
  return freeze(next);
}

const sameMark = (a, b) => {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((n) => a[n] === b[n] || (typeof a[n] === 'object' && String(a[n]) === String(b[n])))
  );
};

/** The same session with every mark that says the same as before being the very same object. */
export function reuse(before, after) {
  if (!before || !after) return after;
  const old = new Map(before.marks.map((m) => [m.id, m]));
  const marks = after.marks.map((m) => (old.has(m.id) && sameMark(old.get(m.id), m) ? old.get(m.id) : m));
  return freeze({ ...after, marks: freeze(marks) });
}

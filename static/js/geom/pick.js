// Which mark is under a finger.

import { distance, inRing, toLine } from './lines.js';

function offFrom(at, { points, lines, fills }) {
  const dots = points.map((p) => distance(at, p));
  const along = lines.map((line) => toLine(at, line));
  const inside = fills.some((ring) => inRing(at, ring)) ? [Infinity] : [];
  return { near: Math.min(Infinity, ...dots, ...along), inside: inside.length > 0 };
}

/**
 * What a finger at `at` may mean: {near, under}, each a mark or null. `near` is the mark nearest within
 * `reach_mm`, `under` the first whose skin holds the place. `standing` is [{mark, traced}];
 * `holds(mark)` says whether a whole-zone mark holds it.
 */
export function pickFrom(standing, at, reach_mm, holds = (_mark) => false) {
  let best = null;
  let under = null;
  for (const { mark, traced } of standing) {
    const { near, inside } = offFrom(at, traced);
    if (near <= reach_mm && (!best || near < best.near)) best = { mark, near };
    if (!under && (inside || holds(mark))) under = mark;
  }
  return { near: best?.mark ?? null, under };
}

/** The mark nearest to `at` within `reach_mm`; failing that, the first whose skin holds it. */
export function pick(standing, at, reach_mm, holds) {
  const { near, under } = pickFrom(standing, at, reach_mm, holds);
  return near ?? under;
}

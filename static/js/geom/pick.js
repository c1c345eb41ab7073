// Which mark is under a finger.

import { distance, inRing, toLine } from './lines.js';

function offFrom(at, { points, lines, fills }) {
  const dots = points.map((p) => distance(at, p));
  const along = lines.map((line) => toLine(at, line));
  const inside = fills.some((ring) => inRing(at, ring)) ? [Infinity] : [];
  return { near: Math.min(Infinity, ...dots, ...along), inside: inside.length > 0 };
}

/**
 * The mark nearest to `at` within `reach_mm`; failing that, the first whose skin holds it.
 * `standing` is [{mark, traced}]; `holds(mark)` says whether a whole-zone mark holds the place.
 */
export function pick(standing, at, reach_mm, holds = () => false) {
  let best = null;
  let under = null;
  for (const { mark, traced } of standing) {
    const { near, inside } = offFrom(at, traced);
    if (near <= reach_mm && (!best || near < best.near)) best = { mark, near };
    if (!under && (inside || holds(mark))) under = mark;
  }
  return best?.mark ?? under;
}

// Which marks lie in a loop drawn round them.

import { inRing, ringArea } from './lines.js';

/** A smaller loop selects nothing, CSS pixels squared. */
const SMALLEST_PX2 = 400;

/** More than this share of what is seen of a mark lies inside. */
const MOST = 0.5;

/** Whether a line is a loop at all, at this scale. */
export const isLoop = (ring, mm_px) => ring.length > 2 && ringArea(ring) >= SMALLEST_PX2 * mm_px * mm_px;

/**
 * The marks of `standing` ([{mark, traced}]) that lie for the most part in `ring`, as the view shows them.
 * `middleOf(zone)` gives the place [u, v] that must lie in the ring for a whole zone, or null.
 */
export function inLasso(standing, ring, middleOf) {
  return standing
    .filter(({ mark, traced }) => {
      const places = mark.zone ? [middleOf(mark.zone)].filter(Boolean) : [...traced.points, ...traced.lines.flat()];
      const within = places.filter((p) => inRing(p, ring)).length;
      return within > MOST * places.length;
    })
    .map(({ mark }) => mark);
}

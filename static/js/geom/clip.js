// Cutting rings [x0, y0, x1, y1, …] by straight lines. A ring cut into several pieces stays one ring
// that runs back along the line it was cut by, which changes neither its area nor its rows.

/** What of a ring lies where a·x + b·y + c ≥ 0. */
export function cutHalf(ring, a, b, c) {
  const n = ring.length;
  const out = [];
  if (n === 0) return out;
  let [px, py] = [ring[n - 2], ring[n - 1]];
  let before = a * px + b * py + c;
  for (let i = 0; i < n; i += 2) {
    const [x, y] = [ring[i], ring[i + 1]];
    const now = a * x + b * y + c;
    if (before < 0 !== now < 0) {
      const t = before / (before - now);
      out.push(px + t * (x - px), py + t * (y - py));
    }
    if (now >= 0) out.push(x, y);
    [px, py, before] = [x, y, now];
  }
  return out;
}

/** What of a ring lies in a box. */
export function cutBox(ring, x0, y0, x1, y1) {
  return cutHalf(cutHalf(cutHalf(cutHalf(ring, 1, 0, -x0), -1, 0, x1), 0, 1, -y0), 0, -1, y1);
}

/** A shorter edge is two corners in one place, and its direction rounding. */
const NO_EDGE_MM = 1e-7;

/** What of a ring lies in a convex ring. */
export function cutConvex(ring, convex) {
  const turn = signedArea(convex) < 0 ? -1 : 1;
  let left = ring;
  for (let i = 0, j = convex.length - 2; i < convex.length && left.length; j = i, i += 2) {
    const [a, b, c] = inward(convex, j, i, turn);
    if (Math.abs(a) + Math.abs(b) > NO_EDGE_MM) left = cutHalf(left, a, b, c);
  }
  return left;
}

/** What a convex ring leaves of another convex ring: convex rings that do not overlap. */
export function cutAway(ring, convex, least_area) {
  const turn = signedArea(convex) < 0 ? -1 : 1;
  const parts = [];
  let left = ring;
  for (let i = 0, j = convex.length - 2; i < convex.length && left.length; j = i, i += 2) {
    const [a, b, c] = inward(convex, j, i, turn);
    if (Math.abs(a) + Math.abs(b) <= NO_EDGE_MM) continue;
    const beyond = cutHalf(left, -a, -b, -c);
    if (Math.abs(signedArea(beyond)) > least_area) parts.push(beyond);
    left = cutHalf(left, a, b, c);
  }
  return Math.abs(signedArea(left)) > least_area ? parts : [ring];
}

/** Line through two corners of a ring, positive on its inner side. */
const inward = (ring, j, i, turn) => {
  const a = -turn * (ring[i + 1] - ring[j + 1]);
  const b = turn * (ring[i] - ring[j]);
  return [a, b, -a * ring[j] - b * ring[j + 1]];
};

export function signedArea(ring) {
  let twice = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    twice += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
  }
  return twice / 2;
}

/** A segment this close to an edge runs on it (mesomap/body/strokes.py): at the rim there is no other face. */
const ON_EDGE_MM = 1e-8;

/** Stretch [s, t] of the segment from (x0, y0) to (x1, y1) inside a convex ring, in mm, or null. */
export function segmentIn(convex, x0, y0, x1, y1) {
  const turn = signedArea(convex) < 0 ? -1 : 1;
  let [s, t] = [0, 1];
  for (let i = 0, j = convex.length - 2; i < convex.length; j = i, i += 2) {
    const [a, b, c] = inward(convex, j, i, turn);
    if (Math.abs(a) + Math.abs(b) <= NO_EDGE_MM) continue;
    const here = a * x0 + b * y0 + c + ON_EDGE_MM * Math.hypot(a, b);
    const slope = a * (x1 - x0) + b * (y1 - y0);
    if (slope > 0) s = Math.max(s, -here / slope);
    else if (slope < 0) t = Math.min(t, -here / slope);
    else if (here < 0) return null;
    if (s >= t) return null;
  }
  return [s, t];
}

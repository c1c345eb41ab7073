// Plane geometry of drawn lines, in millimetres of one view. A point is [u, v].

const cross = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);

export const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Distance from p to the segment a-b. */
export function toSegment(p, a, b) {
  const [du, dv] = [b[0] - a[0], b[1] - a[1]];
  const length2 = du * du + dv * dv;
  const t = length2 ? Math.min(1, Math.max(0, ((p[0] - a[0]) * du + (p[1] - a[1]) * dv) / length2)) : 0;
  return Math.hypot(p[0] - a[0] - t * du, p[1] - a[1] - t * dv);
}

/** Distance from p to a polyline of at least one point. */
export function toLine(p, line) {
  if (line.length === 1) return distance(p, line[0]);
  let best = Infinity;
  for (let i = 1; i < line.length; i += 1) best = Math.min(best, toSegment(p, line[i - 1], line[i]));
  return best;
}

export function inRing(p, ring) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [a, b] = [ring[i], ring[j]];
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) odd = !odd;
  }
  return odd;
}

export function ringArea(ring) {
  let twice = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    twice += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  }
  return Math.abs(twice) / 2;
}

export function lengthOf(line) {
  let sum = 0;
  for (let i = 1; i < line.length; i += 1) sum += distance(line[i - 1], line[i]);
  return sum;
}

/** Douglas-Peucker: fewer points, nowhere farther than `tolerance_mm` from the line drawn. */
export function simplify(line, tolerance_mm) {
  if (line.length < 3) return line.slice();
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const open = [[0, line.length - 1]];
  while (open.length) {
    const [from, to] = open.pop();
    let [worst, at] = [tolerance_mm, -1];
    for (let i = from + 1; i < to; i += 1) {
      const off = toSegment(line[i], line[from], line[to]);
      if (off > worst) [worst, at] = [off, i];
    }
    if (at > 0) {
      keep[at] = 1;
      open.push([from, at], [at, to]);
    }
  }
  return line.filter((_unused, i) => keep[i]);
}

function properCross(a, b, c, d) {
  const [p, q, r, s] = [cross(a, b, c), cross(a, b, d), cross(c, d, a), cross(c, d, b)];
  return p * q < 0 && r * s < 0;
}

/** First pair of segments [i, j] of the line that cross (segment i goes from point i), or null. */
function firstCrossing(points, closed) {
  const n = closed ? points.length : points.length - 1;
  const at = (i) => points[i % points.length];
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 2; j < n; j += 1) {
      if (properCross(at(i), at(i + 1), at(j), at(j + 1))) return [i, j];
    }
  }
  return null;
}

/** Does the closed ring cross itself? */
export const crosses = (ring) => firstCrossing(ring, true) !== null;

function meeting(a, b, c, d) {
  const t = cross(c, d, a) / (cross(c, d, a) - cross(c, d, b));
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

/** Tails beyond where a hand closes its loop may be this share of the line. */
const TAILS = 0.3;

/**
 * The ring that a hand meant: the line closes itself, and short tails where it passed its own
 * start are cut off. Null when what is left still crosses itself.
 */
export function closeOutline(line) {
  const met = firstCrossing(line, false);
  let ring = line;
  if (met) {
    const [i, j] = met;
    const corner = meeting(line[i], line[i + 1], line[j], line[j + 1]);
    const loop = [corner, ...line.slice(i + 1, j + 1)];
    if (lengthOf([...loop, corner]) >= (1 - TAILS) * lengthOf(line)) ring = loop;
  }
  return ring.length >= 3 && !crosses(ring) ? ring : null;
}

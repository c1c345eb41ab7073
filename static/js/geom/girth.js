// The girth of a limb at a place: the ring in which the plane square to the limb cuts the skin.

import { pointAt } from './walk.js';

/** Directions that are tried for the limb's axis, and how often the best is refined. */
const [TRIED, REFINED] = [12, 4];

const MOST_FACES = 3000;

/**
 * @param {object} skin  `createSkin`
 * @param {Array} place  [face, x, y]
 * @returns {{long_mm, axis, middle, pieces, at(share), points(count)}|null} `middle` is the mean of the
 *   ring in space, `points` are places at equal distances from `place` on; null where no ring closes
 */
export function girth(skin, place) {
  const [face] = place;
  let best = null;
  for (let k = 0; k < TRIED; k += 1) {
    const angle = (k * Math.PI) / TRIED;
    const ring = cut(skin, place, tangent(skin, face, angle));
    if (ring && (!best || ring.long_mm < best.long_mm - 1e-6)) best = ring;
  }
  for (let k = 0; best && k < REFINED; k += 1) {
    const ring = cut(skin, place, axisOf(skin, best));
    if (!ring || ring.long_mm > 1.3 * best.long_mm) break;
    best = ring;
  }
  return best && cut(skin, place, upward(best.axis));
}

/** Of an axis and its reverse, the one that points up, or to the front where it is level. */
const upward = (axis) => (axis[1] < -0.1 || (axis[1] < 0.1 && axis[2] < 0) ? axis.map((x) => -x) : axis);

/** The ring in which a plane through a place, square to `axis`, cuts the skin. */
export function cut(skin, place, axis) {
  const start = pointAt(skin, place);
  const height = (vertex) => {
    const p = skin.xyz_mm;
    return (
      (p[vertex * 3] - start[0]) * axis[0] +
      (p[vertex * 3 + 1] - start[1]) * axis[1] +
      (p[vertex * 3 + 2] - start[2]) * axis[2]
    );
  };
  const pieces = [];
  let [face, from, long_mm] = [place[0], -1, 0];
  let [x, y] = [place[1], place[2]];
  for (let step = 0; step < MOST_FACES; step += 1) {
    const out = leave(skin, face, height, from);
    if (!out) return null;
    if (step > 0 && face === place[0]) {
      // the ring is closed: this is the face that it began on
      pieces.push(piece(face, x, y, place[1], place[2]));
      long_mm += pieces[pieces.length - 1].long_mm;
      return ringOf(skin, axis, pieces, long_mm);
    }
    pieces.push(piece(face, x, y, out.x, out.y));
    long_mm += pieces[pieces.length - 1].long_mm;
    const beyond = skin.across[face * 3 + out.edge];
    if (beyond < 0) return null;
    const j = out.edge === 2 ? 0 : out.edge + 1;
    const [a, b] = [skin.faces[face * 3 + j], skin.faces[face * 3 + out.edge]];
    let m = 0;
    while (skin.faces[beyond * 3 + m] !== a) m += 1;
    [x, y] = onEdge(skin, beyond, m, height(a), height(b));
    [face, from] = [beyond, m];
  }
  return null;
}

function ringOf(skin, axis, pieces, long_mm) {
  const middle = [0, 0, 0];
  for (const { face, x0, y0, x1, y1, long_mm: part } of pieces) {
    pointAt(skin, [face, (x0 + x1) / 2, (y0 + y1) / 2]).forEach((x, k) => {
      middle[k] += (x * part) / long_mm;
    });
  }
  return {
    axis,
    long_mm,
    middle,
    pieces,
    at: (share) => along(pieces, share * long_mm),
    points: (count) => Array.from({ length: count }, (_unused, k) => along(pieces, (k * long_mm) / count)),
  };
}

const piece = (face, x0, y0, x1, y1) => ({ face, x0, y0, x1, y1, long_mm: Math.hypot(x1 - x0, y1 - y0) });

/**
 * Where the plane leaves a face. It goes so that what is higher along the axis is always on the same
 * hand: over the edge that runs from below to above.
 */
function leave(skin, face, height, from) {
  for (let k = 0; k < 3; k += 1) {
    if (k === from) continue;
    const [one, two] = [height(skin.faces[face * 3 + k]), height(skin.faces[face * 3 + (k === 2 ? 0 : k + 1)])];
    if (one < 0 && two >= 0) {
      const [x, y] = onEdge(skin, face, k, one, two);
      return { edge: k, x, y };
    }
  }
  return null;
}

/** Where heights `one` at corner k and `two` at the next are 0 between. */
function onEdge(skin, face, k, one, two) {
  const t = one / (one - two);
  const x = [0, skin.bx[face], skin.cx[face]];
  const y = [0, 0, skin.cy[face]];
  const j = k === 2 ? 0 : k + 1;
  return [x[k] + t * (x[j] - x[k]), y[k] + t * (y[j] - y[k])];
}

function tangent(skin, face, angle) {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const { x_axis: e, y_axis: g } = skin;
  const k = face * 3;
  return [c * e[k] + s * g[k], c * e[k + 1] + s * g[k + 1], c * e[k + 2] + s * g[k + 2]];
}

/** The direction most nearly square to the skin's normals all round a ring. */
function axisOf(skin, { axis, pieces }) {
  const m = [0, 0, 0, 0, 0, 0];
  for (const { face, long_mm } of pieces) {
    const [x, y, z] = [skin.normal[face * 3], skin.normal[face * 3 + 1], skin.normal[face * 3 + 2]];
    [x * x, x * y, x * z, y * y, y * z, z * z].forEach((v, k) => {
      m[k] += long_mm * v;
    });
  }
  // the smallest eigenvector, by stepping against the largest ones from the axis there was
  const trace = m[0] + m[3] + m[5];
  let a = axis;
  for (let k = 0; k < 200; k += 1) {
    const next = [
      trace * a[0] - (m[0] * a[0] + m[1] * a[1] + m[2] * a[2]),
      trace * a[1] - (m[1] * a[0] + m[3] * a[1] + m[4] * a[2]),
      trace * a[2] - (m[2] * a[0] + m[4] * a[1] + m[5] * a[2]),
    ];
    const long = Math.hypot(...next);
    a = next.map((x) => x / long);
  }
  return a;
}

function along(pieces, distance_mm) {
  let left = distance_mm;
  for (const { face, x0, y0, x1, y1, long_mm } of pieces) {
    if (left <= long_mm && long_mm > 0)
      return [face, x0 + (left / long_mm) * (x1 - x0), y0 + (left / long_mm) * (y1 - y0)];
    left -= long_mm;
  }
  const last = pieces[pieces.length - 1];
  return [last.face, last.x1, last.y1];
}

// Straight walks over the skin of a body: over each edge as if the two faces lay in one plane.
//
// A place on the skin is [face, x, y] in the plane of the face (skin.js); a direction there is [dx, dy].
// Lengths in mm. A walk ends early at the rim of a hole (eyes, mouth).

import { inPlane } from './skin.js';

/** @import { Anchor, Point } from './mesh.js' */
/** @import { Skin } from './skin.js' */
/** @typedef {readonly number[]} Place  [face, x, y] */

/** A walk that hits a corner is moved off it by this share of an edge. */
const OFF_CORNER = 1e-7;

const MOST_STEPS = 20_000;

/** Corner k of a face in its plane. */
const cornerX = (skin, face, k) => (k === 0 ? 0 : k === 1 ? skin.bx[face] : skin.cx[face]);
const cornerY = (skin, face, k) => (k === 2 ? skin.cy[face] : 0);

export const placeOf = (skin, /** @type {Anchor} */ [face, b1, b2]) => [
  face,
  b1 * skin.bx[face] + b2 * skin.cx[face],
  b2 * skin.cy[face],
];

/** Anchor [face, b1, b2] of a place, never outside its face. */
export function anchorOf(skin, /** @type {Place} */ [face, x, y]) {
  const b2 = clamp(y / skin.cy[face]);
  const b1 = Math.min(1 - b2, clamp((x - b2 * skin.cx[face]) / skin.bx[face]));
  return Object.freeze([face, down(b1), down(b2)]);
}

const clamp = (x) => Math.min(1, Math.max(0, x));

/** Six decimals are 0.02 µm on a face; rounding down keeps the anchor inside its face. */
const down = (x) => Math.floor(x * 1e6) / 1e6;

/** Position [x, y, z] of a place. */
export function pointAt(skin, /** @type {Place} */ [face, x, y]) {
  const { xyz_mm: p, x_axis: e, y_axis: g } = skin;
  const k = face * 3;
  const a = skin.faces[k] * 3;
  return [p[a] + x * e[k] + y * g[k], p[a + 1] + x * e[k + 1] + y * g[k + 1], p[a + 2] + x * e[k + 2] + y * g[k + 2]];
}

/** A direction of space laid into the plane of a face, of length 1; null where it is square to it. */
export function directionOn(skin, face, /** @type {Point} */ [x, y, z]) {
  const { x_axis: e, y_axis: g } = skin;
  const k = face * 3;
  const [dx, dy] = [x * e[k] + y * e[k + 1] + z * e[k + 2], x * g[k] + y * g[k + 1] + z * g[k + 2]];
  const long = Math.hypot(dx, dy);
  return long > 1e-9 ? [dx / long, dy / long] : null;
}

/** A direction [dx, dy] of a face as one of space. */
export function inSpace(skin, face, dx, dy) {
  const { x_axis: e, y_axis: g } = skin;
  const k = face * 3;
  return [dx * e[k] + dy * g[k], dx * e[k + 1] + dy * g[k + 1], dx * e[k + 2] + dy * g[k + 2]];
}

/** The state of a walk: its place, its direction and its length so far. One object serves many walks. */
export const createState = () => ({ face: 0, x: 0, y: 0, dx: 0, dy: 0, walked_mm: 0 });

/**
 * Walks `state` straight on for `distance_mm`; false where a rim ended it before.
 * `visit(face, x0, y0, x1, y1)` is told of each straight piece.
 */
export function walkOn(skin, state, distance_mm, visit = null) {
  let left = distance_mm;
  let from = -1;
  state.walked_mm = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { face, x, y, dx, dy } = state;
    let edge = -1;
    let nearest = Infinity;
    for (let k = 0; k < 3; k += 1) {
      if (k === from) continue;
      const [ax, ay] = [cornerX(skin, face, k), cornerY(skin, face, k)];
      const j = k === 2 ? 0 : k + 1;
      const [ex, ey] = [cornerX(skin, face, j) - ax, cornerY(skin, face, j) - ay];
      const out = dx * ey - dy * ex; // corners run anticlockwise: what leaves over the edge is positive
      if (out <= 0) continue;
      const t = Math.max(0, ((ax - x) * ey - (ay - y) * ex) / out);
      if (t < nearest) [nearest, edge] = [t, k];
    }
    if (edge < 0 || nearest >= left) {
      state.x = x + left * dx;
      state.y = y + left * dy;
      visit?.(face, x, y, state.x, state.y);
      state.walked_mm += left;
      return true;
    }
    state.x = x + nearest * dx;
    state.y = y + nearest * dy;
    visit?.(face, x, y, state.x, state.y);
    state.walked_mm += nearest;
    left -= nearest;
    from = cross(skin, state, edge);
    if (from < 0) return false;
  }
  return false;
}

/** Steps over edge k into the next face; which edge of that it is, or -1 at a rim. */
function cross(skin, state, k) {
  const { face, x, y, dx, dy } = state;
  const beyond = skin.across[face * 3 + k];
  if (beyond < 0) return -1;
  const { faces } = skin;
  const j = k === 2 ? 0 : k + 1;
  const start = faces[face * 3 + j]; // the edge runs the other way round there
  let m = 0;
  while (faces[beyond * 3 + m] !== start) m += 1;
  const n = m === 2 ? 0 : m + 1;
  const [ax, ay] = [cornerX(skin, face, k), cornerY(skin, face, k)];
  const [ex, ey] = [cornerX(skin, face, j) - ax, cornerY(skin, face, j) - ay];
  const long = Math.hypot(ex, ey);
  const share = Math.min(1 - OFF_CORNER, Math.max(OFF_CORNER, 1 - ((x - ax) * ex + (y - ay) * ey) / (long * long)));
  const along = -(dx * ex + dy * ey) / long;
  const inward = (dx * ey - dy * ex) / long;
  const [bx, by] = [cornerX(skin, beyond, m), cornerY(skin, beyond, m)];
  const [fx, fy] = [cornerX(skin, beyond, n) - bx, cornerY(skin, beyond, n) - by];
  const wide = Math.hypot(fx, fy);
  state.face = beyond;
  state.x = bx + share * fx;
  state.y = by + share * fy;
  state.dx = (along * fx - inward * fy) / wide;
  state.dy = (along * fy + inward * fx) / wide;
  return m;
}

/**
 * Where a straight walk over the skin ends.
 * @param {Skin} skin
 * @param {Anchor} anchor
 * @param {Point} direction  in space; it is laid onto the skin
 * @param {number} distance_mm
 * @returns {Anchor | null} null at the rim of a hole or where the direction is square to the skin
 */
export function walk(skin, anchor, direction, distance_mm) {
  const state = createState();
  if (!stand(skin, state, placeOf(skin, anchor), direction)) return null;
  return walkOn(skin, state, distance_mm) ? anchorOf(skin, [state.face, state.x, state.y]) : null;
}

/** Puts a walker on a place, looking along a direction of space. */
export function stand(skin, state, /** @type {Place} */ [face, x, y], direction) {
  const looks = directionOn(skin, face, direction);
  if (!looks) return false;
  Object.assign(state, { face, x, y, dx: looks[0], dy: looks[1] });
  return true;
}

/** How often the direction of a walk towards a place is corrected, and how near (mm) it has to end. */
const [SHOTS, HIT_MM] = [6, 1e-3];

const shot = createState();

/**
 * The straight walk from one place to another near by: writes [wx, wy] into `out`, its direction at
 * `from` times its length, and gives its length in mm (and what was missed, where a bump hides the other).
 */
export function reach(skin, from, to, out) {
  const target = pointAt(skin, to);
  let [wx, wy] = inPlane(skin, from[0], target);
  wx -= from[1];
  wy -= from[2];
  const straight = gap(pointAt(skin, from), target);
  let long = Math.hypot(wx, wy);
  if (long < 1e-9) [wx, long] = [straight, Math.max(straight, 1e-12)];
  wx *= straight / long;
  wy *= straight / long;
  let missed = Infinity;
  let best = [wx, wy];
  for (let k = 0; k < SHOTS && missed > HIT_MM; k += 1) {
    long = Math.hypot(wx, wy);
    Object.assign(shot, { face: from[0], x: from[1], y: from[2], dx: wx / long, dy: wy / long });
    const whole = walkOn(skin, shot, long);
    const [u, v, h] = inPlane(skin, shot.face, target);
    const [mx, my] = [u - shot.x, v - shot.y];
    const miss = Math.hypot(mx, my, h);
    if (miss < missed) {
      missed = miss;
      best = [wx, wy];
    }
    if (!whole) break;
    const ahead = mx * shot.dx + my * shot.dy;
    const aside = -mx * shot.dy + my * shot.dx;
    const [nx, ny] = [(long + ahead) / long, aside / long];
    [wx, wy] = [wx * nx - wy * ny, wy * nx + wx * ny];
  }
  [out[0], out[1]] = best;
  return Math.hypot(best[0], best[1]) + (missed > HIT_MM ? missed : 0);
}

export const gap = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);

/** Length in mm of the straight walk between two anchors that are near to each other. */
export const distanceOnSkin = (skin, one, two) => reach(skin, placeOf(skin, one), placeOf(skin, two), [0, 0]);

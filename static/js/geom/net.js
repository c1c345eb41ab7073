// A square net laid on the skin: every knot one spacing from its neighbours, measured along the skin.
//
// On curved skin the sides of all meshes stay one spacing long and their angles change (a Chebyshev
// net). It grows from its middle, ring by ring: a knot with two known neighbours lies where
// both are one spacing away, one with a single neighbour straight on from it. Where the net has gone
// round and meets itself, the later knots are left out.

import { createState, inSpace, pointAt, reach, stand, walkOn } from './walk.js';

/** @import { Point } from './mesh.js' */
/** @import { Skin } from './skin.js' */
/** @import { Place } from './walk.js' */

/** A knot is dropped where its distances from its neighbours are off by more than this share. */
const OFF = 0.02;

/** Of two knots nearer to each other than this share of the spacing, the later one is left out. */
const TOO_NEAR = 0.955;

const ROUNDS = 5;

/** Most points of a net: with a very small spacing it would be too long to compute. */
export const MOST_KNOTS = 12_000;

const SIDES = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];

const key = (i, j) => i * 65536 + j;

/**
 * @param {Skin} skin
 * @param {Place} middle  of the first knot
 * @param {Point} right  direction of space that the rows run to
 * @param {Point} up  direction of space that the columns run to
 * @param {number} spacing_mm
 * @param {(place: Place) => boolean} isNear  whether the net may grow there
 * @returns [{i, j, place, point: [x, y, z]}], from the middle outwards
 * @throws RangeError where it would have more than MOST_KNOTS knots
 */
export function layNet(skin, middle, right, up, spacing_mm, isNear) {
  const knots = new Map();
  const crowd = createCrowd(skin, spacing_mm);
  const state = createState();

  const at = (i, j) => knots.get(key(i, j));

  function tie(i, j, place) {
    const knot = { i, j, place, point: pointAt(skin, place) };
    knots.set(key(i, j), knot);
    crowd.add(knot);
    return knot;
  }

  /** Straight on from a neighbour: the way that led to it, or the net's own direction at the middle. */
  function ahead(knot, di, dj) {
    const direction = headingAt(knot, di, dj);
    if (!stand(skin, state, knot.place, direction) || !walkOn(skin, state, spacing_mm)) return null;
    return [state.face, state.x, state.y];
  }

  function headingAt({ i, j, place, point }, di, dj) {
    const before = at(i - di, j - dj);
    if (before) {
      const back = [0, 0];
      reach(skin, place, before.place, back);
      return inSpace(skin, place[0], -back[0], -back[1]);
    }
    if (i === 0 && j === 0) return (di ? right : up).map((x) => x * (di || dj));
    // square to a row or column that runs through the knot
    for (const [si, sj] of [
      [dj, di],
      [-dj, -di],
    ]) {
      const beside = at(i + si, j + sj);
      const corner = at(i + si + di, j + sj + dj);
      if (beside && corner) return corner.point.map((x, k) => x - beside.point[k]);
      if (beside) {
        const to = beside.point.map((x, k) => x - point[k]);
        const turn = si * dj - sj * di; // left or right of the way to `beside`
        return across(skin, place[0], to).map((x) => x * turn);
      }
    }
    return (di ? right : up).map((x) => x * (di || dj));
  }

  /** Moves a guess until it is one spacing from every known neighbour, as well as can be. */
  function settle(guess, neighbours) {
    let place = guess;
    const to = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      let [a, b, c, p, q, worst] = [0, 0, 0, 0, 0, 0];
      for (const { place: other } of neighbours) {
        const long = reach(skin, place, other, to);
        const [tx, ty] = [-to[0] / long, -to[1] / long];
        const short = spacing_mm - long;
        a += tx * tx;
        b += tx * ty;
        c += ty * ty;
        p += tx * short;
        q += ty * short;
        worst = Math.max(worst, Math.abs(short));
      }
      if (worst < 0.002 * spacing_mm) return place;
      const whole = a * c - b * b;
      const lift = Math.abs(whole) < 1e-3 ? 0.05 : 0; // neighbours nearly in one line
      const det = (a + lift) * (c + lift) - b * b;
      const [mx, my] = [((c + lift) * p - b * q) / det, ((a + lift) * q - b * p) / det];
      const far = Math.hypot(mx, my);
      if (far < 1e-9) break;
      Object.assign(state, { face: place[0], x: place[1], y: place[2], dx: mx / far, dy: my / far });
      if (!walkOn(skin, state, Math.min(far, spacing_mm / 2))) return null;
      place = [state.face, state.x, state.y];
    }
    const off = Math.max(
      ...neighbours.map(({ place: other }) => Math.abs(reach(skin, place, other, to) / spacing_mm - 1)),
    );
    return off <= OFF ? place : null;
  }

  function find(i, j) {
    const around = SIDES.filter(([di, dj]) => at(i - di, j - dj));
    const [di, dj] = around[0];
    const guess = ahead(at(i - di, j - dj), di, dj);
    if (!guess || around.length === 1) return guess;
    return settle(
      guess,
      around.map(([si, sj]) => at(i - si, j - sj)),
    );
  }

  tie(0, 0, middle);
  const tried = new Set([key(0, 0)]);
  let ring = [[0, 0]];
  while (ring.length) {
    const next = [];
    for (const [i, j] of ring) {
      for (const [di, dj] of SIDES) {
        if (tried.has(key(i + di, j + dj))) continue;
        tried.add(key(i + di, j + dj));
        next.push([i + di, j + dj]);
      }
    }
    const known = ([i, j]) => SIDES.filter(([di, dj]) => at(i - di, j - dj)).length;
    const order = next.map((ij) => [known(ij), ij]).sort((one, two) => two[0] - one[0]);
    ring = [];
    for (const [, [i, j]] of order) {
      const place = find(i, j);
      if (!place || !isNear(place) || crowd.holds(place)) continue;
      tie(i, j, place);
      ring.push([i, j]);
      if (knots.size > MOST_KNOTS) throw new RangeError(`more than ${MOST_KNOTS} points`);
    }
  }
  return [...knots.values()];
}

/** Square to a direction of space, in the plane of a face, to the left of it. */
function across(skin, face, /** @type {Point} */ [x, y, z]) {
  const { normal: n } = skin;
  const k = face * 3;
  return [n[k + 1] * z - n[k + 2] * y, n[k + 2] * x - n[k] * z, n[k] * y - n[k + 1] * x];
}

/** The knots so far by boxes of space, to find those too near to a new one on the same skin. */
function createCrowd(skin, spacing_mm) {
  const boxes = new Map();
  const side = spacing_mm;
  const box = (x, y, z) => (Math.floor(x / side) * 4096 + Math.floor(y / side)) * 4096 + Math.floor(z / side);

  function add(knot) {
    const own = box(...knot.point);
    if (boxes.has(own)) boxes.get(own).push(knot);
    else boxes.set(own, [knot]);
  }

  function isNear(knot, place, point) {
    const [px, py, pz] = knot.point;
    const reach_mm = TOO_NEAR * spacing_mm;
    if ((px - point[0]) ** 2 + (py - point[1]) ** 2 + (pz - point[2]) ** 2 >= reach_mm * reach_mm) return false;
    const { normal: n } = skin;
    const [a, b] = [knot.place[0] * 3, place[0] * 3];
    if (n[a] * n[b] + n[a + 1] * n[b + 1] + n[a + 2] * n[b + 2] < 0) return false; // skin that faces the other way
    return reach(skin, place, knot.place, [0, 0]) < reach_mm;
  }

  function holds(place) {
    const point = pointAt(skin, place);
    for (let dx = -side; dx <= side; dx += side) {
      for (let dy = -side; dy <= side; dy += side) {
        for (let dz = -side; dz <= side; dz += side) {
          const list = boxes.get(box(point[0] + dx, point[1] + dy, point[2] + dz));
          if (list?.some((knot) => isNear(knot, place, point))) return true;
        }
      }
    }
    return false;
  }

  return { add, holds };
}

// The union of pieces of one face, row by row.
//
// The face is cut into rows along AB. On the middle of each row every piece is an interval or some, and
// intervals unite by sorting. The rows are set between the heights at which pieces begin and end, and
// lie closer there, so that round and straight ends are met; pieces that no row has in common are
// counted apart, so that a small one is as exact as a large one.

import { CAPSULE, DISC, FULL } from './pieces.js';

/** @import { Piece } from './pieces.js' */
/** @import { Skin } from './skin.js' */

/** Rows of a run of pieces that overlap, and the least between two ends of pieces. */
const [ROWS, LEAST_ROWS] = [48, 2];

/** With more pieces than this on one face they are integrated in one stretch, not from end to end of each. */
const CROWD = 10;

/** By number of rows: where on a stretch from 0 to 1 each row is, and its height (Gauss and Legendre's). */
const MIDDLES = [new Float64Array(), new Float64Array()];
const HEIGHTS = [new Float64Array(), new Float64Array()];
for (let rows = LEAST_ROWS; rows <= ROWS; rows += 1) {
  const found = Array.from({ length: rows }, (_unused, k) => gauss(rows, k));
  MIDDLES.push(Float64Array.from(found, ([at]) => at));
  HEIGHTS.push(Float64Array.from(found, ([, height]) => height));
}

/** Root k of the Legendre polynomial of degree n by Newton's steps, and its weight, on 0 to 1. */
function gauss(n, k) {
  let x = Math.cos((Math.PI * (k + 0.75)) / (n + 0.5));
  let slope = 1;
  for (let step = 0; step < 50; step += 1) {
    let [before, now] = [1, x];
    for (let m = 2; m <= n; m += 1) [before, now] = [now, ((2 * m - 1) * x * now - (m - 1) * before) / m];
    slope = (n * (x * now - before)) / (x * x - 1);
    x -= now / slope;
    if (Math.abs(now / slope) < 1e-15) break;
  }
  return [(1 - x) / 2, 1 / ((1 - x * x) * slope * slope)];
}

/** Stretches lower than this (mm) are rounding. */
const LOWEST_MM = 1e-9;

// The intervals of one row, in the order of their beginning; the arrays serve all rows.
let low = new Float64Array(256);
let high = new Float64Array(256);
let many = 0;

/** Corners at which a ring crosses a row. */
let crossing = new Float64Array(64);

/**
 * Area in mm² that pieces cover together of a face.
 * @param {Skin} skin
 * @param {number} face
 * @param {Piece[]} pieces  all of that face (pieces.js); put into the order of their first row
 */
export function unionArea(skin, face, pieces) {
  const whole = skin.area_mm2[face];
  for (let i = 0; i < pieces.length; i += 1) if (pieces[i].kind === FULL) return whole;
  if (pieces.length === 1 && pieces[0].kind !== CAPSULE) return pieces[0].area_mm2;
  sortByRow(pieces);
  let area = 0;
  for (let from = 0; from < pieces.length;) {
    let to = from + 1;
    let y1 = pieces[from].y1;
    while (to < pieces.length && pieces[to].y0 < y1) {
      y1 = Math.max(y1, pieces[to].y1);
      to += 1;
    }
    area +=
      to === from + 1 && pieces[from].kind !== CAPSULE ? pieces[from].area_mm2 : runArea(skin, face, pieces, from, to);
    from = to;
  }
  return Math.min(area, whole);
}

function sortByRow(pieces) {
  for (let i = 1; i < pieces.length; i += 1) {
    const one = pieces[i];
    let j = i - 1;
    for (; j >= 0 && pieces[j].y0 > one.y0; j -= 1) pieces[j + 1] = pieces[j];
    pieces[j + 1] = one;
  }
}

/** Heights at which pieces begin or end. */
let ends = new Float64Array(64);

/** Pieces that overlap in height, one after the other. */
function runArea(skin, face, pieces, from, to) {
  if (to - from > CROWD) return crowdArea(skin, face, pieces, from, to);
  const count = sortedEnds(pieces, from, to);
  const rows = Math.max(LEAST_ROWS, Math.round(ROWS / (count - 1)));
  let area = 0;
  for (let k = 1; k < count; k += 1) {
    if (ends[k] - ends[k - 1] > LOWEST_MM)
      area += stretchArea(skin, face, pieces, from, to, ends[k - 1], ends[k], rows);
  }
  return area;
}

function crowdArea(skin, face, pieces, from, to) {
  let y1 = 0;
  for (let i = from; i < to; i += 1) y1 = Math.max(y1, pieces[i].y1);
  return stretchArea(skin, face, pieces, from, to, pieces[from].y0, y1, ROWS);
}

function sortedEnds(pieces, from, to) {
  const count = 2 * (to - from);
  if (count > ends.length) ends = new Float64Array(2 * count);
  for (let i = from, k = 0; i < to; i += 1, k += 2) {
    ends[k] = pieces[i].y0;
    ends[k + 1] = pieces[i].y1;
  }
  ends.subarray(0, count).sort();
  return count;
}

function stretchArea(skin, face, pieces, from, to, y0, y1, rows) {
  const [bx, cx, cy] = [skin.bx[face], skin.cx[face], skin.cy[face]];
  const middle = MIDDLES[rows];
  const height = HEIGHTS[rows];
  let area = 0;
  for (let row = 0; row < rows; row += 1) {
    const y = y0 + (y1 - y0) * middle[row];
    const left = (y * cx) / cy;
    const right = bx + (y * (cx - bx)) / cy;
    many = 0;
    for (let i = from; i < to && pieces[i].y0 < y; i += 1) {
      if (pieces[i].y1 > y) cut(pieces[i], y, left, right);
    }
    area += covered() * height[row];
  }
  return area * (y1 - y0);
}

/** Length that the intervals of the row cover together. */
function covered() {
  let sum = 0;
  let reached = -Infinity;
  for (let i = 0; i < many; i += 1) {
    if (high[i] <= reached) continue;
    sum += high[i] - Math.max(low[i], reached);
    reached = high[i];
  }
  return sum;
}

function enter(from, to, left, right) {
  const a = from > left ? from : left;
  const b = to < right ? to : right;
  if (!(b > a)) return;
  if (many === low.length) {
    low = doubled(low);
    high = doubled(high);
  }
  let j = many - 1;
  for (; j >= 0 && low[j] > a; j -= 1) {
    low[j + 1] = low[j];
    high[j + 1] = high[j];
  }
  low[j + 1] = a;
  high[j + 1] = b;
  many += 1;
}

function doubled(values) {
  const more = new Float64Array(values.length * 2);
  more.set(values);
  return more;
}

function cut(piece, y, left, right) {
  if (piece.kind === DISC) {
    const off = y - piece.y;
    const half = Math.sqrt(Math.max(0, piece.r * piece.r - off * off));
    enter(piece.x - half, piece.x + half, left, right);
  } else if (piece.kind === CAPSULE) cutCapsule(piece, y, left, right);
  else cutRing(piece.ring, y, left, right);
}

/** The row as a line in space, where it runs inside a swept ball: the two ends and the tube between. */
function cutCapsule({ x, y: yOne, h, x2, y2, h2, r }, y, left, right) {
  let [from, to] = [Infinity, -Infinity];
  const r2 = r * r;
  const one2 = r2 - (y - yOne) ** 2 - h * h;
  const two2 = r2 - (y - y2) ** 2 - h2 * h2;
  if (one2 > 0) [from, to] = [x - Math.sqrt(one2), x + Math.sqrt(one2)];
  if (two2 > 0) [from, to] = [Math.min(from, x2 - Math.sqrt(two2)), Math.max(to, x2 + Math.sqrt(two2))];
  const long = Math.hypot(x2 - x, y2 - yOne, h2 - h);
  if (long > 1e-9) {
    const [dx, dy, dh] = [(x2 - x) / long, (y2 - yOne) / long, (h2 - h) / long];
    const [my, mh] = [y - yOne, -h];
    const md = -x * dx + my * dy + mh * dh; // along the tube, at 0 on the row
    const a = 1 - dx * dx;
    const b = -x - md * dx;
    const c = x * x + my * my + mh * mh - md * md - r2;
    const square = b * b - a * c;
    let [s, t] = [-Infinity, Infinity];
    if (a > 1e-12) {
      const root = Math.sqrt(Math.max(0, square));
      [s, t] = square > 0 ? [(-b - root) / a, (-b + root) / a] : [1, 0];
    } else if (c > 0) [s, t] = [1, 0];
    if (Math.abs(dx) > 1e-12) {
      const [e1, e2] = [-md / dx, (long - md) / dx];
      s = Math.max(s, Math.min(e1, e2));
      t = Math.min(t, Math.max(e1, e2));
    } else if (md < 0 || md > long) t = -Infinity;
    if (s < t) [from, to] = [Math.min(from, s), Math.max(to, t)];
  }
  enter(from, to, left, right);
}

function cutRing(ring, y, left, right) {
  let count = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    if (ring[i + 1] > y === ring[j + 1] > y) continue;
    if (count === crossing.length) crossing = doubled(crossing);
    const at = ring[i] + ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]);
    let k = count - 1;
    for (; k >= 0 && crossing[k] > at; k -= 1) crossing[k + 1] = crossing[k];
    crossing[k + 1] = at;
    count += 1;
  }
  for (let k = 0; k + 1 < count; k += 2) enter(crossing[k], crossing[k + 1], left, right);
}

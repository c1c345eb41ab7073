// How a mark looks in a view: where its anchors stand, and, in a view other than the one it was
// drawn on, which parts of its line and its skin can be seen there.

import { cutConvex, signedArea } from './clip.js';
import { hit } from './hit.js';
import { never } from './kinds.js';
import { distance } from './lines.js';
import { place } from './sight.js';

/** A line seen from another side is followed in steps of this length. */
const STEP_MM = 4;

/** Pieces of a face that are smaller than this are not drawn. */
const LEAST_MM2 = 0.05;

const at = (p) => [p.u_mm, p.v_mm];

/** A line with no step longer than 4 mm; a closed one ends where it began. */
export function dense(line, closed) {
  const ends = closed ? [...line, line[0]] : line;
  const out = [];
  ends.forEach((p, i) => {
    if (i === 0) {
      out.push(p);
      return;
    }
    const from = ends[i - 1];
    const steps = Math.max(1, Math.ceil(distance(from, p) / STEP_MM));
    for (let k = 1; k <= steps; k += 1) {
      out.push([from[0] + ((p[0] - from[0]) * k) / steps, from[1] + ((p[1] - from[1]) * k) / steps]);
    }
  });
  return out;
}

/** The stretches of a line, drawn in `own`, that `sight` sees. */
function runs(own, sight, line, closed) {
  const out = [];
  let open = null;
  for (const [u, v] of dense(line, closed)) {
    const found = hit(own, u, v);
    const seen = found && place(sight, found.anchor);
    if (seen?.visible) {
      if (!open) out.push((open = []));
      open.push(at(seen));
    } else open = null;
  }
  return out.filter((r) => r.length > 1);
}

const MIDDLE = Object.freeze([1 / 3, 1 / 3]);

/** Corners of a face as a view has them: [u0, v0, u1, v1, u2, v2]. */
function cornersOf({ mesh: { faces }, seen: { u_mm: u, v_mm: v } }, face) {
  const [a, b, c] = [faces[face * 3], faces[face * 3 + 1], faces[face * 3 + 2]];
  return [u[a], v[a], u[b], v[b], u[c], v[c]];
}

/** Points of one triangle at their places in another: both lists flat. */
function moved(points, from, to) {
  const [bu, bv, cu, cv] = [from[2] - from[0], from[3] - from[1], from[4] - from[0], from[5] - from[1]];
  const twice = bu * cv - cu * bv;
  const out = [];
  for (let i = 0; i < points.length; i += 2) {
    const [pu, pv] = [points[i] - from[0], points[i + 1] - from[1]];
    const [b1, b2] = [(pu * cv - cu * pv) / twice, (bu * pv - pu * bv) / twice];
    out.push([0, 1].map((k) => to[k] + b1 * (to[2 + k] - to[k]) + b2 * (to[4 + k] - to[k])));
  }
  return out;
}

/** The skin in a ring drawn in `own`, as pieces of faces in `sight`, cut where the ring cuts them. */
function skinOf(own, sight, ring) {
  const out = [];
  const flat = ring.flat();
  const [us, vs] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
  const [u0, u1, v0, v1] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)];
  for (let face = 0; face < own.shown.length; face += 1) {
    if (!own.shown[face] || !sight.shown[face]) continue;
    const from = cornersOf(own, face);
    if (
      Math.max(from[0], from[2], from[4]) < u0 ||
      Math.min(from[0], from[2], from[4]) > u1 ||
      Math.max(from[1], from[3], from[5]) < v0 ||
      Math.min(from[1], from[3], from[5]) > v1
    )
      continue;
    const piece = cutConvex(flat, from);
    if (Math.abs(signedArea(piece)) < LEAST_MM2) continue;
    const anchor = [face, ...MIDDLE];
    if (!place(own, anchor).visible || !place(sight, anchor).visible) continue;
    out.push(moved(piece, from, cornersOf(sight, face)));
  }
  return out;
}

/** @import { Shape } from './kinds.js' */
/** @typedef {Pick<Shape, 'kind' | 'anchors' | 'view' | 'figure'>} Drawn */

const HIDDEN = Object.freeze({ lines: [], fills: [], points: [] });

/**
 * How `mark` looks in `sight` (an outline with any place on the arm was drawn with the arm there, as
 * the server takes it): {points, lines, fills}, each a list of [u, v] or of lists of them.
 * `sightOf(figure, view, limb)` gives the sight that an outline was drawn in, null for a view that
 * this body's table does not know.
 */
export function trace(sight, /** @type {Drawn} */ mark, sightOf) {
  switch (mark.kind) {
    case 'zone':
      return HIDDEN;
    case 'point':
      return dots(placesIn(sight, mark));
    case 'stroke':
      return drawn(sight, mark, sightOf, false);
    case 'patch':
      return drawn(sight, mark, sightOf, true);
    default:
      return never(mark.kind);
  }
}

const placesIn = (sight, /** @type {Drawn} */ { anchors }) => anchors.map((a) => place(sight, a));

const dots = (spots) => ({ ...HIDDEN, points: spots.filter((p) => p.visible).map(at) });

/** A line that is straight between its anchors on the drawing it was laid on. */
function drawn(sight, mark, sightOf, closed) {
  const spots = placesIn(sight, mark);
  if (spots.length === 1) return dots(spots);
  const onLimb = mark.anchors.some(([face]) => sight.mesh.partOf[face] > 0);
  const own = sightOf(mark.figure ?? null, mark.view, onLimb);
  if (!own) return HIDDEN;
  if (mark.view === sight.view && own.mesh === sight.mesh) {
    if (!spots.some((p) => p.visible)) return HIDDEN;
    const line = spots.map(at);
    return { points: [], lines: [closed ? [...line, line[0]] : line], fills: closed ? [line] : [] };
  }
  const line = mark.anchors.map((a) => at(place(own, a)));
  return {
    points: [],
    lines: runs(own, sight, line, closed),
    fills: closed ? skinOf(own, sight, line) : [],
  };
}

// Closed outlines: straight-edged on a drawing, measured on the skin of the patient.
//
// The skin that an outline covers is the visible part of the faces that are drawn inside it and hang
// together with the faces of its anchors. Each visible piece is mapped affinely from the drawn face
// to the same face of the patient's body. As mesomap/body/outlines.py.

import { cutBox, cutConvex } from './clip.js';
import { ringPiece } from './pieces.js';
import { boxOf, HIDDEN, seenIn } from './seen.js';

/** @import { Anchor } from './mesh.js' */

/** Height of the strips by which the edges of an outline are found, mm. */
const STRIP_MM = 4;

/** A ring of so few corners, or so few faces, are cut one by one. */
const [FEW_NUMBERS, FEW_FACES] = [24, 6];

/**
 * Pieces of the patient's skin under an outline.
 * @param {object} skin  `createSkin`
 * @param {object} sight  what the outline was drawn on (sight.js)
 * @param {readonly Anchor[]} anchors  [[face, b1, b2], …], its corners
 */
export function outlinePieces(skin, sight, anchors) {
  const seen = seenIn(sight);
  const line = anchors.flatMap(seen.place);
  const faces = reached(skin, seen, createRing(line), anchors);
  const pieces = [];
  cutByFaces(
    line,
    faces.filter((f) => seen.shown[f] && seen.state(f) !== HIDDEN),
    seen,
    (face, ring) => {
      for (const part of seen.parts(face)) {
        const piece = ringPiece(skin, face, onto(skin, seen, face, cutConvex(ring, part)));
        if (piece) pieces.push(piece);
      }
    },
  );
  return pieces;
}

/** A ring on a drawn face as it lies in the plane of the same face of the patient. */
function onto(skin, seen, face, ring) {
  for (let k = 0; k < ring.length; k += 2) {
    const [b1, b2] = seen.at(face, ring[k], ring[k + 1]);
    ring[k] = b1 * skin.bx[face] + b2 * skin.cx[face];
    ring[k + 1] = b2 * skin.cy[face];
  }
  return ring;
}

/**
 * Faces, whichever way they face, that are drawn under the outline and hang together with those of
 * its anchors: the walk may pass under what is hidden, never outside.
 */
function reached(skin, seen, ring, anchors) {
  const found = new Set();
  const open = [];
  const look = (face) => {
    if (found.has(face) || !seen.belongs(face) || !ring.meets(seen.ring(face))) return;
    found.add(face);
    open.push(face);
  };
  for (const [face] of anchors) look(face);
  while (open.length) {
    const face = open.pop();
    for (let k = 0; k < 3; k += 1) {
      const beyond = skin.across[face * 3 + k];
      if (beyond >= 0) look(beyond);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Gives `visit` each face and what of the outline lies about it: boxes of ever fewer faces. */
function cutByFaces(ring, faces, seen, visit) {
  if (!ring.length || !faces.length) return;
  if (ring.length <= FEW_NUMBERS || faces.length <= FEW_FACES) {
    faces.forEach((face) => visit(face, ring));
    return;
  }
  const boxes = faces.map((face) => boxOf(seen.ring(face)));
  const all = boxes.reduce(around);
  const wide = all[2] - all[0] > all[3] - all[1] ? 0 : 1;
  const middle = (box) => box[wide] + box[wide + 2];
  const order = faces.map((_unused, i) => i).sort((a, b) => middle(boxes[a]) - middle(boxes[b]) || a - b);
  const half = order.length >> 1;
  for (const some of [order.slice(0, half), order.slice(half)]) {
    const box = some.map((i) => boxes[i]).reduce(around);
    cutByFaces(
      cutBox(ring, ...box),
      some.map((i) => faces[i]),
      seen,
      visit,
    );
  }
}

const around = (p, q) => [Math.min(p[0], q[0]), Math.min(p[1], q[1]), Math.max(p[2], q[2]), Math.max(p[3], q[3])];

/** A ring whose edges are found by the strips of the drawing that they cross. */
function createRing(line) {
  const [u0, v0, u1, v1] = boxOf(line);
  const strips = Array.from({ length: Math.floor((v1 - v0) / STRIP_MM) + 1 }, () => []);
  const strip = (v) => Math.min(strips.length - 1, Math.max(0, Math.floor((v - v0) / STRIP_MM)));
  for (let i = 0, j = line.length - 2; i < line.length; j = i, i += 2) {
    const [a, b] = [strip(line[j + 1]), strip(line[i + 1])];
    for (let s = Math.min(a, b); s <= Math.max(a, b); s += 1)
      strips[s].push(line[j], line[j + 1], line[i], line[i + 1]);
  }

  function holds(pu, pv) {
    if (pv < v0 || pv > v1) return false;
    const edges = strips[strip(pv)];
    let odd = false;
    for (let e = 0; e < edges.length; e += 4) {
      const [au, av, bu, bv] = [edges[e], edges[e + 1], edges[e + 2], edges[e + 3]];
      if (av > pv !== bv > pv && pu < au + ((bu - au) * (pv - av)) / (bv - av)) odd = !odd;
    }
    return odd;
  }

  /** Does any edge meet a triangle? */
  function crosses(triangle, /** @type {number[]} */ [s0, t0, s1, t1]) {
    for (let s = strip(t0); s <= strip(t1); s += 1) {
      const edges = strips[s];
      for (let e = 0; e < edges.length; e += 4) {
        const [au, av, bu, bv] = [edges[e], edges[e + 1], edges[e + 2], edges[e + 3]];
        if ((au < s0 && bu < s0) || (au > s1 && bu > s1) || (av < t0 && bv < t0) || (av > t1 && bv > t1)) continue;
        if (touches(triangle, au, av, bu, bv)) return true;
      }
    }
    return false;
  }

  /** Does the ring, or what it holds, meet a triangle? */
  function meets(triangle) {
    const box = boxOf(triangle);
    if (box[0] > u1 || box[2] < u0 || box[1] > v1 || box[3] < v0) return false;
    return holds(triangle[0], triangle[1]) || crosses(triangle, box);
  }

  return { meets };
}

/** Does a segment meet a triangle: no line along the segment or an edge of it parts the two? */
function touches(t, au, av, bu, bv) {
  const side = (pu, pv, qu, qv, ru, rv) => (qu - pu) * (rv - pv) - (qv - pv) * (ru - pu);
  const [s0, s1, s2] = [
    side(au, av, bu, bv, t[0], t[1]),
    side(au, av, bu, bv, t[2], t[3]),
    side(au, av, bu, bv, t[4], t[5]),
  ];
  if ((s0 > 0 && s1 > 0 && s2 > 0) || (s0 < 0 && s1 < 0 && s2 < 0)) return false;
  for (let k = 0; k < 6; k += 2) {
    const [i, j] = [(k + 2) % 6, (k + 4) % 6];
    const third = side(t[k], t[k + 1], t[i], t[i + 1], t[j], t[j + 1]);
    const a = side(t[k], t[k + 1], t[i], t[i + 1], au, av);
    const b = side(t[k], t[k + 1], t[i], t[i + 1], bu, bv);
    if ((third > 0 && a < 0 && b < 0) || (third < 0 && a > 0 && b > 0)) return false;
  }
  return true;
}

// What can really be seen of each face of a sight: the face less what is drawn before it.
//
// As mesomap/body/sight.py. What is visible changes only where the rim of some other skin is drawn:
// an edge between a face that is turned to the viewer and one that is not. A face that no rim crosses
// is seen whole or not at all, and one look at its middle tells which; the few that a nose, a breast
// or a finger half hides are cut exactly. Worked out for the faces asked for, then kept.

import { cutAway, cutConvex, signedArea } from './clip.js';
import { createCells } from './cells.js';
import { neighbours } from './skin.js';

/** Skin this much behind the frontmost is the same skin, seen across an edge (mm). */
const DEPTH_TOLERANCE_MM = 0.05;

/** Shapes that overlap by less than this (mm) along some direction only touch. */
const TOUCH_MM = 1e-6;

const SLIVER_MM2 = 1e-9;

export const [WHOLE, PARTLY, HIDDEN] = [1, 2, 3];

const kept = new WeakMap();

/** What is seen in a sight (sight.js), worked out once: {belongs, cells, shown, state, parts, ring, at, place}. */
export function seenIn(sight) {
  if (!kept.has(sight)) kept.set(sight, createSeen(sight));
  return kept.get(sight);
}

/** The faces of a sight as they are drawn, and how near they are: mm. */
function createDrawing(sight) {
  const { faces } = sight.mesh;
  const [u, v, d] = drawn(sight);

  /** Twice the signed area; less than nothing where the face is turned to the viewer. */
  function twice(f) {
    const a = faces[f * 3];
    const b = faces[f * 3 + 1];
    const c = faces[f * 3 + 2];
    return (u[b] - u[a]) * (v[c] - v[a]) - (u[c] - u[a]) * (v[b] - v[a]);
  }

  /** A face as it is drawn, [u0, v0, u1, v1, u2, v2] in mm. */
  function ring(f) {
    const [a, b, c] = [faces[f * 3], faces[f * 3 + 1], faces[f * 3 + 2]];
    return [u[a], v[a], u[b], v[b], u[c], v[c]];
  }

  /** Barycentric [b1, b2] of (u, v) in a face, in it or beside it. */
  function at(f, pu, pv) {
    const [a, b, c] = [faces[f * 3], faces[f * 3 + 1], faces[f * 3 + 2]];
    const [bu, bv, cu, cv] = [u[b] - u[a], v[b] - v[a], u[c] - u[a], v[c] - v[a]];
    const whole = bu * cv - cu * bv;
    const [du, dv] = [pu - u[a], pv - v[a]];
    return [(du * cv - cu * dv) / whole, (bu * dv - du * bv) / whole];
  }

  function depth(f, pu, pv) {
    const [b1, b2] = at(f, pu, pv);
    return (1 - b1 - b2) * d[faces[f * 3]] + b1 * d[faces[f * 3 + 1]] + b2 * d[faces[f * 3 + 2]];
  }

  /** [nearest, farthest] of a face. */
  function depths(f) {
    const [a, b, c] = [d[faces[f * 3]], d[faces[f * 3 + 1]], d[faces[f * 3 + 2]]];
    return [Math.max(a, b, c), Math.min(a, b, c)];
  }

  /** Where an anchor is drawn, [u, v] in mm. */
  function place([f, b1, b2]) {
    const [a, b, c] = [faces[f * 3], faces[f * 3 + 1], faces[f * 3 + 2]];
    const b0 = 1 - b1 - b2;
    return [b0 * u[a] + b1 * u[b] + b2 * u[c], b0 * v[a] + b1 * v[b] + b2 * v[c]];
  }

  return { u, v, twice, ring, at, depth, depths, place };
}

function createSeen(sight) {
  const { faces } = sight.mesh;
  const { u, v, twice, ring, at, depth, depths, place } = createDrawing(sight);
  const count = faces.length / 3;
  const across = neighbours(faces);
  const states = new Uint8Array(count);
  const cut = new Map();
  const shown = new Uint8Array(count);
  for (let f = 0; f < count; f += 1) shown[f] = sight.belongs(f) && twice(f) < -2e-9 ? 1 : 0;
  const cells = createCells(faces, u, v, (f) => shown[f] === 1);
  let rims = null;

  /** Edges of the skin beyond which nothing is turned to the viewer, as segments in cells. */
  function createRims() {
    const edges = [];
    for (let f = 0; f < count; f += 1) {
      if (!shown[f]) continue;
      for (let k = 0; k < 3; k += 1) {
        const beyond = across[f * 3 + k];
        if (beyond < 0 || !shown[beyond]) edges.push(faces[f * 3 + k], faces[f * 3 + ((k + 1) % 3)]);
      }
    }
    const found = new Map();
    for (let e = 0; e < edges.length; e += 2) {
      const [a, b] = [edges[e], edges[e + 1]];
      cells.each(Math.min(u[a], u[b]), Math.min(v[a], v[b]), Math.max(u[a], u[b]), Math.max(v[a], v[b]), (cell) => {
        if (found.has(cell)) found.get(cell).push(a, b);
        else found.set(cell, [a, b]);
      });
    }
    return found;
  }

  function crossed(f) {
    const own = ring(f);
    const [u0, v0, u1, v1] = boxOf(own);
    rims ??= createRims();
    let is = false;
    cells.each(u0, v0, u1, v1, (cell) => {
      const list = is ? undefined : rims.get(cell);
      for (let e = 0; list && e < list.length && !is; e += 2) {
        const [a, b] = [list[e], list[e + 1]];
        if (Math.max(u[a], u[b]) <= u0 || Math.min(u[a], u[b]) >= u1) continue;
        if (Math.max(v[a], v[b]) <= v0 || Math.min(v[a], v[b]) >= v1) continue;
        is = overlap(own, [u[a], v[a], u[b], v[b]]);
      }
    });
    return is;
  }

  function frontmostDepth(pu, pv) {
    let front = -Infinity;
    cells.faces(pu, pv, pu, pv, (f) => {
      const [b1, b2] = at(f, pu, pv);
      if (b1 >= -1e-9 && b2 >= -1e-9 && b1 + b2 <= 1 + 1e-9) front = Math.max(front, depth(f, pu, pv));
    });
    return front;
  }

  function looksWhole(f) {
    const r = ring(f);
    const [pu, pv] = [(r[0] + r[2] + r[4]) / 3, (r[1] + r[3] + r[5]) / 3];
    return depth(f, pu, pv) > frontmostDepth(pu, pv) - DEPTH_TOLERANCE_MM ? WHOLE : HIDDEN;
  }

  /** The faces drawn before a face: which of two is nearer is read at the middle of their overlap. */
  function hidersOf(f) {
    const own = ring(f);
    const [u0, v0, u1, v1] = boxOf(own);
    const [near, far] = depths(f);
    const found = new Set();
    cells.faces(u0, v0, u1, v1, (g) => {
      if (g === f || found.has(g)) return;
      const [nearG, farG] = depths(g);
      if (nearG <= far) return;
      const other = ring(g);
      const [s0, t0, s1, t1] = boxOf(other);
      if (s0 >= u1 || t0 >= v1 || s1 <= u0 || t1 <= v0 || !overlap(own, other)) return;
      if (farG > near || isBefore(g, f, cutConvex(other, own))) found.add(g);
    });
    return found;
  }

  function isBefore(g, f, common) {
    if (Math.abs(signedArea(common)) <= SLIVER_MM2) return false;
    const [pu, pv] = middleOf(common);
    return depth(g, pu, pv) > depth(f, pu, pv);
  }

  function cutOut(f) {
    const whole = Math.abs(twice(f)) / 2;
    let left = [ring(f)];
    for (const g of hidersOf(f)) {
      const hider = ring(g);
      left = left.flatMap((part) => cutAway(part, hider, SLIVER_MM2));
    }
    const share = left.reduce((sum, part) => sum + Math.abs(signedArea(part)), 0) / whole;
    if (share < 1e-6) return HIDDEN;
    if (share > 1 - 1e-6) return WHOLE;
    cut.set(f, left);
    return PARTLY;
  }

  /** WHOLE, PARTLY or HIDDEN. */
  function state(f) {
    if (states[f] === 0) {
      if (!shown[f]) states[f] = HIDDEN;
      else states[f] = crossed(f) ? cutOut(f) : looksWhole(f);
    }
    return states[f];
  }

  /** What is seen of a face: convex rings on the drawing, in mm, that do not overlap. */
  function parts(f) {
    const is = state(f);
    if (is === HIDDEN) return [];
    return is === WHOLE ? [ring(f)] : cut.get(f);
  }

  return Object.freeze({ belongs: sight.belongs, cells, shown, state, parts, ring, at, place });
}

/**
 * Where each vertex is drawn and how near it is: u, v, depth in mm, as exactly as the server has them.
 * On a face seen edge-on a hundredth of a millimetre of the drawing is a millimetre of skin.
 */
function drawn({ mesh, row: { right, toward } }) {
  const count = mesh.xyz_mm.length / 3;
  const [u, v, d] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const down = [
    toward[2] * right[1] - toward[1] * right[2],
    toward[0] * right[2] - toward[2] * right[0],
    toward[1] * right[0] - toward[0] * right[1],
  ];
  for (let i = 0; i < count; i += 1) {
    // a figure is shipped in tenths of a millimetre
    const x = tenths(mesh.xyz_mm[i * 3]);
    const y = tenths(mesh.xyz_mm[i * 3 + 1]);
    const z = tenths(mesh.xyz_mm[i * 3 + 2]);
    u[i] = x * right[0] + y * right[1] + z * right[2];
    v[i] = x * down[0] + y * down[1] + z * down[2];
    d[i] = x * toward[0] + y * toward[1] + z * toward[2];
  }
  return [u, v, d];
}

const tenths = (mm) => Math.round(mm * 10) / 10;

export function boxOf(ring) {
  let [u0, v0, u1, v1] = [ring[0], ring[1], ring[0], ring[1]];
  for (let k = 2; k < ring.length; k += 2) {
    if (ring[k] < u0) u0 = ring[k];
    else if (ring[k] > u1) u1 = ring[k];
    if (ring[k + 1] < v0) v0 = ring[k + 1];
    else if (ring[k + 1] > v1) v1 = ring[k + 1];
  }
  return [u0, v0, u1, v1];
}

function middleOf(ring) {
  let [twice, mu, mv] = [0, 0, 0];
  const [ou, ov] = ring;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [au, av, bu, bv] = [ring[j] - ou, ring[j + 1] - ov, ring[i] - ou, ring[i + 1] - ov];
    const part = au * bv - bu * av;
    twice += part;
    mu += (au + bu) * part;
    mv += (av + bv) * part;
  }
  return [ou + mu / (3 * twice), ov + mv / (3 * twice)];
}

/** Do two convex rings (or a ring and a segment) share more than their borders? */
function overlap(one, two) {
  return !apart(one, two) && !apart(two, one);
}

/** Does a line along an edge of `a` part the two? */
function apart(a, b) {
  const n = a.length > 4 ? a.length : 2;
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % a.length;
    const [nu, nv] = [-(a[j + 1] - a[i + 1]), a[j] - a[i]];
    const long = Math.max(Math.hypot(nu, nv), 1e-12);
    const [here, there] = [
      reach(a, a[i], a[i + 1], nu / long, nv / long),
      reach(b, a[i], a[i + 1], nu / long, nv / long),
    ];
    if (there[1] < here[0] + TOUCH_MM || there[0] > here[1] - TOUCH_MM) return true;
  }
  return false;
}

function reach(ring, ou, ov, nu, nv) {
  let [low, high] = [Infinity, -Infinity];
  for (let k = 0; k < ring.length; k += 2) {
    const at = (ring[k] - ou) * nu + (ring[k + 1] - ov) * nv;
    if (at < low) low = at;
    if (at > high) high = at;
  }
  return [low, high];
}

// What can be seen from one side: the faces turned toward us, in a uniform grid,
// so that a tap finds its face among a dozen and not among 24,724.

import { isSide, project, viewOf } from './views.js';

/** @typedef {ReturnType<typeof createSight>} Sight */

/** Side of a grid cell; about the size of a face of the trunk. */
const CELL_MM = 8;

const EDGE = 1e-4;

function frontFacing(mesh, seen, belongs) {
  const { faces } = mesh;
  const { u_mm: u, v_mm: v } = seen;
  const kept = [];
  for (let f = 0, k = 0; k < faces.length; f += 1, k += 3) {
    if (!belongs(f)) continue;
    const [a, b, c] = [faces[k], faces[k + 1], faces[k + 2]];
    // v points down, so a face turned toward us goes round the other way
    if ((u[b] - u[a]) * (v[c] - v[a]) - (u[c] - u[a]) * (v[b] - v[a]) < -1e-9) kept.push(f);
  }
  return Int32Array.from(kept);
}

function boundsOf(seen) {
  const box = { u0: Infinity, v0: Infinity, u1: -Infinity, v1: -Infinity };
  for (let i = 0; i < seen.u_mm.length; i += 1) {
    box.u0 = Math.min(box.u0, seen.u_mm[i]);
    box.u1 = Math.max(box.u1, seen.u_mm[i]);
    box.v0 = Math.min(box.v0, seen.v_mm[i]);
    box.v1 = Math.max(box.v1, seen.v_mm[i]);
  }
  return box;
}

function eachCell(mesh, seen, grid, face, visit) {
  const { u_mm: u, v_mm: v } = seen;
  const [a, b, c] = [mesh.faces[face * 3], mesh.faces[face * 3 + 1], mesh.faces[face * 3 + 2]];
  const i0 = Math.floor((Math.min(u[a], u[b], u[c]) - grid.u0) / CELL_MM);
  const i1 = Math.floor((Math.max(u[a], u[b], u[c]) - grid.u0) / CELL_MM);
  const j0 = Math.floor((Math.min(v[a], v[b], v[c]) - grid.v0) / CELL_MM);
  const j1 = Math.floor((Math.max(v[a], v[b], v[c]) - grid.v0) / CELL_MM);
  for (let j = j0; j <= j1; j += 1) {
    for (let i = i0; i <= i1; i += 1) visit(j * grid.columns + i, face);
  }
}

function gridOf(mesh, seen, kept) {
  const box = boundsOf(seen);
  const columns = Math.floor((box.u1 - box.u0) / CELL_MM) + 1;
  const rows = Math.floor((box.v1 - box.v0) / CELL_MM) + 1;
  const grid = { ...box, columns, rows, start: new Int32Array(columns * rows + 1), list: null };
  const count = (cell) => {
    grid.start[cell + 1] += 1;
  };
  for (const f of kept) eachCell(mesh, seen, grid, f, count);
  for (let c = 0; c < columns * rows; c += 1) grid.start[c + 1] += grid.start[c];
  grid.list = new Int32Array(grid.start[columns * rows]);
  const next = grid.start.slice();
  const enter = (cell, face) => {
    grid.list[next[cell]] = face;
    next[cell] += 1;
  };
  for (const f of kept) eachCell(mesh, seen, grid, f, enter);
  return grid;
}

/** Zones that close the hole which an arm left out leaves in the trunk; the shoulder is drawn whole. */
const CLOSING = /^(deltoid_|arm_triceps)/;
const SHOULDER = /^deltoid_/;

/** Part of the mesh that is the near arm of a side view. */
const NEAR_ARM = Object.freeze({ left: 1, right: 2 });

/** Whether a face is in one of these zones, as the first version drew them: the drawings' hole follows that. */
const zoneIs = (mesh, face, names) => names.test(mesh.zones[(mesh.olderZones[1] ?? mesh.zoneOf)[face]]);

/** Which faces belong to a view: `segments` of a close-up, all but the arms of a side view. */
function belongsTo(mesh, { segments }, withLimb) {
  if (segments?.length) {
    const drawn = new Set(segments.map((name) => mesh.segments.indexOf(name)));
    return (f) => drawn.has(mesh.segmentOf[f]);
  }
  return withLimb ? () => true : (f) => mesh.partOf[f] === 0;
}

/**
 * How `mesh` is seen in a view: a key of the whole views, or a row of the table of views, for which
 * `mesh` is in that view's pose. In a side view the arm is there only with `limb`; without it the
 * trunk is in front, and the near shoulder (`cap`) is seen where the trunk has a hole. Beyond `frame`
 * ([u0, v0, w, h] in mm, null for none) nothing is drawn, so nothing is touched or seen.
 */
export function createSight(mesh, asked, limb = false, frame = null) {
  const row = viewOf(asked);
  const view = row.key;
  const withLimb = limb || !isSide(view);
  const seen = project(mesh.xyz_mm, row);
  const belongs = belongsTo(mesh, row, withLimb);
  const kept = frontFacing(mesh, seen, belongs);
  const closes = (f) => mesh.partOf[f] === NEAR_ARM[view] && zoneIs(mesh, f, CLOSING);
  const shoulder = withLimb ? [] : frontFacing(mesh, seen, closes);
  const shown = new Uint8Array(mesh.zoneOf.length);
  for (const f of kept) shown[f] = 1;
  for (const f of shoulder) shown[f] = 1;
  return Object.freeze({
    mesh,
    view,
    row,
    limb: withLimb,
    frame,
    seen,
    shown,
    belongs,
    grid: gridOf(mesh, seen, kept),
    cap: withLimb ? null : gridOf(mesh, seen, shoulder),
  });
}

/** Barycentric coordinates [b1, b2] of (u, v) in a face, or null when it lies outside. */
function inside(sight, face, u_mm, v_mm) {
  const { faces } = sight.mesh;
  const { u_mm: u, v_mm: v } = sight.seen;
  const [a, b, c] = [faces[face * 3], faces[face * 3 + 1], faces[face * 3 + 2]];
  const [bu, bv, cu, cv] = [u[b] - u[a], v[b] - v[a], u[c] - u[a], v[c] - v[a]];
  const twice = bu * cv - cu * bv;
  const [pu, pv] = [u_mm - u[a], v_mm - v[a]];
  const b1 = (pu * cv - cu * pv) / twice;
  const b2 = (bu * pv - pu * bv) / twice;
  return b1 >= -EDGE && b2 >= -EDGE && b1 + b2 <= 1 + EDGE ? [b1, b2] : null;
}

function depthAt(sight, face, b1, b2) {
  const { faces } = sight.mesh;
  const d = sight.seen.depth_mm;
  const k = face * 3;
  return (1 - b1 - b2) * d[faces[k]] + b1 * d[faces[k + 1]] + b2 * d[faces[k + 2]];
}

function frontmost(sight, grid, u_mm, v_mm) {
  const i = Math.floor((u_mm - grid.u0) / CELL_MM);
  const j = Math.floor((v_mm - grid.v0) / CELL_MM);
  if (i < 0 || j < 0 || i >= grid.columns || j >= grid.rows) return null;
  let best = null;
  for (let k = grid.start[j * grid.columns + i]; k < grid.start[j * grid.columns + i + 1]; k += 1) {
    const face = grid.list[k];
    const at = inside(sight, face, u_mm, v_mm);
    if (!at) continue;
    const depth_mm = depthAt(sight, face, at[0], at[1]);
    if (!best || depth_mm > best.depth_mm) best = { face, b1: at[0], b2: at[1], depth_mm };
  }
  return best;
}

/** Whether a place lies where this view is drawn: a close-up ends at its `frame`, [u0, v0, w, h] in mm. */
export function drawnAt({ frame }, u_mm, v_mm) {
  if (!frame) return true;
  const [u0, v0, w, h] = frame;
  return u_mm >= u0 && u_mm <= u0 + w && v_mm >= v0 && v_mm <= v0 + h;
}

/** The skin that a touch at exactly (u, v) means: {face, b1, b2, depth_mm}, or null beside the body. */
export function skinAt(sight, u_mm, v_mm) {
  if (!drawnAt(sight, u_mm, v_mm)) return null;
  return frontmost(sight, sight.grid, u_mm, v_mm) ?? (sight.cap && frontmost(sight, sight.cap, u_mm, v_mm));
}

/** Where an anchor stands in this view: {u_mm, v_mm, depth_mm, visible}. */
export function place(sight, anchor) {
  const [face, b1, b2] = anchor;
  const { faces } = sight.mesh;
  const { u_mm: u, v_mm: v } = sight.seen;
  const [a, b, c] = [faces[face * 3], faces[face * 3 + 1], faces[face * 3 + 2]];
  const b0 = 1 - b1 - b2;
  const at = {
    u_mm: b0 * u[a] + b1 * u[b] + b2 * u[c],
    v_mm: b0 * v[a] + b1 * v[b] + b2 * v[c],
    depth_mm: depthAt(sight, face, b1, b2),
    visible: false,
  };
  at.visible = sight.shown[face] === 1 && drawnAt(sight, at.u_mm, at.v_mm) && !hidden(sight, face, at);
  return at;
}

/** Skin this much behind the frontmost is the same skin, seen across an edge: as mesomap/body/anchors.py. */
const DEPTH_TOLERANCE_MM = 0.05;

/** The shoulder is drawn over the trunk, so only the shoulder can hide it. */
function hidden(sight, face, at) {
  const onCap = sight.cap !== null && sight.mesh.partOf[face] > 0;
  const over = onCap && zoneIs(sight.mesh, face, SHOULDER);
  const front = over ? frontmost(sight, sight.cap, at.u_mm, at.v_mm) : skinAt(sight, at.u_mm, at.v_mm);
  if (front === null || front.face === face) return false;
  const behind_mm = front.depth_mm - at.depth_mm;
  return behind_mm > DEPTH_TOLERANCE_MM || (onCap && !over && sight.mesh.partOf[front.face] === 0);
}

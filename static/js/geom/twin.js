// The treated skin of a set of marks, on the tablet: the server's figures (mesomap/body/area.py)
// within 1 %, at once, and without the server.
//
// Every mark becomes pieces of faces; the pieces are united face by face, so skin under two marks
// counts once, on whichever views they were drawn. When marks change, only the faces that the
// changed ones touch are united again.

import { bandPieces } from './band.js';
import { areaAlone, createLedger } from './ledger.js';
import { outlinePieces } from './outline.js';
import { never } from './kinds.js';
import { facesOfZone } from './mesh.js';
import { disc, full } from './pieces.js';
import { createPoses } from './poses.js';
import { inPlane, positionOf } from './skin.js';

export { decodeBody, decodeRaised } from './skin.js';

/** @import { Shape } from './kinds.js' */
/** @import { Mesh } from './mesh.js' */
/** @import { Sight } from './sight.js' */
/** @typedef {ReturnType<typeof createTwin>} Twin */

/** The depths, shallow to deep, as the areas name them. */
export const DEPTHS = Object.freeze(['IED', 'IDS', 'IDP', 'IHD']);

const depthsOf = (mark) => (Array.isArray(mark.depth) ? mark.depth : [mark.depth]);

const bitsOf = (mark) => depthsOf(mark).reduce((bits, depth) => bits | (1 << DEPTHS.indexOf(depth)), 0);

/**
 * @param {{
 *   mesh: Mesh, body_mm: Float32Array, raised?: {xyz_mm: Float32Array, spread: Uint8Array} | null,
 *   sightOf: (figure: string | null, view: string, limb: boolean) => Sight,
 *   radii_mm: Record<string, number>, stroke_width_mm: number, zones_version?: string | null,
 * }} parts
 *   `mesh` (its figure is not looked at);
 *   `body_mm` Float32Array x, y, z of every vertex of the patient's body, mm; `raised` the same with
 *   raised arms, in which the armpits are measured (`decodeRaised`; null: they are not);
 *   `sightOf(figure, view, limb)` the sight of a figure (null: the session's) in a view, for
 *   outlines and strokes; called when one is met first;
 *   `radii_mm` {IED, IDS, IDP, IHD} counting radii; `stroke_width_mm`;
 *   `zones_version` of the session, which its whole zones were laid in (a mark's own `zones` goes
 *   before it); null: the current one
 * @returns frozen {skin, update(marks), areas()}
 *   `update` takes the marks in the interchange form, those that count and no others; marks that
 *   are the same objects as before cost nothing; RangeError, and nothing changed, where one lies on a
 *   face that the mesh does not have. `areas()` tells of them, in cm²:
 *   {treated_cm2, bsa_cm2, by_zone_cm2 {key}, by_depth_cm2 {depth}, by_mark_cm2 {id}}; the last is
 *   one object that `update` keeps up, to be read before the next
 */
export function createTwin({ mesh, body_mm, raised = null, sightOf, radii_mm, stroke_width_mm, zones_version = null }) {
  const poses = createPoses(mesh, body_mm, raised);
  const { skin } = poses;
  const ledger = createLedger(skin, mesh.zoneOf, DEPTHS.length);
  const laid = new Int32Array(DEPTHS.length);
  const by_mark_cm2 = {};
  let entries = [];

  function pointPieces(/** @type {Shape} */ mark) {
    const [face] = mark.anchors[0];
    const pose = poses.at(face);
    const radius_mm = mark.radius_mm ?? Math.max(...depthsOf(mark).map((d) => radii_mm[d]));
    return ballPieces(pose.skin, pose.walker, face, positionOf(pose.skin, mark.anchors[0]), radius_mm).flatMap(
      pose.settled,
    );
  }

  function zonePieces(/** @type {Shape} */ { zone, zones }) {
    return facesOfZone(mesh, zone, zones ?? zones_version).map((face) => full(skin, face));
  }

  function sightFor(/** @type {Shape} */ { anchors, figure, view }) {
    const limb = anchors.some(([face]) => mesh.partOf[face] > 0);
    return sightOf(figure ?? null, view, limb);
  }

  function piecesOf(/** @type {Shape} */ mark) {
    if (mark.anchors?.some(([face]) => !(face in skin.area_mm2))) throw new RangeError(`no such face: mark ${mark.id}`);
    switch (mark.kind) {
      case 'point':
        return pointPieces(mark);
      case 'zone':
        return zonePieces(mark);
      case 'patch':
        return outlinePieces(skin, sightFor(mark), mark.anchors);
      case 'stroke':
        return bandPieces(poses.at, sightFor(mark), mark.anchors, (mark.width_mm ?? stroke_width_mm) / 2);
      default:
        return never(mark.kind);
    }
  }

  function laidOut(mark) {
    const depths = bitsOf(mark);
    const pieces = piecesOf(mark);
    for (const piece of pieces) piece.depths = depths;
    return { mark, depths, pieces, area_cm2: areaAlone(skin, pieces) / 100 };
  }

  function enter({ mark, depths, pieces, area_cm2 }) {
    pieces.forEach(ledger.add);
    count(depths, 1);
    by_mark_cm2[mark.id] = (by_mark_cm2[mark.id] ?? 0) + area_cm2;
  }

  function leave({ mark, depths, pieces, area_cm2 }) {
    pieces.forEach(ledger.remove);
    count(depths, -1);
    const others_cm2 = by_mark_cm2[mark.id] - area_cm2;
    if (others_cm2 > 1e-9) by_mark_cm2[mark.id] = others_cm2;
    else delete by_mark_cm2[mark.id];
  }

  function count(depths, by) {
    for (let d = 0; d < DEPTHS.length; d += 1) if (depths & (1 << d)) laid[d] += by;
  }

  function update(marks) {
    const [from, tail] = unchanged(entries, marks);
    if (from + tail === entries.length && from + tail === marks.length) return;
    const end = entries.length - tail;
    const gone = new Map();
    const twice = []; // the same object more than once
    for (const entry of entries.slice(from, end)) {
      if (gone.has(entry.mark)) twice.push(entry);
      else gone.set(entry.mark, entry);
    }
    const now = [];
    const come = [];
    for (const mark of marks.slice(from, marks.length - tail)) {
      const stays = gone.get(mark);
      gone.delete(mark);
      now.push(stays ?? laidOut(mark));
      if (!stays) come.push(now[now.length - 1]);
    }
    twice.forEach(leave);
    gone.forEach(leave);
    come.forEach(enter);
    entries = [...entries.slice(0, from), ...now, ...entries.slice(end)];
    ledger.settle();
  }

  function areas() {
    const by_depth_cm2 = {};
    DEPTHS.forEach((depth, d) => {
      if (laid[d]) by_depth_cm2[depth] = ledger.treated_mm2(1 + d) / 100;
    });
    return {
      treated_cm2: ledger.treated_mm2(0) / 100,
      bsa_cm2: skin.bsa_mm2 / 100,
      by_zone_cm2: Object.fromEntries(ledger.zones().map(([z, mm2]) => [mesh.zones[z], mm2 / 100])),
      by_depth_cm2,
      by_mark_cm2,
    };
  }

  return Object.freeze({ skin, update, areas });
}

/** A ball's pieces: where it meets the skin, each face has a disc in its plane (mesomap/body/points.py). */
export function ballPieces(skin, walker, face, at, radius_mm) {
  const count = walker.touch(face, at, at, radius_mm);
  const pieces = [];
  for (let i = 0; i < count; i += 1) {
    const near = walker.found[i];
    const [x, y, h] = inPlane(skin, near, at);
    const square = radius_mm * radius_mm - h * h;
    const piece = square > 0 ? disc(skin, near, x, y, Math.sqrt(square)) : null;
    if (piece) pieces.push(piece);
  }
  return pieces;
}

/** How many marks at the beginning, and then at the end, are the same objects as before. */
function unchanged(entries, marks) {
  const most = Math.min(entries.length, marks.length);
  let from = 0;
  while (from < most && entries[from].mark === marks[from]) from += 1;
  let tail = 0;
  while (tail < most - from && entries[entries.length - 1 - tail].mark === marks[marks.length - 1 - tail]) tail += 1;
  return [from, tail];
}

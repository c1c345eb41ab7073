// Points at a spacing measured on the patient's skin: over a region, along a line, round a limb.
//
// Everything here is a pure function of its arguments: the same input gives the same points, in the
// same order, mirrored skin mirrored points. A spacing that makes no sense is a RangeError.

import { layNet } from './net.js';
import { outlinePieces } from './outline.js';
import { FULL } from './pieces.js';
import { girth } from './girth.js';
import { anchorOf, createState, gap, inSpace, placeOf, pointAt, reach, stand, walkOn } from './walk.js';

/** @import { Anchor } from './mesh.js' */
/** @import { Sight } from './sight.js' */
/** @import { Skin } from './skin.js' */
/** @typedef {{faces?: Uint8Array | Iterable<number>, sight?: Sight, anchors?: Anchor[]}} Region */

/** Points nearer than this (mm) are nappage, which has no points. */
export const LEAST_MM = 2;

/**
 * A square grid over a region: each point one spacing from its neighbours along the skin.
 *
 * @param {Skin} skin
 * @param {Region} region  `faces`: Uint8Array (a 1 for each face of it), Set or list of faces; or, for
 *   a drawn outline, `sight` (what it was drawn on) and `anchors` (its corners), which go before `faces`
 * @param {number} spacing_mm
 * @returns {Anchor[]} row by row from the top, from the patient's right to the left
 * @throws RangeError for a spacing under 2 mm, or a region of more than 12,000 points
 */
export function gridIn(skin, region, spacing_mm) {
  check(spacing_mm);
  const area = createRegion(skin, region);
  if (!area.faces.length) return [];
  const { middle, right, up } = axesOf(skin, area);
  const near = around(skin, area, 1.5 * spacing_mm);
  const knots = layNet(skin, middle, right, up, spacing_mm, ([face]) => near[face] === 1);
  return knots
    .filter(({ place }) => area.holds(place))
    .sort((a, b) => b.j - a.j || a.i - b.i)
    .map(({ place }) => anchorOf(skin, place));
}

function check(spacing_mm) {
  if (!(spacing_mm >= LEAST_MM)) throw new RangeError(`a spacing of ${spacing_mm} mm`);
}

/** {faces, pieces: Map face → rings or null for a whole face, holds(place)} */
function createRegion(skin, /** @type {Region} */ { faces, sight, anchors }) {
  const rings = new Map();
  if (sight && anchors) {
    for (const { kind, face, ring } of outlinePieces(skin, sight, anchors)) {
      if (kind === FULL) rings.set(face, null);
      else if (rings.get(face) !== null) rings.set(face, [...(rings.get(face) ?? []), ring]);
    }
  } else if (faces instanceof Uint8Array)
    faces.forEach((is, face) => {
      if (is) rings.set(face, null);
    });
  else for (const face of faces ?? []) rings.set(face, null);
  const holds = ([face, x, y]) =>
    rings.has(face) && (rings.get(face) === null || rings.get(face).some((ring) => inside(ring, x, y)));
  return { faces: [...rings.keys()].sort((a, b) => a - b), holds };
}

function inside(ring, x, y) {
  let odd = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    if (
      ring[i + 1] > y !== ring[j + 1] > y &&
      x < ring[i] + ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1])
    )
      odd = !odd;
  }
  return odd;
}

const THIRD = 1 / 3;

const centreOf = (skin, face) => placeOf(skin, [face, THIRD, THIRD]);

/** Where a grid begins, and which way its rows and columns run: level and upright as the patient stands. */
function axesOf(skin, { faces, holds }) {
  const mean = [0, 0, 0];
  const normal = [0, 0, 0];
  let whole = 0;
  for (const face of faces) {
    const area = skin.area_mm2[face];
    const p = pointAt(skin, centreOf(skin, face));
    for (let k = 0; k < 3; k += 1) {
      mean[k] += area * p[k];
      normal[k] += area * skin.normal[face * 3 + k];
    }
    whole += area;
  }
  for (let k = 0; k < 3; k += 1) mean[k] /= whole;
  const far = (face) => gap(pointAt(skin, centreOf(skin, face)), mean);
  const inRegion = faces.filter((face) => holds(centreOf(skin, face)));
  const some = inRegion.length ? inRegion : faces;
  const first = some.reduce((best, face) => (far(face) < far(best) - 1e-6 ? face : best));
  const at = [skin.normal[first * 3], skin.normal[first * 3 + 1], skin.normal[first * 3 + 2]];
  const aim = Math.abs(at[1]) > 0.85 ? [0, 0, 1] : [0, 1, 0]; // on a sole, up is to the front
  const off = aim[0] * at[0] + aim[1] * at[1] + aim[2] * at[2];
  const up = aim.map((x, k) => x - off * at[k]);
  const right = [up[1] * at[2] - up[2] * at[1], up[2] * at[0] - up[0] * at[2], up[0] * at[1] - up[1] * at[0]];
  return { middle: centreOf(skin, first), right, up };
}

/** Faces of a region and those within a distance of it, over edges: 1 for each. */
function around(skin, { faces }, distance_mm) {
  const near = new Uint8Array(skin.area_mm2.length);
  const middle = (face) => pointAt(skin, centreOf(skin, face));
  let edge = faces.map((face) => [face, middle(face)]);
  for (const face of faces) near[face] = 1;
  while (edge.length) {
    const next = [];
    for (const [face, source] of edge) {
      for (let k = 0; k < 3; k += 1) {
        const beyond = skin.across[face * 3 + k];
        if (beyond < 0 || near[beyond]) continue;
        if (gap(middle(beyond), source) > distance_mm + Math.sqrt(skin.area_mm2[beyond])) continue;
        near[beyond] = 1;
        next.push([beyond, source]);
      }
    }
    edge = next;
  }
  return near;
}

/** Steps in which a line is followed, mm. */
const STEP_MM = 1;

/**
 * Points along a drawn line: the first at its beginning, then each where the line is one spacing away,
 * along the skin, from the point before.
 * @param {Skin} skin
 * @param {Anchor[]} anchors  of the line
 * @param {number} spacing_mm
 */
export function alongLine(skin, anchors, spacing_mm) {
  check(spacing_mm);
  if (!anchors.length) return [];
  const track = follow(skin, anchors);
  const points = [track[0]];
  const off = (place) => reach(skin, points[points.length - 1], place, [0, 0]);
  for (let k = 1; k < track.length; k += 1) {
    const straight = gap(pointAt(skin, track[k]), pointAt(skin, points[points.length - 1]));
    if (straight < 0.8 * spacing_mm) continue;
    const [before, now] = [off(track[k - 1]), off(track[k])];
    if (now < spacing_mm) continue;
    points.push(spacing_mm - before < now - spacing_mm ? track[k - 1] : track[k]);
  }
  return points.map((place) => anchorOf(skin, place));
}

/** Places along a line on the skin, a step apart or less. */
function follow(skin, anchors) {
  const places = anchors.map((anchor) => placeOf(skin, anchor));
  const track = [places[0]];
  const to = [0, 0];
  const state = createState();
  for (let k = 1; k < places.length; k += 1) {
    const [from, end] = [places[k - 1], places[k]];
    const long = reach(skin, from, end, to);
    const steps = Math.ceil(long / STEP_MM);
    if (!stand(skin, state, from, inSpace(skin, from[0], to[0], to[1]))) continue;
    for (let s = 1; s < steps && walkOn(skin, state, long / steps); s += 1) track.push([state.face, state.x, state.y]);
    track.push(end);
  }
  return track;
}

/**
 * A ring round the limb or the trunk at a place: where the plane square to the limb cuts the skin,
 * points at equal distances along the skin, the first at the place itself.
 * @param {Skin} skin
 * @param {Anchor} anchor
 * @param {{spacing_mm?: number, count?: number}} how  the spacing is rounded so that the ring closes
 * @returns {Anchor[]} [] where the cut does not close (at the rim of an eye or the mouth)
 */
export function ringRound(skin, anchor, { spacing_mm, count }) {
  if (count === undefined) check(spacing_mm);
  const ring = girth(skin, placeOf(skin, anchor));
  if (!ring) return [];
  const many = count ?? Math.max(3, Math.round(ring.long_mm / spacing_mm));
  return ring.points(many).map((place) => anchorOf(skin, place));
}

// How sure a treated area is: the ± within which nine of ten such areas are. The same figure as
// the server's (mesomap/body/uncertainty.py, where it is explained), from the same coefficients.

import { shareOff } from './distance.js';
import { KINDS } from './kinds.js';
import { positionOf } from './skin.js';
import { TABLE } from './uncertainty_table.js';

/** @import { Kind, Shape } from './kinds.js' */
/** @import { Skin } from './skin.js' */

const ADULT_AGE_YEARS = 18;
/** An outline's rim is taken as turned away by no more than this (cosine). */
const STEEPEST = 0.2;
/** Nor is its skin taken to be larger by more than this where it was drawn folded (area). */
const LARGEST = 5;
/** What a mark adds of its own is known for marks of this size, and is the more the smaller it is. */
const SIZE_MM2 = 5000;
const SMALLEST_MM2 = 500;
/** @type {Record<Kind, number>} */
const TERM = { patch: 0, zone: 0, stroke: 1, point: 2 };

const families = TABLE.families;
const other = families - 1;
const zeros = () => new Float64Array(families);
const sum = (values) => values.reduce((a, b) => a + b, 0);
const familyOfZone = (key) => TABLE.family_of_zone[key] ?? other;

/**
 * @param {{
 *   marks: readonly Shape[], areas: {treated_cm2: number, by_mark_cm2: Record<string, number>},
 *   body: {age_years: number}, body_estimated?: boolean, body_asked?: object | null, skin: Skin,
 * }} asked
 *   `marks` in the interchange form; `areas` of them as the twin gives (`treated_cm2`,
 *   `by_mark_cm2` by id); `body` as a session has it; `body_estimated` whether a silhouette stood in for
 *   height and weight; `body_asked` what is known of the person where `body` is only the nearest
 *   one; `skin` of the patient (`createPoses`)
 * @returns {number | null} ± in per cent of treated_cm2, to a tenth; null where nothing is treated
 */
export function uncertaintyPct({ marks, areas, body, body_estimated = false, body_asked = null, skin }) {
  if (!(areas.treated_cm2 > 0)) return null;
  const group = TABLE.groups[body.age_years >= ADULT_AGE_YEARS ? 'adult' : 'child'];
  const given = group[body_estimated ? 'estimated' : 'known'];
  const found = terms(marks, areas, skin);
  const share = Math.sqrt(sum(Object.values(variances(found, given)))) / found.treated;
  const off = (shareOff(body_asked, body) * sum(sizes(found, given))) / found.treated;
  return Math.round(1000 * (covered(found, given.cover) * share + off)) / 10;
}

/** How many standard deviations hold nine of ten: by kind, in the measure of their areas. */
function covered(found, cover) {
  const part = ['surface', 'band', 'dots'].map((name) => [cover[name], sum(found[name])]);
  return sum(part.map(([k, area]) => k * area)) / sum(part.map(([, area]) => area));
}

/** Variance (mm⁴) of an area that it adds by itself; `own` that of SIZE_MM2, relative. */
const ownVariance = (own, area_mm2, falls) =>
  own * (SIZE_MM2 / Math.max(area_mm2, SMALLEST_MM2)) ** (2 * falls) * area_mm2 ** 2;

/** What goes with the body of an area, by family, in mm²; a point has its radius on any body. */
function sizes(found, given) {
  const loose = between(found.overlap, given.overlap, given.dots);
  return found.surface.map((s, f) => s + given.strokes * found.band[f] + loose * found.dots[f]);
}

/** Variance (mm⁴) of an area by what it comes from. */
function variances(found, given) {
  const loose = between(found.overlap, given.overlap, given.dots);
  const size = sizes(found, given);
  const dots = sum(found.dots);
  const counted = sum(found.band) + dots;
  let shape = 0;
  let place = 0;
  for (let f = 0; f < families; f += 1) {
    for (let g = 0; g < families; g += 1) shape += size[f] * given.shared[f][g] * size[g];
    place += ownVariance(given.own[f], given.strokes * found.band[f], given.falls);
    place += ownVariance(given.own[f], loose * found.dots[f], given.falls);
  }
  for (const [area, family] of found.single) place += ownVariance(given.own[family], area, given.falls);
  return {
    shape,
    place,
    rim: given.rim * found.rim,
    grid: (given.grid * found.overlap * (1 - found.overlap) * dots ** 2) / Math.max(found.points, 1),
    least: given.least * counted ** 2 + given.path * found.strokes,
  };
}

/** An area taken apart: outlines and zones first, then what strokes and points add. mm². */
function terms(/** @type {readonly Shape[]} */ marks, areas, skin) {
  const treated = areas.treated_cm2 * 100;
  const { by_mark_cm2 } = areas;
  const alone = marks.map((mark) => by_mark_cm2[mark.id] * 100);
  const kind = marks.map((mark) => TERM[mark.kind]);
  const total = [0, 0, 0];
  kind.forEach((k, i) => {
    total[k] += alone[i];
  });
  let left = treated;
  const share = total.map((whole) => {
    const part = Math.min(left, whole);
    left -= part;
    return part / Math.max(whole, 1e-9);
  });
  const found = {
    treated,
    single: [],
    rim: 0,
    strokes: 0,
    points: 0,
    overlap: total[2] ? 1 - share[2] : 0,
  };
  const by = [zeros(), zeros(), zeros()];
  marks.forEach((mark, i) => {
    const k = kind[i];
    const counted = alone[i] * share[k];
    const weight = weights(skin.mesh, mark);
    weight.forEach((w, f) => {
      by[k][f] += counted * w;
    });
    if (k === 0) found.single.push([counted, weight.indexOf(Math.max(...weight))]);
    if (k === 1) found.strokes += counted ** 2;
    if (k === 2) found.points += 1;
    if (KINDS[mark.kind].closed) found.rim += rim(skin, mark) * share[0] ** 2;
  });
  return { ...found, surface: by[0], band: by[1], dots: by[2] };
}

/** Share of a mark's anchors in each family. */
function weights(mesh, /** @type {Shape} */ mark) {
  const found = zeros();
  if (KINDS[mark.kind].whole) {
    found[familyOfZone(mark.zone)] = 1;
    return found;
  }
  for (const [face] of mark.anchors) found[familyOfZone(mesh.zones[mesh.zoneOf[face]])] += 1 / mark.anchors.length;
  return found;
}

/** Variance (mm⁴) of an outline's area, drawn by a finger whose error runs along with it. */
function rim(skin, /** @type {Shape} */ { anchors, view }) {
  const toward = TABLE.toward[view];
  const drawnOn = (TABLE.posed.includes(view) ? skin.raised : skin.standing) ?? skin;
  const path = anchors.map((anchor) => positionOf(drawnOn, anchor));
  let length = 0;
  let variance = 0;
  anchors.forEach(([face], i) => {
    const next = path[(i + 1) % path.length];
    const step = path[i].map((p, k) => next[k] - p);
    const deep = sum(step.map((s, k) => s * toward[k]));
    const drawn = Math.hypot(...step.map((s, k) => s - deep * toward[k]));
    const facing = sum(toward.map((t, k) => t * drawnOn.normal[3 * face + k]));
    length += drawn;
    const larger = Math.min(skin.area_mm2[face] / drawnOn.area_mm2[face], LARGEST);
    variance += drawn * (larger / Math.max(facing, STEEPEST)) ** 2;
  });
  return TABLE.finger_mm ** 2 * Math.min(TABLE.along_mm * Math.sqrt(2 * Math.PI), length) * variance;
}

/** Straight between the knots (x rising, y); flat beyond. */
function between(at, x, y) {
  if (at <= x[0]) return y[0];
  const i = x.findIndex((knot) => knot >= at);
  if (i < 0) return y[y.length - 1];
  return y[i - 1] + ((y[i] - y[i - 1]) * (at - x[i - 1])) / (x[i] - x[i - 1]);
}

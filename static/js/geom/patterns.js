// Patterns of points that have a source, laid on the patient's skin; with mirrors, walks and grids for their users.
//
// Lumbar grid: on each level 0 (between the spinous processes), 1.5, 5 and 8 cm from the midline, each
// side. Knee: six deep intradermal points on the joint line, four in front and two behind, and a
// nappage of the four faces. Which points of the joint line they are is not given: here they lie
// beside the patellar tendon, at the collateral ligaments, and behind on both sides of the vessels.

import { cut, girth } from './girth.js';
import { facesOfZone } from './mesh.js';
import { anchorOf, createState, placeOf, pointAt, stand, walkOn } from './walk.js';

/** @import { Anchor } from './mesh.js' */
/** @import { Skin } from './skin.js' */

export { decodeMirror, mirrored, mirroredMark, otherSide } from './mirror.js';
export { walk, distanceOnSkin } from './walk.js';
export { alongLine, gridIn, ringRound } from './grid.js';

export const LUMBAR_LEVELS = Object.freeze(['L1', 'L2', 'L3', 'L4', 'L5', 'S1']);

/** Distances from the midline, mm. */
export const LUMBAR_OFFSETS_MM = Object.freeze([0, 15, 50, 80]);

/** Directions of the body: to the patient's right and left. */
const SIDES = Object.freeze([
  ['R', [-1, 0, 0]],
  ['L', [1, 0, 0]],
]);

/**
 * @param {Skin} skin
 * @param {{spine: Array<{key: string, anchor: Anchor}>}} layers  layers-1.json
 * @param {readonly string[]} levels  keys of the spine, "C1" … "S5"
 * @param {readonly number[]} offsets_mm  from the midline, along the skin, square to it
 * @returns {Anchor[]} level by level, from the midline outwards, right before left
 * @throws RangeError for a level that the layers do not have
 */
export function lumbarGrid(skin, layers, levels = LUMBAR_LEVELS, offsets_mm = LUMBAR_OFFSETS_MM) {
  return lumbarPlaces(skin, layers, levels, offsets_mm).map(({ anchor }) => anchor);
}

/**
 * The same places by name, as `points.examined` keeps them: [{key: "L4.R15", level, side, offset_mm,
 * anchor, point}]; `side` "R", "L" or "" on the midline, `point` [x, y, z] in mm on this skin.
 */
export function lumbarPlaces(skin, layers, levels = LUMBAR_LEVELS, offsets_mm = LUMBAR_OFFSETS_MM) {
  return levels.flatMap((level) => {
    const row = layers.spine.find(({ key }) => key === level);
    if (!row) throw new RangeError(`no level ${level}`);
    const place = (side, offset_mm, anchor) => {
      if (!anchor) return [];
      const key = `${level}.${side}${offset_mm}`;
      return [Object.freeze({ key, level, side, offset_mm, anchor, point: pointOf(skin, anchor) })];
    };
    return offsets_mm.flatMap((offset_mm) =>
      offset_mm === 0
        ? place('', 0, Object.freeze([...row.anchor]))
        : SIDES.flatMap(([side, way]) => place(side, offset_mm, fromMidline(skin, row.anchor, way, offset_mm))),
    );
  });
}

/** Where an anchor is on a skin, [x, y, z] in mm. */
export const pointOf = (skin, anchor) => pointAt(skin, placeOf(skin, anchor));

/** The place on one side whose straight way to the midline is `offset_mm` long and square to it. */
function fromMidline(skin, anchor, side, offset_mm) {
  const state = createState();
  if (!stand(skin, state, placeOf(skin, anchor), side)) return null;
  return walkOn(skin, state, offset_mm) ? anchorOf(skin, [state.face, state.x, state.y]) : null;
}

/** Shares of the way round from the tendon to the hollow: beside the one, at the ligament, beside the other. */
const JOINT_LINE = Object.freeze([0.14, 0.4, 0.8]);

/** The leg's axis is taken from girths this far above and below the joint line, mm. */
const AXIS_MM = 60;

/** The four faces of a knee: zones for its nappage, without the side. */
export const KNEE_FACES = Object.freeze(['knee_patellar', 'knee_medial', 'knee_lateral', 'knee_popliteal']);

/** Keys of the zones that a knee's nappage covers. */
export const kneeZones = (side) => KNEE_FACES.map((zone) => `${zone}.${letter(side)}`);

const letter = (side) => (side === 'left' || side === 'L' ? 'L' : 'R');

/**
 * The six points of a knee on its joint line.
 * @param {Skin} skin  of a mesh whose zones have joint lines (version 2 on)
 * @param {object} _layers  not used: the joint line is a zone
 * @param {string} side  "left" or "right", the patient's
 * @returns {Anchor[]} six: in front from the outer to the inner side, then behind likewise
 * @throws RangeError where the mesh has no such zones
 */
export function kneePattern(skin, _layers, side) {
  const is = letter(side);
  const [inner, outer, tendon, hollow] = [
    'knee_joint_line_medial',
    'knee_joint_line_lateral',
    'patellar_tendon',
    'knee_popliteal',
  ].map((zone) => middleOf(skin, `${zone}.${is}`));
  const ring = jointLine(skin, inner, outer);
  const front = nearest(skin, ring, tendon.point);
  const onward = wrap(nearest(skin, ring, hollow.point) - front); // from the front to behind, as shares grow
  const innerWay = wrap(nearest(skin, ring, inner.point) - front) < onward ? onward : onward - 1;
  const outerWay = innerWay > 0 ? innerWay - 1 : innerWay + 1;
  const at = (way, share) => anchorOf(skin, ring.at(wrap(front + way * share)));
  const [beside, ligament, behind] = JOINT_LINE;
  return [
    at(outerWay, ligament),
    at(outerWay, beside),
    at(innerWay, beside),
    at(innerWay, ligament),
    at(outerWay, behind),
    at(innerWay, behind),
  ];
}

const wrap = (share) => share - Math.floor(share);

/** The ring round the knee square to the leg, at the mean height of the two sides of the joint line. */
function jointLine(skin, inner, outer) {
  const near = girth(skin, inner.place);
  const [above, below] = [1, -1].map((way) => near && ringAway(skin, inner.place, near.axis, way * AXIS_MM));
  if (!above || !below) throw new RangeError('no ring round the knee');
  const axis = unit(above.middle.map((x, k) => x - below.middle[k]));
  const shift = dot(outer.point, axis) - dot(inner.point, axis);
  const ring = ringAway(skin, inner.place, axis, shift / 2);
  if (!ring) throw new RangeError('no ring round the knee');
  return ring;
}

/** The cut square to an axis through the place that a walk along the axis leads to. */
function ringAway(skin, place, axis, distance_mm) {
  const state = createState();
  if (
    !stand(
      skin,
      state,
      place,
      axis.map((x) => x * (distance_mm < 0 ? -1 : 1)),
    )
  )
    return null;
  walkOn(skin, state, Math.abs(distance_mm));
  return cut(skin, [state.face, state.x, state.y], axis);
}

const dot = (p, q) => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];

const unit = (p) => p.map((x) => x / Math.hypot(...p));

/** The middle of a zone: its face nearest to the mean of all, {place, point}. */
function middleOf(skin, zone) {
  const faces = facesOfZone(skin.mesh, zone);
  if (!faces.length) throw new RangeError(`no zone ${zone}`);
  const middle = (face) => pointAt(skin, placeOf(skin, [face, 1 / 3, 1 / 3]));
  const mean = [0, 0, 0];
  let whole = 0;
  for (const face of faces) {
    middle(face).forEach((x, k) => {
      mean[k] += x * skin.area_mm2[face];
    });
    whole += skin.area_mm2[face];
  }
  const far = (face) => Math.hypot(...middle(face).map((x, k) => x - mean[k] / whole));
  const face = faces.reduce((best, one) => (far(one) < far(best) ? one : best));
  return { place: placeOf(skin, [face, 1 / 3, 1 / 3]), point: middle(face) };
}

const PARTS = 360;

/** Share of a ring at which it comes nearest to a point. */
function nearest(skin, ring, point) {
  const far = (share) => Math.hypot(...pointAt(skin, ring.at(share)).map((x, k) => x - point[k]));
  let best = 0;
  for (let k = 1; k < PARTS; k += 1) if (far(k / PARTS) < far(best)) best = k / PARTS;
  return best;
}

// Strokes: a line drawn on a view, laid on the skin as a band of a width.
//
// The line is cut at the edges of the faces it is drawn across; each piece becomes a capsule (a ball
// swept along it), and each face near it is cut by the capsule in its own plane. Where the two planes
// are nearly one the piece of line is taken to lie in both. As mesomap/body/strokes.py.

import { segmentIn } from './clip.js';
import { simplify } from './lines.js';
import { capsule, disc } from './pieces.js';
import { HIDDEN, seenIn } from './seen.js';
import { inPlane, positionOf } from './skin.js';

/** @import { Anchor, Point } from './mesh.js' */
/** @import { Pose } from './poses.js' */
/** @import { Sight } from './sight.js' */

/** A finger's path is thinned to this on the drawing (mm) before it is laid on the skin. */
const THINNING_MM = 0.05;

/** Shorter pieces of line (mm) are rounding. */
const SHORTEST_MM = 1e-6;

/** Faces turned by less than 14° from the line's own are cut as if they lay in its plane. */
const SAME_PLANE_COSINE = 0.97;

/** Steps in which the faces along a line are looked for, mm. */
const STEP_MM = 12;

/**
 * Pieces of the patient's skin under a stroke.
 * @param {(face: number) => Pose} poseAt  `createPoses(…).at`
 * @param {Sight} sight  what the stroke was drawn on
 * @param {readonly Anchor[]} anchors
 * @param {number} radius_mm  half the width of the stroke
 */
export function bandPieces(poseAt, sight, anchors, radius_mm) {
  const seen = seenIn(sight);
  const path = anchors.map(seen.place);
  const reach = (k) => Math.max(...path.map((p) => p[k])) - Math.min(...path.map((p) => p[k]));
  const pieces = [];
  if (Math.max(reach(0), reach(1)) < SHORTEST_MM) {
    const pose = poseAt(anchors[0][0]);
    const at = positionOf(pose.skin, anchors[0]);
    cutFaces(pose, anchors[0][0], at, at, radius_mm, pieces);
    return pieces;
  }
  const line = simplify(path, THINNING_MM);
  for (let i = 1; i < line.length; i += 1) {
    onFaces(seen, line[i - 1], line[i], (face, from, to) => {
      const pose = poseAt(face);
      const [one, two] = [positionOf(pose.skin, [face, ...from]), positionOf(pose.skin, [face, ...to])];
      cutFaces(pose, face, one, two, radius_mm, pieces);
    });
  }
  return pieces;
}

/** Cuts a segment of the drawing at the visible faces: face and its two ends [b1, b2]. */
function onFaces(seen, one, two, visit) {
  const [du, dv] = [two[0] - one[0], two[1] - one[1]];
  const long = Math.hypot(du, dv);
  const steps = Math.max(1, Math.ceil(long / STEP_MM));
  const faces = new Set();
  for (let k = 0; k < steps; k += 1) {
    const [a, b] = [k / steps, (k + 1) / steps];
    const [u0, v0, u1, v1] = [one[0] + a * du, one[1] + a * dv, one[0] + b * du, one[1] + b * dv];
    seen.cells.faces(Math.min(u0, u1), Math.min(v0, v1), Math.max(u0, u1), Math.max(v0, v1), (face) => faces.add(face));
  }
  for (const face of faces) {
    if (segmentIn(seen.ring(face), ...one, ...two) === null || seen.state(face) === HIDDEN) continue;
    for (const part of seen.parts(face)) {
      const stretch = segmentIn(part, ...one, ...two);
      if (stretch === null || (stretch[1] - stretch[0]) * long <= SHORTEST_MM) continue;
      const [from, to] = stretch.map((t) => seen.at(face, one[0] + t * du, one[1] + t * dv));
      visit(face, from, to);
    }
  }
}

/** The faces that a capsule touches, each cut in its own plane. */
function cutFaces(/** @type {Pose} */ { skin, walker, settled }, face, one, two, radius_mm, pieces) {
  const count = walker.touch(face, one, two, radius_mm);
  const { normal: n } = skin;
  const k = face * 3;
  for (let i = 0; i < count; i += 1) {
    const near = walker.found[i];
    const m = near * 3;
    const level = n[m] * n[k] + n[m + 1] * n[k + 1] + n[m + 2] * n[k + 2] > SAME_PLANE_COSINE;
    const [p, q] = [inPlane(skin, near, one), inPlane(skin, near, two)];
    if (level && one !== two) {
      p[2] = 0;
      q[2] = 0;
    }
    const piece = one === two ? discAt(skin, near, p, radius_mm) : capsule(skin, near, p, q, radius_mm);
    if (piece) pieces.push(...settled(piece));
  }
}

function discAt(skin, face, /** @type {Point} */ [x, y, h], radius_mm) {
  const square = radius_mm * radius_mm - h * h;
  return square > 0 ? disc(skin, face, x, y, Math.sqrt(square)) : null;
}

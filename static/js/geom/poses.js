// A body whose armpits are measured with raised arms, and all other skin with hanging ones: folded
// skin has no area of its own. A face has one pose, and so one plane, whichever view it is marked in.
// As mesomap/body/poses.py, where it is explained.

import { cutConvex } from './clip.js';
import { CAPSULE, FULL, full, ringPiece } from './pieces.js';
import { createSkin } from './skin.js';
import { createWalker } from './touch.js';

/** @import { Mesh } from './mesh.js' */
/** @typedef {ReturnType<ReturnType<typeof createPoses>['at']>} Pose */

/** Corners of the polygon that stands for a disc which is carried over; it has the circle's area. */
const CORNERS = 64;
const ENLARGE = Math.sqrt((2 * Math.PI) / (CORNERS * Math.sin((2 * Math.PI) / CORNERS)));
/** A swept ball is carried over as discs this share of its radius apart. */
const APART = 0.125;

/**
 * @param {Mesh} mesh
 * @param {Float32Array} body_mm  x, y, z of every vertex, mm, arms hanging
 * @param {?{xyz_mm: Float32Array, spread: Uint8Array}} raised  the same with raised arms, and a flag
 *   for each face that is measured so (`decodeRaised`); null: none is
 * @returns frozen {skin, at(face)}
 *   `skin` is `createSkin` of the hanging arms with the planes and areas that faces are measured in,
 *   and {standing, raised}, both poses; `at(face)` the pose to lay a mark of that face on:
 *   {skin, walker, settled(piece)}, where `settled` lists what a piece is on the measured skin
 */
export function createPoses(mesh, body_mm, raised = null) {
  const standing = createSkin(mesh, body_mm);
  const up = raised ? createSkin(mesh, raised.xyz_mm) : standing;
  const skin = raised ? measured(standing, up, raised.spread) : standing;
  const poseOf = (laid, mine) => {
    let walker = null;
    return Object.freeze({
      skin: laid,
      get walker() {
        return (walker ??= createWalker(laid));
      },
      settled: (piece) => (!raised || raised.spread[piece.face] === mine ? [piece] : carried(laid, skin, piece)),
    });
  };
  const poses = [poseOf(standing, 0), poseOf(up, 1)];
  return Object.freeze({ skin, at: (face) => poses[raised ? raised.spread[face] : 0] });
}

function measured(standing, up, spread) {
  const own = {};
  for (const name of ['bx', 'cx', 'cy', 'area_mm2']) {
    own[name] = standing[name].map((value, face) => (spread[face] ? up[name][face] : value));
  }
  return Object.freeze({ ...standing, ...own, standing, raised: up });
}

/** What a piece in the plane that its face has on one skin is in the plane of the same face of another. */
function carried(one, other, piece) {
  const { face } = piece;
  if (piece.kind === FULL) return [full(other, face)];
  const discs = piece.kind === CAPSULE ? along(piece) : [[piece.x, piece.y, piece.r]];
  const triangle = [0, 0, one.bx[face], 0, one.cx[face], one.cy[face]];
  return discs
    .map((disc) => ringPiece(other, face, moved(one, other, face, cutConvex(circle(...disc), triangle))))
    .filter((ring) => ring !== null);
}

function circle(x, y, r) {
  const ring = [];
  for (let k = 0; k < CORNERS; k += 1) {
    const angle = (k * 2 * Math.PI) / CORNERS;
    ring.push(x + ENLARGE * r * Math.cos(angle), y + ENLARGE * r * Math.sin(angle));
  }
  return ring;
}

/** Discs [x, y, r] that a swept ball cuts out of a plane, close together. */
function along({ x, y, h, x2, y2, h2, r }) {
  const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x, y2 - y, h2 - h) / (APART * r)));
  const discs = [];
  for (let k = 0; k <= steps; k += 1) {
    const t = k / steps;
    const square = r * r - (h + t * (h2 - h)) ** 2;
    if (square > 0) discs.push([x + t * (x2 - x), y + t * (y2 - y), Math.sqrt(square)]);
  }
  return discs;
}

function moved(one, other, face, ring) {
  for (let k = 0; k < ring.length; k += 2) {
    const b2 = ring[k + 1] / one.cy[face];
    const b1 = (ring[k] - b2 * one.cx[face]) / one.bx[face];
    ring[k] = b1 * other.bx[face] + b2 * other.cx[face];
    ring[k + 1] = b2 * other.cy[face];
  }
  return ring;
}

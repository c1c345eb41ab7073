// Skin to leave alone, as places on the skin: whether a mark would lie on it.

import { hit } from './hit.js';
import { KINDS, never } from './kinds.js';
import { inRing, ringArea } from './lines.js';
import { facesOfZone } from './mesh.js';
import { place } from './sight.js';
import { dense } from './trace.js';

/** @import { Shape } from './kinds.js' */
/** @import { Anchor } from './mesh.js' */

/** Places of a patch are this far apart, or farther where it is too large for so many. */
const PITCH_MM = 3;
const MOST_PLACES = 600;

/** A mark this far beside a place of the patch lies on it: half the way to the next, and a hand's slip. */
const reachOf = (pitch_mm) => 0.7 * pitch_mm + 1;

export function spotOf(mesh, /** @type {Anchor} */ [face, b1, b2]) {
  const { faces, xyz_mm: p } = mesh;
  const [a, b, c] = [0, 1, 2].map((k) => faces[face * 3 + k] * 3);
  return [0, 1, 2].map((k) => (1 - b1 - b2) * p[a + k] + b1 * p[b + k] + b2 * p[c + k]);
}

const gap = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);

const ringIn = (sight, anchors) =>
  anchors.map((anchor) => {
    const p = place(sight, anchor);
    return [p.u_mm, p.v_mm];
  });

function outlineAnchors(sight, nogo) {
  const ring = ringIn(sight, nogo.anchors);
  const pitch_mm = Math.max(PITCH_MM, Math.sqrt(ringArea(ring) / MOST_PLACES));
  const [us, vs] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
  const found = [...nogo.anchors];
  for (let v = Math.min(...vs); v <= Math.max(...vs); v += pitch_mm) {
    for (let u = Math.min(...us); u <= Math.max(...us); u += pitch_mm) {
      const on = inRing([u, v], ring) ? hit(sight, u, v, 0) : null;
      if (on) found.push(on.anchor);
    }
  }
  return { found, pitch_mm };
}

function discAnchors(sight, mesh, { anchors: [centre], radius_mm }) {
  const found = [centre];
  const at = sight && place(sight, centre);
  if (!at?.visible) return found;
  const middle = spotOf(mesh, centre);
  for (let dv = -radius_mm; dv <= radius_mm; dv += PITCH_MM / 2) {
    for (let du = -radius_mm; du <= radius_mm; du += PITCH_MM / 2) {
      const on = hit(sight, at.u_mm + du, at.v_mm + dv, 0);
      if (on && gap(spotOf(mesh, on.anchor), middle) <= radius_mm) found.push(on.anchor);
    }
  }
  return found;
}

/**
 * A patch ready to be asked: `sight` is how the drawing that it was drawn on sees the skin (null: unknown).
 * @returns {{nogo: object, anchors: Array, spots: Array, middle: number[], far_mm: number, reach_mm: number}}
 */
export function patchOf(mesh, nogo, sight) {
  const round = nogo.radius_mm !== undefined;
  const { found, pitch_mm } =
    round || !sight
      ? { found: round ? discAnchors(sight, mesh, nogo) : [...nogo.anchors], pitch_mm: PITCH_MM / 2 }
      : outlineAnchors(sight, nogo);
  const spots = found.map((anchor) => spotOf(mesh, anchor));
  const middle = [0, 1, 2].map((k) => spots.reduce((sum, p) => sum + p[k], 0) / spots.length);
  const reach_mm = found.length === 1 && round ? nogo.radius_mm : reachOf(pitch_mm);
  const far_mm = Math.max(...spots.map((p) => gap(p, middle))) + reach_mm;
  return Object.freeze({ nogo, anchors: found, spots, middle, far_mm, reach_mm });
}

/** The place of a patch that is nearest to its middle: where it is, in a word. */
export function centreOf({ anchors, spots, middle }) {
  const far = spots.map((p) => gap(p, middle));
  return anchors[far.indexOf(Math.min(...far))];
}

const holds = (patch, p) =>
  gap(p, patch.middle) <= patch.far_mm && patch.spots.some((q) => gap(p, q) <= patch.reach_mm);

/** Places along a line or round an outline, as it is straight on its own drawing. */
function along(own, mark, closed) {
  return dense(ringIn(own, mark.anchors), closed)
    .map(([u, v]) => hit(own, u, v)?.anchor)
    .filter(Boolean);
}

/**
 * Whether a mark lies on a patch. `sightOf(figure, view, limb)` gives how a drawing sees the skin,
 * `zones` is the version of the zones that whole zones are of.
 */
export function liesOn(patch, mesh, /** @type {Shape} */ mark, sightOf, zones) {
  const touches = (anchor) => holds(patch, spotOf(mesh, anchor));
  switch (mark.kind) {
    case 'zone':
      return isIn(patch, new Set(facesOfZone(mesh, mark.zone, zones)));
    case 'point':
      return mark.anchors.some(touches);
    case 'stroke':
    case 'patch':
      return mark.anchors.some(touches) || crosses(patch, mesh, mark, sightOf, touches);
    default:
      return never(mark.kind);
  }
}

const isIn = (patch, faces) => patch.anchors.some(([face]) => faces.has(face));

/** Whether a line passes over a patch between its anchors, or goes round it. */
function crosses(patch, mesh, /** @type {Shape} */ mark, sightOf, touches) {
  const own = sightOf(
    mark.figure ?? null,
    mark.view,
    mark.anchors.some(([face]) => mesh.partOf[face] > 0),
  );
  if (!own) return false;
  const { closed } = KINDS[mark.kind];
  if (along(own, mark, closed).some(touches)) return true;
  if (!closed) return false;
  const ring = ringIn(own, mark.anchors);
  return patch.anchors.some((anchor) => {
    const p = place(own, anchor);
    return p.visible && inRing([p.u_mm, p.v_mm], ring);
  });
}

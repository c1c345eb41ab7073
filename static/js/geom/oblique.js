// Outlines on skin that is turned away: how much of one is, and the same skin outlined in a better view.

import { hit } from './hit.js';
import { crosses, distance, inRing, simplify } from './lines.js';
import { place } from './sight.js';

/** Skin turned past this is seen so flat that a finger's width there is a hand's on the body. */
const GRAZING = Math.cos((70 * Math.PI) / 180);

/** A straight edge of the old drawing is followed on the skin in steps of this; then thinned again. */
const [STEP_MM, THIN_MM] = [3, 0.4];

const MIDDLE = [1 / 3, 1 / 3];

/** Area of a face on the drawing and on the body it is drawn from, mm². */
function areas({ mesh, seen }, face) {
  const [a, b, c] = [mesh.faces[face * 3], mesh.faces[face * 3 + 1], mesh.faces[face * 3 + 2]];
  const { u_mm: u, v_mm: v, depth_mm: d } = seen;
  const [pu, pv, pd, qu, qv, qd] = [u[b] - u[a], v[b] - v[a], d[b] - d[a], u[c] - u[a], v[c] - v[a], d[c] - d[a]];
  const flat = pu * qv - pv * qu;
  return { seen_mm2: Math.abs(flat) / 2, true_mm2: Math.hypot(flat, pv * qd - pd * qv, pd * qu - pu * qd) / 2 };
}

const middleOf = ({ mesh, seen }, face) => ['u_mm', 'v_mm'].map((name) => [0, 1, 2]
  .reduce((sum, k) => sum + seen[name][mesh.faces[face * 3 + k]], 0) / 3);

/** Faces under a ring drawn in `sight`: those that are seen, and whose middle lies inside. */
export function facesUnder(sight, ring) {
  const found = [];
  for (let face = 0; face < sight.shown.length; face += 1) {
    if (sight.shown[face] && inRing(middleOf(sight, face), ring) && place(sight, [face, ...MIDDLE]).visible) found.push(face);
  }
  return found;
}

/**
 * How `sight` sees these faces: {oblique, seen}, shares (0-1) of their skin that is turned past 70°
 * and that is seen at all.
 */
export function facing(sight, faces) {
  let [all, turned, seen] = [0, 0, 0];
  for (const face of faces) {
    const { seen_mm2, true_mm2 } = areas(sight, face);
    all += true_mm2;
    if (!place(sight, [face, ...MIDDLE]).visible) continue;
    seen += true_mm2;
    if (seen_mm2 < GRAZING * true_mm2) turned += true_mm2;
  }
  return all ? { oblique: turned / all, seen: seen / all } : { oblique: 0, seen: 0 };
}

/** Anchors of the skin under a closed, straight-edged line of `own`, close to one another. */
function dense(own, ring) {
  return ring.flatMap((from, i) => {
    const to = ring[(i + 1) % ring.length];
    const steps = Math.max(1, Math.ceil(distance(from, to) / STEP_MM));
    return Array.from({ length: steps }, (_unused, k) => {
      const t = k / steps;
      return hit(own, from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]))?.anchor;
    }).filter(Boolean);
  });
}

/**
 * The outline `anchors` of the view `own`, round the same skin in the view `other`: its anchors
 * there, or null where that view does not see all of it or the line would cross itself.
 */
export function carry(own, other, anchors) {
  const ring = anchors.map((anchor) => { const at = place(own, anchor); return [at.u_mm, at.v_mm]; });
  const spots = dense(own, ring).map((anchor) => ({ anchor, at: place(other, anchor) }));
  if (spots.length < 3 || spots.some(({ at }) => !at.visible)) return null;
  const named = new Map(spots.map(({ anchor, at }) => [`${at.u_mm} ${at.v_mm}`, anchor]));
  const line = spots.map(({ at }) => [at.u_mm, at.v_mm]);
  const thin = simplify(line, THIN_MM);
  if (thin.length < 3 || crosses(thin)) return null;
  return thin.map(([u, v]) => named.get(`${u} ${v}`));
}

// From a place on the drawing to an anchor on the skin.

import { zoneOfFace } from './mesh.js';
import { skinAt } from './sight.js';

/** A tap just beside the silhouette is meant for the skin: a fingertip hides 3 mm. */
export const SNAP_MM = 3;

const DIRECTIONS = Array.from({ length: 16 }, (_unused, k) => {
  const angle = (k * Math.PI) / 8;
  return [Math.cos(angle), Math.sin(angle)];
});

/** Five decimals are 0.2 µm on a face; rounding down keeps the anchor inside its face. */
const down = (x) => Math.floor(Math.min(1, Math.max(0, x)) * 1e5) / 1e5;

function nearby(sight, u_mm, v_mm, reach_mm) {
  for (let r = 0.5; r <= reach_mm; r += 0.5) {
    for (const [du, dv] of DIRECTIONS) {
      const found = skinAt(sight, u_mm + r * du, v_mm + r * dv);
      if (found) return found;
    }
  }
  return null;
}

/** {anchor: [face, b1, b2], zone: key|null} under (u, v), or null beside the body. */
export function hit(sight, u_mm, v_mm, snap_mm = SNAP_MM) {
  const found = skinAt(sight, u_mm, v_mm) ?? nearby(sight, u_mm, v_mm, snap_mm);
  if (!found) return null;
  const b1 = down(found.b1);
  return {
    // on an edge of the face the two may add up to a hair more than 1
    anchor: Object.freeze([found.face, b1, down(Math.min(found.b2, 1 - b1))]),
    zone: zoneOfFace(sight.mesh, found.face),
  };
}

/** Last place on the body going straight from `on` (on it) to `off` (beside it). */
export function edgeBetween(sight, on, off, halvings = 8) {
  let [good, bad] = [on, off];
  for (let k = 0; k < halvings; k += 1) {
    const middle = [(good[0] + bad[0]) / 2, (good[1] + bad[1]) / 2];
    if (skinAt(sight, ...middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** A drawn line cut at the silhouette: what went beside the body follows its edge straight. */
export function onBody(sight, line) {
  const out = [];
  const on = line.map(([u, v]) => skinAt(sight, u, v) !== null);
  line.forEach((p, i) => {
    if (i > 0 && on[i] !== on[i - 1]) {
      out.push(on[i] ? edgeBetween(sight, p, line[i - 1]) : edgeBetween(sight, line[i - 1], p));
    }
    if (on[i]) out.push(p);
  });
  return out;
}

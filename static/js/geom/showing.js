// Which view shows marks, and whether the near arm has to be drawn for it.

import { place } from './sight.js';

/** Share of a zone's faces that a view sees. */
function shareOfZone({ mesh, shown }, zone) {
  let [seen, all] = [0, 0];
  for (let face = 0; face < shown.length; face += 1) {
    if (mesh.zones[mesh.zoneOf[face]] !== zone) continue;
    all += 1;
    seen += shown[face];
  }
  return all ? seen / all : 0;
}

/** What a place counts that is seen edge on; one that faces the viewer counts 1, and straight between by the cosine. */
const JUST_SEEN = 0.25;

/** How far a face is turned to the one who looks: 1 facing, 0 edge on. */
function facing({ mesh: { faces, xyz_mm: p }, seen: { u_mm: u, v_mm: v } }, face) {
  const [a, b, c] = [faces[face * 3], faces[face * 3 + 1], faces[face * 3 + 2]];
  const side = (to) => [0, 1, 2].map((k) => p[to * 3 + k] - p[a * 3 + k]);
  const [s, t] = [side(b), side(c)];
  const whole = Math.hypot(s[1] * t[2] - s[2] * t[1], s[2] * t[0] - s[0] * t[2], s[0] * t[1] - s[1] * t[0]);
  const flat = Math.abs((u[b] - u[a]) * (v[c] - v[a]) - (u[c] - u[a]) * (v[b] - v[a]));
  return whole ? flat / whole : 0;
}

function seenOf(sight, anchor) {
  if (!place(sight, anchor).visible) return 0;
  return JUST_SEEN + (1 - JUST_SEEN) * facing(sight, anchor[0]);
}

/** How well `sight` shows a mark, 0 to 1: its anchors, or the faces of its zone. */
export function shareSeen(sight, mark) {
  if (!mark.anchors) return shareOfZone(sight, mark.zone);
  return mark.anchors.reduce((sum, anchor) => sum + seenOf(sight, anchor), 0) / mark.anchors.length;
}

/**
 * The one of `candidates` ([{view, limb}], the preferred first) that shows `marks` best: with how well
 * (`seen`, in marks) and how many of them (`shown`); null where none shows any. `sightOf(view, limb)`
 * gives how a view sees the skin.
 */
export function bestShowing(marks, candidates, sightOf) {
  let best = null;
  for (const { view, limb } of candidates) {
    const sight = sightOf(view, limb);
    const shares = marks.map((mark) => shareSeen(sight, mark));
    const seen = shares.reduce((sum, share) => sum + share, 0);
    if (seen > (best?.seen ?? 0)) best = { view, limb, seen, shown: shares.filter((share) => share > 0).length };
  }
  return best;
}

// The one view that a mark belongs to: where it was drawn, or where its skin is turned to most.

import { place } from './sight.js';

/** Area of a face as a view sees it, mm²; 0 when it is hidden there. */
function seenArea(sight, face) {
  const { faces } = sight.mesh;
  const { u_mm: u, v_mm: v } = sight.seen;
  const [a, b, c] = [faces[face * 3], faces[face * 3 + 1], faces[face * 3 + 2]];
  return Math.abs((u[b] - u[a]) * (v[c] - v[a]) - (u[c] - u[a]) * (v[b] - v[a])) / 2;
}

function zoneArea(sight, zone) {
  const { zones, zoneOf } = sight.mesh;
  let sum = 0;
  for (let face = 0; face < sight.shown.length; face += 1) {
    if (sight.shown[face] && zones[zoneOf[face]] === zone) sum += seenArea(sight, face);
  }
  return sum;
}

function areaOf(sight, mark) {
  if (!mark.anchors) return zoneArea(sight, mark.zone);
  const [anchor] = mark.anchors;
  return place(sight, anchor).visible ? seenArea(sight, anchor[0]) : 0;
}

/** One of `views`, or null when none shows the mark. `sightOf(view, limb)` gives how a view sees. */
export function homeView(mark, views, sightOf, onLimb) {
  if (mark.view) return mark.view;
  const areas = views.map((view) => areaOf(sightOf(view, onLimb), mark));
  const most = Math.max(...areas);
  return most > 0 ? views[areas.indexOf(most)] : null;
}

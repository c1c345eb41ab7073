// One place in the middle of every zone that a view shows: where the arrow keys stop.

import { place } from './sight.js';

const MIDDLE = [1 / 3, 1 / 3];

/** A zone of which a view shows fewer faces has no spot: it is a sliver at the edge of the body. */
const FEWEST_FACES = 4;

function facesByZone({ mesh, shown }) {
  const found = new Map();
  for (let face = 0; face < shown.length; face += 1) {
    const zone = shown[face] ? mesh.zoneOf[face] : 0;
    if (!zone) continue;
    if (!found.has(zone)) found.set(zone, []);
    found.get(zone).push(face);
  }
  return found;
}

function middleOf(sight, faces) {
  const spots = faces.map((face) => place(sight, [face, ...MIDDLE])).filter((p) => p.visible);
  if (spots.length < FEWEST_FACES) return null;
  const mean = (name) => spots.reduce((sum, p) => sum + p[name], 0) / spots.length;
  const [u, v] = [mean('u_mm'), mean('v_mm')];
  const far = (p) => Math.hypot(p.u_mm - u, p.v_mm - v);
  const best = spots.reduce((a, b) => (far(b) < far(a) ? b : a));
  return [best.u_mm, best.v_mm];
}

/** [{zone, at: [u, v]}]: the seen face nearest to the middle of each zone. */
export function zoneSpots(sight) {
  return [...facesByZone(sight)]
    .map(([zone, faces]) => ({ zone: sight.mesh.zones[zone], at: middleOf(sight, faces) }))
    .filter((spot) => spot.at !== null);
}

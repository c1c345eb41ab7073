// Which zones a session treats, as its marks tell; where an outline's border lies is where it begins.

import { standing } from './session.js';

/** Keys of zones in the order they were marked; `zoneOfFace(face)` → key. */
export function treatedZones(session, zoneOfFace) {
  const of = (mark) => (mark.zone ? [mark.zone] : (mark.kind === 'point' ? mark.anchors : mark.anchors.slice(0, 1)).map(([face]) => zoneOfFace(face)));
  return [...new Set(standing(session).flatMap(of).filter(Boolean))];
}

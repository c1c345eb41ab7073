// "The other side": the marks of the last gesture again, mirrored about the midline.

import { hit } from '../geom/hit.js';
import { place } from '../geom/sight.js';
import { addPatch, addPoint, addStroke, addZone } from '../model/actions.js';
import { standing } from '../model/session.js';
import { uuid7 } from '../store/ids.js';
import { _ } from '../texts.js';

const SNAP_MM = 6;

/** Zone of the other side: "lumbar.L" ↔ "lumbar.R"; the midline's is its own. */
export const otherZone = (zone) => zone.replace(/\.(L|R)$/, (_whole, side) => (side === 'L' ? '.R' : '.L'));

const OTHER_VIEW = { front: 'front', back: 'back', left: 'right', right: 'left' };

function mirrored(mark, { map }) {
  const view = mark.view ?? ['front', 'back', 'left', 'right'].find((v) => place(map.sightOf(v, true), mark.anchors[0]).visible);
  if (!view) return null;
  const limb = mark.anchors.some(([face]) => map.now().sight.mesh.partOf[face] > 0);
  const [own, other] = [map.sightOf(view, limb), map.sightOf(OTHER_VIEW[view], limb)];
  const anchors = mark.anchors.map((a) => {
    const at = place(own, a);
    return hit(other, -at.u_mm, at.v_mm, SNAP_MM)?.anchor ?? null;
  });
  return anchors.includes(null) ? null : { anchors, view: OTHER_VIEW[view] };
}

const ADD = { patch: addPatch, stroke: addStroke };

function again(mark, parts) {
  const session = parts.desk.session();
  const same = { id: uuid7(), depth: mark.depth, syringe: mark.syringe };
  if (mark.kind === 'zone') {
    const zone = otherZone(mark.zone);
    return zone === mark.zone ? [] : addZone(session, { ...same, zone });
  }
  const found = mirrored(mark, parts);
  if (!found) return [];
  return mark.kind === 'point' ? addPoint(session, { ...same, anchor: found.anchors[0] })
    : ADD[mark.kind](session, { ...same, ...found });
}

/** Mirror every mark that stands on one side only of the last zone marked. */
export function mirrorLast(parts) {
  const { desk, tell, name } = parts;
  const marks = standing(desk.session());
  const last = marks.at(-1);
  const group = last ? marks.filter((m) => name(m) === name(last)) : [];
  const acts = group.flatMap((m) => again(m, parts));
  if (!desk.perform(acts)) tell(_('Rien à reporter de l’autre côté.'));
}

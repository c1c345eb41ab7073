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

const WHOLE = ['front', 'back', 'left', 'right'];

/** Views that may show a mark: its own, else those that see its first anchor, close-ups last. */
function viewOfMark(mark, { map, views, mesh }) {
  if (mark.view) return mark.view;
  const zone = mesh.zones[mesh.zoneOf[mark.anchors[0][0]]];
  const candidates = [...WHOLE, ...views.closeUps.filter((row) => views.shows(row.key, zone)).map((row) => row.key)];
  return candidates.find((view) => place(map.sightOf(null, view, true), mark.anchors[0]).visible) ?? null;
}

/** A view and its mirror show the two sides with u turned round. */
function mirrored(mark, parts) {
  const { map, views, mesh } = parts;
  const view = viewOfMark(mark, parts);
  if (!view) return null;
  const other_view = views.row(view).mirror || view;
  const limb = mark.anchors.some(([face]) => mesh.partOf[face] > 0);
  const [own, other] = [view, other_view].map((each) => map.sightOf(mark.figure, each, limb));
  const anchors = mark.anchors.map((a) => {
    const at = place(own, a);
    return hit(other, -at.u_mm, at.v_mm, SNAP_MM)?.anchor ?? null;
  });
  return anchors.includes(null) ? null : { anchors, view: other_view, figure: mark.figure };
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
  const { anchors: [anchor], view, figure } = found;
  const drawn = mark.view ? { view, figure } : {};
  return mark.kind === 'point' ? addPoint(session, { ...same, ...drawn, anchor })
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

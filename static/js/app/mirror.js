// "The other side": the marks of the last gesture again, mirrored about the midline.

import { decodeMirror, mirroredMark } from '../geom/mirror.js';
import { addPatch, addPoint, addStroke, addZone } from '../model/actions.js';
import { standing } from '../model/session.js';
import { uuid7 } from '../store/ids.js';
import { _ } from '../texts.js';

let mirror = null;

/** Which face lies across from which: read when it is first wanted. */
export async function loadMirror(root, mesh) {
  mirror ??= decodeMirror(mesh, await fetch(`${root}/body/mirror-1.bin`).then((r) => r.arrayBuffer()));
  return mirror;
}

/** The marks of this page are to five decimals, rounded down so that an anchor stays on its face. */
const down = (x) => Math.floor(x * 1e5) / 1e5;

const ADD = {
  point: (session, mark) => addPoint(session, { ...mark, anchor: mark.anchors[0] }), patch: addPatch, stroke: addStroke,
};

function again(mark, { desk }) {
  const session = desk.session();
  const other = mirroredMark(mirror, mark);
  const same = { id: uuid7(), depth: mark.depth, syringe: mark.syringe };
  if (mark.kind === 'zone') return other.zone === mark.zone ? [] : addZone(session, { ...same, zone: other.zone });
  const anchors = other.anchors.map(([face, b1, b2]) => [face, down(b1), down(b2)]);
  return ADD[mark.kind](session, { ...same, anchors, view: other.view, figure: mark.figure });
}

/** Mirror every mark that stands on one side only of the last zone marked. */
export async function mirrorLast(parts) {
  const { boot, mesh, desk, tell, name } = parts;
  try {
    await loadMirror(boot.urls.static, mesh);
  } catch {
    tell(_('L’autre côté n’a pas pu être lu. Réessayez dès que le serveur répond.'));
    return;
  }
  const marks = standing(desk.session());
  const last = marks.at(-1);
  const group = last ? marks.filter((m) => name(m) === name(last)) : [];
  if (!desk.perform(group.flatMap((m) => again(m, parts)))) tell(_('Rien à reporter de l’autre côté.'));
}

// "The other side": marks again, mirrored about the midline, as one gesture.

import { KINDS } from '../../geom/kinds.js';
import { decodeMirror, mirroredMark } from '../../geom/mirror.js';
import { addZone, copyMarks } from '../../model/actions.js';
import { standing } from '../../model/session.js';
import { uuid7 } from '../../store/ids.js';
import { _, n_ } from '../../texts.js';

let mirror = null;

/** Which face lies across from which: read when it is first wanted. */
export async function loadMirror(root, mesh) {
  mirror ??= decodeMirror(mesh, await fetch(`${root}/body/mirror-1.bin`).then((r) => r.arrayBuffer()));
  return mirror;
}

/** The marks of this page are to five decimals, rounded down so that an anchor stays on its face. */
const down = (x) => Math.floor(x * 1e5) / 1e5;

/** Nearer to its own mirror image than this, a mark lies on the midline: it has no other side. */
const MIDLINE_MM = 4;

/** How far a place is from the midline: x is across the body, 0 in its middle. */
function aside_mm(mesh, /** @type {Anchor} */ [face, b1, b2]) {
  const x = [0, 1, 2].map((k) => mesh.xyz_mm[mesh.faces[face * 3 + k] * 3]);
  return Math.abs((1 - b1 - b2) * x[0] + b1 * x[1] + b2 * x[2]);
}

/**
 * The same mark across the midline, under its own id; null where it has no other side.
 * @param {Omit<Mark, 'id'>} mark  a pattern's has no id
 */
export function acrossFrom(found, mesh, mark) {
  const other = mirroredMark(found, mark);
  if (KINDS[mark.kind].whole) return other.zone === mark.zone ? null : other;
  if (mark.anchors.every((anchor) => 2 * aside_mm(mesh, anchor) < MIDLINE_MM)) return null;
  return { ...other, anchors: other.anchors.map(([face, b1, b2]) => [face, down(b1), down(b2)]) };
}

const sameMark = (a, b) =>
  a.kind === b.kind && String(a.depth) === String(b.depth) && String(a.anchors) === String(b.anchors);

function again(/** @type {readonly Mark[]} */ marks, session, mesh) {
  const there = standing(session);
  return marks
    .map((m) => acrossFrom(mirror, mesh, m))
    .filter(Boolean)
    .flatMap((other) => {
      if (KINDS[other.kind].whole)
        return addZone(session, { id: uuid7(), zone: other.zone, depth: other.depth, syringe: other.syringe });
      return there.some((m) => sameMark(m, other)) ? [] : copyMarks(session, [{ ...other, id: uuid7() }]);
    });
}

/** @import { Anchor, Mesh } from '../../geom/mesh.js' */
/** @import { Placed } from '../../model/labels.js' */
/** @import { Mark } from '../../model/marks.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createMirror>} Mirror */

/**
 * @param {{boot: Boot, mesh: Mesh, desk: Desk, tell: Tell, ear: Ear, name: (mark: Placed) => string}} parts
 *   `name(mark)`: the zone that it lies in
 */
export function createMirror({ boot, mesh, desk, tell, ear, name }) {
  /** @param {readonly Mark[]} marks  Lay these on the other side too. */
  async function across(marks) {
    try {
      await loadMirror(boot.urls.static, mesh);
    } catch {
      tell(_('L’autre côté n’a pas pu être lu. Réessayez dès que le serveur répond.'));
      return;
    }
    const acts = again(marks, desk.session(), mesh);
    const did = desk.perform(acts);
    if (did) ear(n_('{n} marque reportée de l’autre côté', '{n} marques reportées de l’autre côté', acts.length));
    else if (did === false) tell(_('Rien à reporter de l’autre côté.'));
  }

  return Object.freeze({
    across,
    /** Mirror every mark that stands on one side only of the last zone marked. */
    last() {
      const marks = standing(desk.session());
      const last = marks.at(-1);
      return across(last ? marks.filter((m) => name(m) === name(last)) : []);
    },
  });
}

// Marks carried over the skin by a finger, or by steps of the keyboard: one gesture, all or none.

import { hit } from '../../geom/hit.js';
import { KINDS } from '../../geom/kinds.js';
import { place } from '../../geom/sight.js';
import { moveMark } from '../../model/actions.js';
import { _ } from '../../texts.js';

/** A mark moved to just beside the body is put on its edge. */
const SNAP_MM = 6;

const at = (p) => [p.u_mm, p.v_mm];

/** @import { Mark } from '../../model/marks.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Tell } from '../../view/tell.js' */

/** @param {{map: BodyMap, desk: Desk, tell: Tell}} parts */
export function createCarry({ map, desk, tell }) {
  const spotsOf = (mark) => mark.anchors.map((anchor) => place(map.now().sight, anchor));

  /** Marks that this view can move: drawn in it, or points that it sees. */
  const movable = (/** @type {readonly Mark[]} */ marks) =>
    marks.filter(
      (m) => !KINDS[m.kind].whole && (!m.view || m.view === map.now().view) && spotsOf(m).some((p) => p.visible),
    );

  function whyNot(/** @type {readonly Mark[]} */ marks) {
    if (marks.every((m) => KINDS[m.kind].whole)) return _('Une zone entière ne se déplace pas.');
    if (marks.some((m) => m.view && m.view !== map.now().view))
      return _('Ce tracé se déplace dans la vue où il a été dessiné.');
    return _('Ces marques se déplacent dans la vue qui les montre.');
  }

  /** Where the marks' anchors are after a shift [du, dv] of the drawing; null for one beside the body. */
  function shifted(marks, /** @type {readonly number[]} */ [du, dv]) {
    const { sight } = map.now();
    const anchors = marks.map((m) =>
      spotsOf(m).map((p) => hit(sight, p.u_mm + du, p.v_mm + dv, SNAP_MM)?.anchor ?? null),
    );
    return anchors.flat().includes(null) ? null : anchors;
  }

  function move(marks, by) {
    const anchors = shifted(marks, by);
    if (!anchors) {
      tell(
        marks.length > 1
          ? _('Les marques restent sur le corps : elles n’ont pas été déplacées.')
          : _('Une marque reste sur le corps : elle n’a pas été déplacée.'),
      );
      return false;
    }
    const { view, figure } = map.now();
    return desk.perform(
      marks.flatMap((m, k) => moveMark(desk.session(), { id: m.id, anchors: anchors[k], view, figure })),
    );
  }

  return Object.freeze({
    movable,
    shifted,

    /** A drag that carries `marks` begins at [u, v]; null when none of them can be moved here. */
    begin(/** @type {readonly Mark[]} */ marks, from) {
      const held = movable(marks);
      if (!held.length) {
        tell(whyNot(marks));
        return null;
      }
      let by = [0, 0];
      map.carried.show(
        held.filter((m) => KINDS[m.kind].single).map((m) => at(spotsOf(m)[0])),
        held.filter((m) => !KINDS[m.kind].single).map((m) => spotsOf(m).map(at)),
      );
      return {
        draw(xys) {
          const to = map.at(xys.at(-1));
          by = [to[0] - from[0], to[1] - from[1]];
          map.carried.to(by);
        },
        drawn() {
          map.carried.clear();
          move(held, by);
        },
        cancel() {
          map.carried.clear();
        },
      };
    },

    /** Move by a step of the drawing; how many were moved. */
    step(/** @type {readonly Mark[]} */ marks, by) {
      const held = movable(marks);
      if (!held.length) {
        tell(whyNot(marks));
        return 0;
      }
      return move(held, by) ? held.length : 0;
    },
  });
}

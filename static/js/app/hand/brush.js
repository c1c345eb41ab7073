// The brush on the skin: points, strokes and outlines of the depth in hand.

import { closeOutline, lengthOf, ringArea, simplify } from '../../geom/lines.js';
import { addPatch, addPoint, addStroke } from '../../model/actions.js';
import { depthOf, gestureOf } from '../../model/depths.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { drawLine } from './line.js';

/** A drawn line is kept to within this of where the finger went. */
const TOLERANCE_PX = 0.8;

/** A smaller outline is not laid. */
const SMALLEST_MM2 = 40;

/** @import { Tell } from '../../view/tell.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @typedef {ReturnType<typeof createBrush>} Brush */

/**
 * @param {{
 *   map: BodyMap, desk: Desk, tools: Tools, tell: Tell, offer: {outlined: (id: string) => void},
 * }} parts  `offer.outlined(id)` hears of a fresh outline
 */
export function createBrush({ map, desk, tools, tell, offer }) {
  const inHand = () => ({ depth: depthOf(tools.brushes), syringe: tools.syringe() });

  /** A point of the brush in hand, to be performed. */
  const point = (anchor) => addPoint(desk.session(), { id: uuid7(), anchor, ...map.drawnOn(), ...inHand() });

  function draw(from) {
    const outline = gestureOf(tools.brushes) === 'outline';
    const finish = (line) => {
      const path = simplify(map.onBody(line), TOLERANCE_PX * map.mm_px());
      if (outline) finishOutline(path);
      else if (path.length > 1 && lengthOf(path) > 1) add(addStroke, path);
    };
    return drawLine(map, from, tools.brushes[0], finish, !outline);
  }

  function finishOutline(path) {
    const ring = closeOutline(path);
    if (!ring) {
      tell(_('Ce contour se croise : dessinez-le d’un seul tour.'));
      return;
    }
    if (ringArea(ring) < SMALLEST_MM2) {
      tell(_('Ce contour est trop petit pour un nappage.'));
      return;
    }
    add(addPatch, ring);
  }

  function add(action, path) {
    const anchors = path.map((p) => map.hitAt(p)?.anchor).filter(Boolean);
    if (anchors.length < 2 || (action === addPatch && anchors.length < 3)) return;
    const { view, figure } = map.now();
    const id = uuid7();
    if (desk.perform(action(desk.session(), { id, anchors, view, figure, ...inHand() })) && action === addPatch)
      offer.outlined(id);
  }

  return Object.freeze({
    point,
    tap(xy) {
      const found = map.hit(xy);
      if (found && map.close()) desk.perform(point(found.anchor));
      else if (found) map.open(map.at(xy));
    },
    /** The drag that draws a line; null where the brush lays points. */
    drag: (xy) => (gestureOf(tools.brushes) === 'point' ? null : draw(xy)),
  });
}

// What a gesture means: brush, eraser or selection in hand, far off or close.
//
// A drag is an act {draw(xys), drawn(), cancel()} of the tool in hand: it writes nothing before it has
// ended, so that one cancelled leaves no trace.

import { closeOutline, lengthOf, ringArea, simplify } from '../../geom/lines.js';
import { pick } from '../../geom/pick.js';
import { addPatch, addPoint, addStroke } from '../../model/actions.js';
import { depthOf, gestureOf } from '../../model/depths.js';
import { _ } from '../../texts.js';
import { uuid7 } from '../../store/ids.js';

/** A drawn line is kept to within this of where the finger went. */
const TOLERANCE_PX = 0.8;

/** Smaller than this, an outline was a slip of the finger. */
const SMALLEST_MM2 = 40;

/** A fingertip reaches a mark this far beside it. */
export const REACH_PX = 24;

/** A finger that stays this long wants to see where it is; a quick one is told as it marks. */
const LOOK_MS = 70;

/** @import { Mark } from '../../model/marks.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Marking } from '../desk/marking.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {{tap: (xy: any) => void, drag: (xy: any) => object | null}} Tool  of a hand that holds it */

/**
 * @param {{
 *   map: BodyMap, desk: Desk, tools: Tools, tell: Tell, marking: Marking, nogo: Tool,
 *   selection: Tool & {clear: () => unknown}, takers: readonly {takes: (found: any) => boolean}[],
 *   zones: {under: (zone: string | null, hovering?: boolean) => void, touched: (zone: string | null) => void},
 *   offer: {outlined: (id: string) => void}, examination: {takes: (xy: any) => boolean, free: (xy: any) => boolean},
 *   card: (mark: Mark | null, xy?: any) => void,
 * }} parts  `takers` of a touch, asked one after the other before it means a mark
 */
export function createHand({
  map,
  desk,
  tools,
  tell,
  marking,
  nogo,
  selection,
  takers,
  zones,
  offer,
  examination,
  card,
}) {
  let act = null;
  let looking = 0;

  function markAt(xy) {
    const zone = map.hit(xy)?.zone;
    return pick(map.layer.standing(), map.at(xy), REACH_PX * map.mm_px(), (m) => m.kind === 'zone' && m.zone === zone);
  }

  const brush = () => ({ depth: depthOf(tools.brushes), syringe: tools.syringe() });

  function tapBrush(xy) {
    const found = map.hit(xy);
    if (!found) return;
    if (!map.close()) {
      map.open(map.at(xy));
      return;
    }
    desk.perform(addPoint(desk.session(), { id: uuid7(), anchor: found.anchor, ...map.drawnOn(), ...brush() }));
  }

  function tap(xy) {
    clearTimeout(looking);
    const found = map.hit(xy);
    zones.touched(found?.zone ?? null);
    if (found && takers.some((one) => one.takes(found))) return;
    const opens = found && !map.close();
    if (marking.onRecord() && !map.close()) {
      if (opens) map.open(map.at(xy));
      return;
    }
    if (marking.saysDone() && tools.tool !== 'brush') {
      endTap(xy);
      return;
    }
    if (!tools.canMark()) {
      if (opens) map.open(map.at(xy));
      return;
    }
    if (tools.tool === 'eraser' && opens) map.open(map.at(xy));
    else if (tools.tool === 'eraser') marking.rubOut([markAt(xy)?.id]);
    else if (tools.tool === 'select') selection.tap(xy);
    else if (tools.tool === 'nogo') nogo.tap(xy);
    else if (!examination.takes(xy)) tapBrush(xy);
  }

  function endTap(xy) {
    const mark = markAt(xy);
    if (mark) marking.differ(mark);
  }

  /** The act that a drag of the tool in hand begins; null moves the paper. */
  function begun(xy) {
    if (tools.tool === 'eraser') return rubbing(xy);
    if (tools.tool === 'select') return selection.drag(xy);
    if (tools.tool === 'nogo') return nogo.drag(xy);
    return gestureOf(tools.brushes) === 'point' ? null : drawing(xy);
  }

  function drag(xy) {
    if (!tools.canMark() || (!map.close() && (marking.onRecord() || tools.tool === 'eraser'))) return 'pan';
    act = begun(xy);
    return act ? 'draw' : 'pan';
  }

  function rubbing(from) {
    const rubbed = new Set();
    const rub = (xy) => {
      const mark = markAt(xy);
      if (!mark || rubbed.has(mark.id)) return;
      rubbed.add(mark.id);
      map.layer.choose(...rubbed);
    };
    rub(from);
    return {
      draw: (xys) => xys.forEach(rub),
      drawn() {
        map.layer.choose();
        marking.rubOut([...rubbed]);
      },
      cancel: () => map.layer.choose(),
    };
  }

  function drawing(from) {
    const line = [map.at(from)];
    const outline = gestureOf(tools.brushes) === 'outline';
    return {
      draw(xys) {
        line.push(...xys.map(map.at));
        map.draft(line, tools.brushes[0], !outline);
      },
      drawn() {
        map.draft(null);
        const path = simplify(map.onBody(line), TOLERANCE_PX * map.mm_px());
        if (outline) finishOutline(path);
        else if (path.length > 1 && lengthOf(path) > 1) add(addStroke, path);
      },
      cancel: () => map.draft(null),
    };
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
    if (desk.perform(action(desk.session(), { id, anchors, view, figure, ...brush() })) && action === addPatch)
      offer.outlined(id);
  }

  function drawn() {
    const done = act;
    act = null;
    done?.drawn();
  }

  function cancel() {
    clearTimeout(looking);
    act?.cancel();
    act = null;
  }

  function long(xy) {
    const mark = tools.canMark() && !examination.free(xy) ? markAt(xy) : null;
    if (!mark || !tools.canChange(mark)) return false;
    selection.clear();
    map.layer.choose(mark.id);
    card(mark, xy);
    return true;
  }

  return {
    press: (xy) => {
      card(null);
      clearTimeout(looking);
      looking = setTimeout(() => zones.under(map.hit(xy)?.zone ?? null), LOOK_MS);
    },
    hover: (xy) => zones.under(xy ? (map.hit(xy)?.zone ?? null) : null, true),
    tap,
    long,
    drag,
    draw: (xys) => act?.draw(xys),
    drawn,
    cancel,
    pan: map.pan,
    pinch: map.pinch,
    zoom: map.zoom,
    rest: map.rest,
    penOnly: () => tools.penOnly(),
    removeAt: (uv) => tools.canMark() && marking.rubOut([markAt(map.toScreen(uv))?.id]),
  };
}

// What a gesture means: brush, eraser or selection in hand, far off or close.
//
// A drag is an act {draw(xys), drawn(), cancel()} of the tool in hand: it writes nothing before it has
// ended, so that one cancelled leaves no trace.

import { KINDS } from '../../geom/kinds.js';
import { pick } from '../../geom/pick.js';

/** A fingertip reaches a mark this far beside it. */
export const REACH_PX = 24;

/** A finger that stays down so long is shown its zone; of a quicker tap the zone is named once it has marked. */
const LOOK_MS = 70;

/** @import { Mark } from '../../model/marks.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Marking } from '../desk/marking.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {{tap: (xy: any) => void, drag: (xy: any) => object | null}} Tool  of a hand that holds it */

/** Whether a mark is that zone as a whole: it has no line to be near to. */
export const fills = (zone) => (/** @type {Mark} */ m) => KINDS[m.kind].whole && m.zone === zone;

/**
 * @param {{
 *   map: BodyMap, tools: Tools, marking: Marking, brush: Tool, nogo: Tool,
 *   selection: Tool & {clear: () => unknown}, takers: readonly {takes: (found: any) => boolean}[],
 *   zones: {under: (zone: string | null, hovering?: boolean) => void, touched: (zone: string | null) => void},
 *   examination: {takes: (xy: any) => boolean, free: (xy: any) => boolean},
 *   card: (mark: Mark | null, xy?: any) => void,
 * }} parts  `takers` of a touch, asked one after the other before it means a mark
 */
export function createHand({ map, tools, marking, brush, nogo, selection, takers, zones, examination, card }) {
  let act = null;
  let looking = 0;

  function markAt(xy) {
    const zone = map.hit(xy)?.zone;
    return pick(map.layer.standing(), map.at(xy), REACH_PX * map.mm_px(), fills(zone));
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
    else if (!examination.takes(xy)) brush.tap(xy);
  }

  function endTap(xy) {
    const mark = markAt(xy);
    if (mark) marking.differ(mark);
  }

  /** The act that a drag of the tool in hand begins; null: it moves the map. */
  function begun(xy) {
    if (tools.tool === 'eraser') return rubbing(xy);
    if (tools.tool === 'select') return selection.drag(xy);
    if (tools.tool === 'nogo') return nogo.drag(xy);
    return brush.drag(xy);
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

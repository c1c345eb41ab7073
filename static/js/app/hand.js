// What a gesture means: brush, eraser or selection in hand, far off or close.

import { hit } from '../geom/hit.js';
import { closeOutline, lengthOf, ringArea, simplify } from '../geom/lines.js';
import { pick } from '../geom/pick.js';
import { place } from '../geom/sight.js';
import { addPatch, addPoint, addStroke, moveMark } from '../model/actions.js';
import { depthOf, gestureOf } from '../model/brushes.js';
import { _ } from '../texts.js';
import { uuid7 } from '../store/ids.js';

/** A drawn line is kept to within this of where the finger went. */
const TOLERANCE_PX = 0.8;

/** Smaller than this, an outline was a slip of the finger. */
const SMALLEST_MM2 = 40;

/** A fingertip reaches a mark this far beside it. */
const REACH_PX = 24;

/** A finger that stays this long wants to see where it is; a quick one is told as it marks. */
const LOOK_MS = 70;

/** A mark moved to just beside the body is put on its edge. */
const MOVED_SNAP_MM = 6;

export function createHand({ map, desk, tools, tell, openCard, onZone, onOutline, inEnd, onRecord, proposal }) {
  let line = null;
  let moving = null;
  let rubbed = null;
  let looking = 0;

  const reach_mm = () => REACH_PX * map.mm_px();

  function markAt(xy) {
    const uv = map.at(xy);
    const zone = map.hit(xy)?.zone;
    return pick(map.layer.standing(), uv, reach_mm(), (m) => m.kind === 'zone' && m.zone === zone);
  }

  const brush = () => ({ depth: depthOf(tools.brushes), syringe: tools.syringe() });

  function tapBrush(xy) {
    const found = map.hit(xy);
    if (!found) return;
    if (!map.close()) { map.open(map.at(xy)); return; }
    desk.perform(addPoint(desk.session(), { id: uuid7(), anchor: found.anchor, ...map.drawnOn(), ...brush() }));
  }

  function rub(xy) {
    const mark = markAt(xy);
    if (mark && !rubbed.has(mark.id)) {
      rubbed.add(mark.id);
      map.layer.choose(mark.id);
    }
  }

  function tap(xy) {
    clearTimeout(looking);
    const found = map.hit(xy);
    onZone(found?.zone ?? null);
    if (found && proposal.takes(found)) return;
    const opens = found && !map.close();
    if (onRecord() && !map.close()) { if (opens) map.open(map.at(xy)); return; }
    if (inEnd() && tools.tool !== 'brush') { endTap(xy); return; }
    if (!tools.canMark()) { if (opens) map.open(map.at(xy)); return; }
    if (tools.tool === 'eraser') tools.rubOut([markAt(xy)?.id]);
    else if (tools.tool === 'select') select(xy);
    else tapBrush(xy);
  }

  function select(xy) {
    const found = markAt(xy);
    const mark = found && tools.canChange(found) ? found : null;
    map.layer.choose(mark?.id ?? null);
    openCard(mark, xy);
  }

  function endTap(xy) {
    const mark = markAt(xy);
    if (mark) tools.differ(mark);
  }

  /** A drag begins: draw, or move the paper. */
  function drag(xy) {
    if (!tools.canMark() || (onRecord() && !map.close())) return 'pan';
    if (tools.tool === 'eraser') { rubbed = new Set(); rub(xy); return 'draw'; }
    if (tools.tool === 'select') {
      moving = markAt(xy);
      return startMove(markAt(xy), map.at(xy)) ? 'draw' : 'pan';
    }
    if (gestureOf(tools.brushes) === 'point') return 'pan';
    line = [map.at(xy)];
    return 'draw';
  }

  function startMove(mark, from) {
    if (!mark || mark.kind === 'zone' || !tools.canChange(mark)) return false;
    if (mark.view && mark.view !== map.now().view) {
      tell(_('Ce tracé se déplace dans la vue où il a été dessiné.'));
      return false;
    }
    moving = { mark, from, to: from };
    map.layer.choose(mark.id);
    return true;
  }

  function draw(xys) {
    if (rubbed) { xys.forEach(rub); return; }
    if (moving) {
      moving.to = map.at(xys.at(-1));
      map.draft(shifted().line, String(moving.mark.depth).slice(0, 3), moving.mark.kind !== 'patch');
      return;
    }
    line.push(...xys.map(map.at));
    map.draft(line, tools.brushes[0], gestureOf(tools.brushes) !== 'outline');
  }

  /** Where the mark in hand stands now: its anchors' places, and a line to show. */
  function shifted() {
    const { mark, from, to } = moving;
    const spots = mark.anchors.map((a) => place(map.now().sight, a));
    const at = spots.map((p) => [p.u_mm + to[0] - from[0], p.v_mm + to[1] - from[1]]);
    const dot = [[at[0][0] - 3, at[0][1]], [at[0][0] + 3, at[0][1]]];
    return { at, line: mark.kind === 'point' ? dot : at };
  }

  function finishMove() {
    const { mark } = moving;
    const { sight, view, figure } = map.now();
    const anchors = shifted().at.map((p) => hit(sight, ...p, MOVED_SNAP_MM)?.anchor ?? null);
    moving = null;
    if (anchors.includes(null)) { tell(_('Une marque reste sur le corps : elle n’a pas été déplacée.')); return; }
    desk.perform(moveMark(desk.session(), { id: mark.id, anchors, view, figure }));
  }

  function finishLine() {
    const drawn = simplify(map.onBody(line), TOLERANCE_PX * map.mm_px());
    line = null;
    if (gestureOf(tools.brushes) === 'outline') finishOutline(drawn);
    else if (drawn.length > 1 && lengthOf(drawn) > 1) add(addStroke, drawn);
  }

  function finishOutline(drawn) {
    const ring = closeOutline(drawn);
    if (!ring) { tell(_('Ce contour se croise : dessinez-le d’un seul tour.')); return; }
    if (ringArea(ring) < SMALLEST_MM2) { tell(_('Ce contour est trop petit pour un nappage.')); return; }
    add(addPatch, ring);
  }

  function add(action, drawn) {
    const anchors = drawn.map((p) => map.hitAt(p)?.anchor).filter(Boolean);
    if (anchors.length < 2 || (action === addPatch && anchors.length < 3)) return;
    const { view, figure } = map.now();
    const id = uuid7();
    if (desk.perform(action(desk.session(), { id, anchors, view, figure, ...brush() })) && action === addPatch) onOutline(id);
  }

  function drawn() {
    if (rubbed) {
      tools.rubOut([...rubbed]);
      rubbed = null;
      map.layer.choose(null);
    } else if (moving) finishMove();
    else if (line) finishLine();
    map.draft(null);
  }

  function cancel() {
    clearTimeout(looking);
    [line, moving, rubbed] = [null, null, null];
    map.layer.choose(null);
    map.draft(null);
  }

  function long(xy) {
    const mark = tools.canMark() ? markAt(xy) : null;
    if (!mark || !tools.canChange(mark)) return false;
    map.layer.choose(mark.id);
    openCard(mark, xy);
    return true;
  }

  return {
    press: (xy) => {
      openCard(null);
      clearTimeout(looking);
      looking = setTimeout(() => onZone(map.hit(xy)?.zone ?? null), LOOK_MS);
    },
    hover: (xy) => onZone(xy ? map.hit(xy)?.zone ?? null : null, true),
    tap, long, drag, draw, drawn, cancel,
    pan: map.pan,
    pinch: map.pinch,
    zoom: map.zoom,
    rest: map.rest,
    penOnly: () => tools.penOnly(),
    removeAt: (uv) => tools.canMark() && tools.rubOut([markAt(map.toScreen(uv))?.id]),
  };
}

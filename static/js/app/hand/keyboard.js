// The map by keyboard: arrows go from zone to zone, Enter opens and marks.

import { distance } from '../../geom/lines.js';
import { zoneSpots } from '../../geom/spots.js';
import { LEVELS, DEPTHS } from '../../model/depths.js';
import { createKeys } from '../../input/keys.js';
import { _ } from '../../texts.js';

/** The nearest spot in a direction: far aside counts more than far ahead. */
function nextSpot(spots, from, [du, dv]) {
  const cost = ({ at }) => {
    const [u, v] = [at[0] - from[0], at[1] - from[1]];
    const ahead = u * du + v * dv;
    return ahead < 5 ? Infinity : ahead + 2.5 * Math.abs(u * dv) + 2.5 * Math.abs(v * du);
  };
  return spots.reduce((best, s) => (cost(s) < (best ? cost(best) : Infinity) ? s : best), null);
}

/** One step of the caret once the region is open. */
const FINE_STEP_MM = 5;

/** @import { CloseUps } from '../map/close_ups.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Layers } from '../map/layers.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Nogo } from './nogo.js' */
/** @import { Brush } from './brush.js' */
/** @import { Selection } from './selection.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { Travel } from '../desk/travel.js' */
/** @import { Zones } from '../map/zones.js' */

/**
 * @param {{
 *   map: BodyMap, tools: Tools, zones: Zones, ear: Ear, desk: Desk, travel: Travel, removeAt: (uv: any) => unknown,
 *   closeUps: CloseUps, layers: Layers, brush: Brush, selection: Selection, nogo: Nogo,
 * }} parts  `removeAt(uv)` rubs out the mark at a place of the drawing
 */
export function bindKeys({ map, tools, zones, ear, desk, travel, removeAt, closeUps, layers, brush, selection, nogo }) {
  let caret = null;

  const kept = new WeakMap();
  function spots() {
    const { sight } = map.now();
    if (!kept.has(sight)) kept.set(sight, zoneSpots(sight));
    return kept.get(sight);
  }

  const middle = () => {
    const { w, h } = map.stage.size();
    return map.at([w / 2, h / 2]);
  };

  function go(uv) {
    caret = uv;
    const found = map.caret(caret);
    zones.under(found?.zone ?? null);
    if (found?.zone) ear(zones.nameOf(found.zone));
  }

  function step(by) {
    if (!caret) {
      const from = middle();
      const near = [...spots()].sort((a, b) => distance(a.at, from) - distance(b.at, from))[0];
      go(map.close() ? from : near.at);
    } else if (map.close()) go([caret[0] + by[0] * FINE_STEP_MM, caret[1] + by[1] * FINE_STEP_MM]);
    else go(nextSpot(spots(), caret, by)?.at ?? caret);
  }

  function mark() {
    const found = caret && map.caret(caret);
    if (!found || !tools.canMark()) return;
    if (tools.tool === 'select') {
      selection.tap(map.toScreen(caret));
      return;
    }
    if (tools.tool === 'nogo') {
      nogo.tap(map.toScreen(caret));
      return;
    }
    if (!map.close()) {
      map.open(caret);
      return;
    }
    if (desk.perform(brush.point(found.anchor))) {
      ear(_('Marqué : {depth}, {zone}', { depth: _(LEVELS[tools.brushes[0]].name), zone: zones.nameOf(found.zone) }));
    }
  }

  function holdSelect() {
    if (!tools.canMark()) return false;
    if (tools.tool !== 'select') tools.setTool('select');
    return true;
  }

  createKeys(map.stage.map, {
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    brush: (k, together) => tools.brush(DEPTHS[k], together),
    eraser: () => tools.use('eraser'),
    whole: () => {
      if (layers.close() || selection.clear() || nogo.leave()) return;
      map.caret(null);
      caret = null;
      if (!closeUps.goBack()) map.whole();
    },
    zoom: (factor) => {
      const { w, h } = map.stage.size();
      map.zoom([w / 2, h / 2], factor);
      map.rest();
    },
    step,
    mark,
    remove: () => {
      if (selection.size()) selection.erase();
      else if (caret) removeAt(caret);
    },
    select: () => tools.use('select'),
    selecting: () => selection.size() > 0,
    next: (by) => holdSelect() && selection.next(by),
    all: () => holdSelect() && selection.all(),
    move: ([dx, dy]) => selection.size() && selection.step([dx * FINE_STEP_MM, dy * FINE_STEP_MM]),
  });
}

// The keys beside the map: brushes, tools, and whatever else has a key of its name (`data-act`).

import { onHold } from '../../input/hold.js';
import { DEPTHS } from '../../model/depths.js';
import { _ } from '../../texts.js';
import { $, $$ } from '../../view/dom.js';
import { makeBrushes, showHistory, showTools } from '../../view/rail.js';

/** @import { Mirror } from '../hand/mirror.js' */
/** @import { Patterns } from '../hand/patterns.js' */
/** @import { Travel } from '../desk/travel.js' */
/** @import { Zones } from '../map/zones.js' */
/** @import { Known } from '../record/known.js' */
/** @import { Ground } from './ground.js' */

/**
 * @param {Ground} ground
 * @param {{
 *   travel: Travel, zones: Zones, patterns: Patterns, openPatterns: () => unknown, mirror: Mirror, known: Known,
 *   more: () => unknown,
 * }} rest
 */
export function createRail(
  { root, desk, map, shown, tools, beside, tell },
  { travel, zones, patterns, openPatterns, mirror, known, more },
) {
  const acts = {
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    eraser: () => tools.use('eraser'),
    select: () => tools.use('select'),
    whole: map.whole,
    arm: () => shown.choose(map.now().view, !map.now().limb),
    fill: zones.fill,
    grid: () => patterns.gridInZone(zones.current()),
    patterns: () => (tools.canMark() ? openPatterns() : tell(_('Les modèles se posent dans Repérer.'))),
    mirror: mirror.last,
    more,
    allergies: known.open,
  };

  for (const [k, key] of makeBrushes($('#brushes')).entries()) {
    onHold(key, { tap: () => tools.brush(DEPTHS[k]), hold: () => tools.brush(DEPTHS[k], true) });
  }
  for (const [act, work] of Object.entries(acts)) {
    $$(`[data-act=${act}]`, root).forEach((key) => key.addEventListener('click', () => work()));
  }

  const history = () => showHistory(root, desk.undoStep(), desk.redoStep());
  beside.listen(history);
  tools.listen(() => {
    root.dataset.hand = tools.hand();
    map.stage.map.dataset.tool = tools.tool;
    map.stage.map.dataset.borders = tools.kept('borders') ? 'on' : 'off';
    showTools(root, tools);
  });
  history();
}

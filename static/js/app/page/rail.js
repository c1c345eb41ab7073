// The keys beside the map: brushes, tools, and whatever else has a key of its name.

import { onHold } from '../../input/hold.js';
import { DEPTHS } from '../../model/depths.js';
import { $, $$ } from '../../view/dom.js';
import { makeBrushes, showHistory, showTools } from '../../view/rail.js';

/** @import { Beside } from '../desk/beside.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Tools } from '../desk/tools.js' */

/**
 * @param {{
 *   root: HTMLElement, desk: Desk, map: BodyMap, tools: Tools, beside: Beside, acts: Record<string, () => unknown>,
 * }} parts  `acts` by the name of their keys (`data-act`)
 */
export function createRail({ root, desk, map, tools, beside, acts }) {
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

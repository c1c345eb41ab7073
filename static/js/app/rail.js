// The keys beside the map: brushes, tools, and whatever else has a key of its name.

import { onHold } from '../input/hold.js';
import { DEPTHS } from '../model/depths.js';
import { $, $$ } from '../view/dom.js';
import { makeBrushes } from '../view/rail.js';

/** @import { Tools } from './tools.js' */

/**
 * @param {HTMLElement} root
 * @param {Tools} tools
 * @param {Record<string, () => unknown>} acts  by the name of their keys (`data-act`)
 */
export function bindRail(root, tools, acts) {
  for (const [k, key] of makeBrushes($('#brushes')).entries()) {
    onHold(key, { tap: () => tools.brush(DEPTHS[k]), hold: () => tools.brush(DEPTHS[k], true) });
  }
  for (const [act, work] of Object.entries(acts)) {
    $$(`[data-act=${act}]`, root).forEach((key) => key.addEventListener('click', work));
  }
}

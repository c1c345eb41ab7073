// The last session under today's plan: drawn once for each view, not anew at a tap.

import { toldMarks } from '../../model/session.js';
import { afterFrame } from '../../view/frame.js';
import { drawPast } from '../../view/past.js';

/** What was done the last time, or planned where nobody said what was done. */
export const doneMarks = (previous) =>
  toldMarks(previous).map((m) => (m.view ? { ...m, figure: m.figure ?? previous.figure } : m));

/** @import { BodyMap } from './map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {ReturnType<typeof createPast>} Past */

/** @param {{boot: Boot, map: BodyMap, tools: Tools}} parts */
export function createPast({ boot, map, tools }) {
  const layer = map.layerBelow('past');

  const marks = boot.previous ? doneMarks(boot.previous) : [];
  let drawn = null;

  const on = () => marks.length > 0 && tools.kept('past') && tools.canMark();

  function draw() {
    const { sight } = map.now();
    const wanted = on() ? sight : null;
    if (wanted === drawn) return;
    drawn = wanted;
    if (wanted) drawPast(layer, marks, { sight, sightOf: map.sightOf, zonePath: map.stage.zoneOutline });
    else layer.replaceChildren();
  }

  const soon = () => {
    if (marks.length) afterFrame(draw);
  };
  map.stage.map.addEventListener('settled', soon);
  tools.listen(soon);

  return Object.freeze({
    there: marks.length > 0,
    /** Have the bodies that its outlines were drawn on, then draw what was waiting for them. */
    async load() {
      if (!marks.length) return;
      await Promise.all(marks.filter((m) => m.view).map((m) => map.loadView(m.figure, m.view)));
      drawn = null;
      draw();
    },
  });
}

// What can be counted at once, without the server's area.

import { KINDS } from '../geom/kinds.js';
import { depthsOf } from './marks.js';

/** @import { Mark } from './marks.js' */

/**
 * {points, by_depth, marks} of the marks that stand; in the end, of those that were done.
 * @param {readonly Pick<Mark, 'kind' | 'depth'>[]} marks
 */
export function countsOf(marks) {
  const by_depth = {};
  let points = 0;
  for (const mark of marks) {
    if (!KINDS[mark.kind].single) continue;
    points += 1;
    for (const depth of depthsOf(mark)) by_depth[depth] = (by_depth[depth] ?? 0) + 1;
  }
  return Object.freeze({ points, by_depth: Object.freeze(by_depth), marks: marks.length });
}

/**
 * Volumes in mL: `prepared` drawn up, `injected` out of the syringes whose rest was noted, each null while
 * nothing is known; `open` those whose rest nobody noted: [{key, volume_ml}].
 */
export function volumesOf({ syringes }) {
  const wet = Object.values(syringes).filter((s) => !s.dry && s.volume_ml !== null);
  const read = wet.filter((s) => s.left_ml !== null);
  const sum = (rows, of) => (rows.length ? rows.reduce((all, s) => all + of(s), 0) : null);
  return {
    prepared: sum(wet, (s) => s.volume_ml),
    injected: sum(read, (s) => Math.max(0, s.volume_ml - s.left_ml)),
    open: wet.filter((s) => s.left_ml === null).map(({ key, volume_ml }) => ({ key, volume_ml })),
  };
}

// What can be counted at once, without the server's area.

import { depthsOf } from './marks.js';

/** {points, by_depth, marks} of the marks that stand; in the end, of those that were done. */
export function countsOf(marks) {
  const by_depth = {};
  let points = 0;
  for (const mark of marks) {
    if (mark.kind !== 'point') continue;
    points += 1;
    for (const depth of depthsOf(mark)) by_depth[depth] = (by_depth[depth] ?? 0) + 1;
  }
  return Object.freeze({ points, by_depth: Object.freeze(by_depth), marks: marks.length });
}

/** mL injected, as far as syringes were both filled and read: {volume_ml, open: keys not read}. */
export function volumeOf(session) {
  let volume_ml = null;
  const open = [];
  for (const s of Object.values(session.syringes)) {
    if (s.dry || s.volume_ml === null) continue;
    if (s.left_ml === null) open.push(s.key);
    volume_ml = (volume_ml ?? 0) + s.volume_ml - (s.left_ml ?? 0);
  }
  return { volume_ml, open };
}

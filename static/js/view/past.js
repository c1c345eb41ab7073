// Last session's marks, pale: a few paths for each depth, however many marks there are.

import { trace } from '../geom/trace.js';
import { depthsOf } from '../model/marks.js';
import { s } from './dom.js';

const pathOf = (line) => line.map(([u, v], k) => `${k ? 'L' : 'M'}${u.toFixed(1)} ${v.toFixed(1)}`).join('');

/**
 * Draw marks into a group, as `sight` sees them: for each depth one path of dots, one of lines and one of
 * skin. A dot is a line of no length with round ends, so it keeps its size whatever the zoom.
 */
export function drawPast(group, marks, { sight, sightOf, zonePath }) {
  const paths = new Map();
  const add = (kind, depth, d) => {
    if (d) paths.set(`${kind} ${depth}`, (paths.get(`${kind} ${depth}`) ?? '') + d);
  };
  for (const mark of marks) {
    const [depth] = depthsOf(mark);
    if (mark.zone) {
      add('edges', depth, zonePath(mark.zone));
      continue;
    }
    const { points, lines, fills } = trace(sight, mark, sightOf);
    add('dots', depth, points.map(([u, v]) => `M${u.toFixed(1)} ${v.toFixed(1)}h0`).join(''));
    add('edges', depth, lines.map(pathOf).join(''));
    add('skin', depth, fills.map((ring) => `${pathOf(ring)}Z`).join(''));
  }
  group.replaceChildren(...[...paths].map(([kind, d]) => s('path', { class: kind, d })));
}

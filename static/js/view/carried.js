// Marks while they are dragged over the body: drawn once, then only moved.

import { s } from './dom.js';

const path = (line) => line.map(([u, v], k) => `${k ? 'L' : 'M'}${u.toFixed(1)} ${v.toFixed(1)}`).join('');

export function createCarried(svg) {
  const group = s('g', { class: 'carried', visibility: 'hidden' });
  svg.append(group);
  return Object.freeze({
    /** Points [[u, v], …] and lines of them, in millimetres of the drawing. */
    show(points, lines) {
      const dots = points.map(([u, v]) => `M${u.toFixed(1)} ${v.toFixed(1)}h0`).join('');
      group.replaceChildren(
        s('path', { class: 'dots', d: dots }),
        s('path', { class: 'lines', d: lines.map(path).join('') }),
      );
      this.to([0, 0]);
      group.setAttribute('visibility', 'visible');
    },
    to(/** @type {readonly number[]} */ [du, dv]) {
      group.setAttribute('transform', `translate(${du.toFixed(2)} ${dv.toFixed(2)})`);
    },
    clear() {
      group.setAttribute('visibility', 'hidden');
      group.replaceChildren();
    },
  });
}

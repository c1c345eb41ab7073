// The signs of marks in groups ("leaves"), an <svg> for each. A browser paints a changed <svg> anew as a whole, so a
// tap among thousands of marks repaints the newest leaf alone.

import { s } from './dom.js';

/** Elements on a leaf: with fewer there are too many leaves, with more each costs too much. */
const MOST = 120;

/**
 * Leaves in `holder`, each with a group of this class; `frame()` is what they show (a viewBox).
 * What is appended later lies above.
 */
export function createLeaves(holder, name, frame) {
  let group = null;
  let count = 0;

  function turn() {
    group = s('g', { class: name });
    count = 0;
    holder.append(s('svg', { class: 'leaf', viewBox: frame(), 'aria-hidden': 'true' }, group));
  }

  return Object.freeze({
    append(...elements) {
      if (!elements.length) return;
      if (!group || count >= MOST) turn();
      group.append(...elements);
      count += elements.length;
    },
    /** Remove all leaves. */
    clear() {
      holder.replaceChildren();
      group = null;
    },
  });
}

// How long ago this browser was last touched, in this tab or in another one.

import { lastTouch, leftAlone_ms } from '../../model/idle.js';
import { TOUCHED } from './door.js';

export function createAlone() {
  let last = null;
  const clocks = () => ({ wall_ms: Date.now(), page_ms: performance.now() });

  return Object.freeze({
    ms() {
      const now = clocks();
      last = lastTouch(last, Number(localStorage.getItem(TOUCHED) ?? 0), now);
      return leftAlone_ms(last, now);
    },
    /** A touch, for this tab and the others. */
    note() {
      last = clocks();
      localStorage.setItem(TOUCHED, String(last.wall_ms));
    },
  });
}

// What the page itself measures of the marks that stand: at once, or when the hand pauses over many of them.

import { whenFree } from '../../input/free.js';
import { createEmitter } from '../../model/emitter.js';
import { toldMarks } from '../../model/session.js';

/** How sure an area of many marks is gets reckoned once the hand has rested so long. */
const REST_MS = 800;

/** More marks than this, and their area waits until the hand pauses; how sure it is, until it rests. */
const MANY_MARKS = 250;
const PAUSE_MS = 400;

/** @import { Desk } from '../desk/desk.js' */
/** @import { Live } from './live.js' */
/** @typedef {{areas: Record<string, any>, pct: number | null}} Measured  `pct`: how sure the areas are */

/** @param {{desk: Pick<Desk, 'session'>, live: Live}} parts */
export function createMeasuring({ desk, live }) {
  const changed = createEmitter();
  /** @type {Measured | null} */
  let now = null;
  let later = 0;
  let soon = 0;

  function measure() {
    const marks = toldMarks(desk.session());
    const areas = live.measure(marks);
    clearTimeout(later);
    const many = marks.length > MANY_MARKS;
    now = areas && { areas, pct: many ? (now?.pct ?? null) : live.uncertainty(marks, areas) };
    if (areas && many) later = setTimeout(() => whenFree(sure), REST_MS);
  }

  /** Add the ± to what was measured last. */
  function sure() {
    if (!now) return;
    now = { ...now, pct: live.uncertainty(toldMarks(desk.session()), now.areas) };
    changed.emit();
  }

  function atPause() {
    clearTimeout(soon);
    soon = setTimeout(() => {
      soon = 0;
      whenFree(() => {
        measure();
        changed.emit();
      });
    }, PAUSE_MS);
  }

  return Object.freeze({
    /** What was measured last, or null. */
    now: () => now,
    measure,
    /** Measure at once; of many marks only when the hand pauses, so that a tap does not wait for it. */
    soon() {
      clearTimeout(soon);
      soon = 0;
      if (toldMarks(desk.session()).length <= MANY_MARKS) measure();
      else atPause();
    },
    /** The hand goes on: a measuring that waits for its pause begins its wait again. */
    goesOn() {
      if (soon) atPause();
    },
    /** Hear when something was measured, or its ± is known, later than it was asked for. */
    listen: changed.listen,
  });
}

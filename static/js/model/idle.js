// How long a page was left alone, by two clocks: the wall's, which all tabs of a browser share and which
// anyone can set, and the page's own, which only goes forward but may stand still while the machine sleeps.

/** The wall's clock may go back by so much (a correction over the network) before it is not believed. */
export const BACK_MS = 60_000;

/**
 * The last touch by both clocks, {wall_ms, page_ms}: `before` as it was known, `wall_ms` what the tabs
 * share now; `now` is {wall_ms, page_ms}. Another tab's touch is put where the wall's clock has it.
 */
export function lastTouch(before, wall_ms, now) {
  if (before?.wall_ms === wall_ms) return before;
  return { wall_ms, page_ms: now.page_ms - Math.max(0, now.wall_ms - wall_ms) };
}

/** Milliseconds since the last touch, the longer of both; Infinity where the wall's clock was set back. */
export function leftAlone_ms(touch, now) {
  const wall_ms = now.wall_ms - touch.wall_ms;
  return wall_ms < -BACK_MS ? Infinity : Math.max(wall_ms, now.page_ms - touch.page_ms, 0);
}

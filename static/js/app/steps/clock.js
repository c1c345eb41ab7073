// The clock of the injections, running across a reload. While the page stands it goes by the browser's
// monotonic clock: setting the tablet's clock does not change it.

import { START } from '../../model/acts/clock.js';
import { MOST_CLOCK_MS, sinceStart } from '../../model/clock.js';
import { inOrder } from '../../model/order.js';
import { say } from '../../view/dom.js';
import { clockText } from '../../view/header.js';

/** @import { Desk } from '../desk/desk.js' */
/** @typedef {ReturnType<typeof createClock>} Clock */

/**
 * @param {Desk} desk
 * @param {HTMLElement} place
 */
export function createClock(desk, place) {
  /** Since when it runs: {from_ms on the clock, ms since the start at `mono`, back}; null while it stands. */
  let anchor = null;

  const estimate = () =>
    sinceStart(
      inOrder(desk.events())
        .filter((e) => e.kind === START)
        .at(-1),
      desk.events(),
      Date.now(),
    );

  const anchored = (from_ms, { ms, back }) => ({ from_ms, ms, back, mono: performance.now() });

  function follow({ timer }, local) {
    if (!timer.running) anchor = null;
    else if (anchor?.from_ms !== timer.elapsed_ms)
      anchor = anchored(timer.elapsed_ms, local ? { ms: 0, back: false } : estimate());
  }

  const running_ms = () => anchor.ms + performance.now() - anchor.mono;

  /** The monotonic clock stands while the browser sleeps: afterwards the longer of both times counts. */
  function woke() {
    if (document.visibilityState !== 'visible' || !anchor) return;
    const found = estimate();
    if (found.ms > running_ms()) anchor = anchored(anchor.from_ms, found);
  }

  /** Milliseconds on the clock now, whole. */
  function elapsed() {
    const { timer } = desk.session();
    if (!timer.running) return timer.elapsed_ms;
    return Math.min(MOST_CLOCK_MS, Math.round(anchor.from_ms + running_ms()));
  }

  function show() {
    const { timer } = desk.session();
    const text = timer.running || timer.elapsed_ms ? clockText(elapsed()) : '';
    say(place, text);
    for (const big of document.querySelectorAll('.big-clock')) say(big, text || '0:00');
  }

  follow(desk.session(), false);
  desk.listen((session, _before, local) => follow(session, local));
  document.addEventListener('visibilitychange', woke);
  setInterval(() => {
    if (desk.session().timer.running) show();
  }, 250);
  /** `back`: the tablet's clock was put back while it ran, and what it says is too little. */
  return Object.freeze({ elapsed, show, back: () => Boolean(anchor?.back) });
}

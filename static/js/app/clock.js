// The clock of the injections, running across a reload.

import { say } from '../view/dom.js';
import { clockText } from '../view/header.js';

export function createClock(desk, place) {
  const started = () => desk.events().filter((e) => e.kind === 'timer.started')
    .sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);

  /** Milliseconds on the clock now. */
  function elapsed() {
    const { timer } = desk.session();
    if (!timer.running) return timer.elapsed_ms;
    return timer.elapsed_ms + Math.max(0, Date.now() - Date.parse(started().at));
  }

  function show() {
    const { timer } = desk.session();
    const text = timer.running || timer.elapsed_ms ? clockText(elapsed()) : '';
    say(place, text);
    for (const big of document.querySelectorAll('.big-clock')) say(big, text || '0:00');
  }

  setInterval(() => { if (desk.session().timer.running) show(); }, 250);
  return Object.freeze({ elapsed, show });
}

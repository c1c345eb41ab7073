// Injecter: the plan large, the clock, one key.

import { pauseClock } from '../model/actions.js';
import { countsOf } from '../model/counts.js';
import { BRUSHES, DEPTHS } from '../model/brushes.js';
import { depthsOf } from '../model/marks.js';
import { standing } from '../model/session.js';
import { _ } from '../texts.js';
import { h, morph } from '../view/dom.js';
import { depthSign } from '../view/rail.js';
import { notesKey } from './notes.js';

function legend(session) {
  const marks = standing(session).filter((m) => m.phase === 'plan');
  const counts = countsOf(marks);
  const used = DEPTHS.filter((d) => marks.some((m) => depthsOf(m).includes(d)));
  return h('ul', { class: 'legend' }, ...used.map((depth) => h(
    'li', {}, depthSign(depth, 'mini'), h('span', {}, _(BRUSHES[depth].name)),
    h('b', {}, counts.by_depth[depth] ? String(counts.by_depth[depth]) : ''),
  )));
}

const syringeLine = (s) => h('li', {}, h('b', {}, s.key), ' ', s.dry ? _('Mésothérapie sèche') : s.products.map((p) => p.name).join(' · ') || '–');

/** The clock is its own key: a tap pauses it, the great key goes on. */
function bigClock({ running, elapsed_ms }, { desk, clock }) {
  const paused = !running && elapsed_ms > 0;
  return h('button', {
    type: 'button', class: 'big-clock', 'data-act': 'pause', 'aria-label': running ? _('Mettre en pause') : _('Chronomètre'), 'aria-pressed': String(paused),
    onclick: () => { if (desk.session().timer.running) desk.perform(pauseClock(clock.elapsed())); },
  });
}

export function showInject(panel, parts) {
  const { desk, clock, finish } = parts;
  const session = desk.session();
  const { timer } = session;
  const paused = !timer.running && !timer.stopped && timer.elapsed_ms > 0;
  morph(panel, [
    bigClock(timer, parts),
    paused ? h('div', { class: 'paused' }, h('span', {}, _('En pause')), h('button', { type: 'button', class: 'quiet', 'data-act': 'finish', onclick: finish }, _('Terminé'))) : '',
    legend(session),
    h('ul', { class: 'mixes' }, ...Object.values(session.syringes).map(syringeLine)),
    notesKey(parts),
  ]);
  clock.show();
}

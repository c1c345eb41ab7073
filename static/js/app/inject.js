// Injecter: the plan large, the clock, one key.

import { countsOf } from '../model/counts.js';
import { BRUSHES, DEPTHS } from '../model/brushes.js';
import { depthsOf } from '../model/marks.js';
import { standing } from '../model/session.js';
import { _ } from '../texts.js';
import { h, morph } from '../view/dom.js';
import { depthSign } from '../view/rail.js';

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

export function showInject(panel, { desk, clock }) {
  const session = desk.session();
  morph(panel, [
    h('p', { class: 'big-clock', 'aria-hidden': 'true' }),
    legend(session),
    h('ul', { class: 'mixes' }, ...Object.values(session.syringes).map(syringeLine)),
  ]);
  clock.show();
}

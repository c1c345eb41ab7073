// The day's lots for a repeated session's syringes: named in *Accord*, put in by one touch, never by themselves.

import { printed } from '../model/expiry.js';
import { lotsToPut, putLots } from '../model/day_lots.js';
import { _, n_ } from '../texts.js';
import { h } from '../view/dom.js';
import { asksAgain } from './repeat.js';

const words = ({ key, name, lot, expiry }) => [`${key} : ${name} ${lot}`, expiry ? `(${printed(expiry)})` : ''].filter(Boolean).join(' ');

/** Nothing where every product has its lot, or the tray has none for it. */
export function dayLotsBlock({ desk, boot, tray }) {
  const put = lotsToPut(desk.session(), (name) => tray.lotsOf(name).today, (product) => asksAgain(boot, product));
  if (!put.length) return '';
  return h(
    'section', { class: 'day-lots' },
    h('p', {}, h('b', {}, _('Sur le plateau du jour')), h('span', {}, put.map(words).join(' · '))),
    h('button', { type: 'button', class: 'quiet', 'data-act': 'day-lots', onclick: () => desk.perform(putLots(desk.session(), put)) }, n_('Noter ce lot', 'Noter ces lots', put.length)),
  );
}

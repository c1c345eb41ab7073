// Which syringe for which level: a row for each, a key for each syringe, and one for the needle alone.

import { LEVELS } from '../model/depths.js';
import { DRY, levels, openMarks, syringesOf } from '../model/assign.js';
import { briefly } from '../model/labels.js';
import { standing } from '../model/session.js';
import { _, n_ } from '../texts.js';
import { h } from './dom.js';
import { depthSign } from './rail.js';

const wordOf = (key) => (key === DRY ? _('à sec') : key);

function keys(session, row, assign) {
  return h(
    'div',
    { class: 'assign-keys' },
    ...[...syringesOf(session), DRY].map((key) =>
      h(
        'button',
        {
          type: 'button',
          class: 'choice',
          'data-syringe': key,
          'aria-pressed': String(!row.open && row.syringe === key),
          'aria-label': `${row.name} : ${key === DRY ? _('à sec') : _('Seringue {key}', { key })}`,
          onclick: () => assign(row.marks, key),
        },
        wordOf(key),
      ),
    ),
  );
}

function line(session, row, assign) {
  const hand = row.hand && row.hand < row.marks.length ? n_('dont {n} à part', 'dont {n} à part', row.hand) : '';
  return h(
    'li',
    { class: `assign-row l-${row.level}`, 'data-level': row.level, 'data-open': row.open || null },
    row.depths ? h('span', { class: 'signs' }, ...row.depths.map((d) => depthSign(d, 'mini'))) : h('span', {}),
    h('span', {}, h('b', {}, row.name), h('small', {}, [briefly(row.marks), hand].filter(Boolean).join(', '))),
    keys(session, row, assign),
  );
}

/** Rows of the levels that are marked; with one syringe first a row of them all. */
export function assignRows(session, assign) {
  const found = levels(session).map((row) => ({ ...row, name: row.depths.map((d) => _(LEVELS[d].name)).join(' + ') }));
  const one = syringesOf(session).length === 1 && found.length > 1;
  const marks = standing(session);
  const same = new Set(found.map((r) => r.syringe));
  const all = {
    level: 'all',
    depths: null,
    name: _('Toutes les marques'),
    marks,
    hand: 0,
    open: openMarks(session).length,
    syringe: same.size === 1 ? [...same][0] : undefined,
  };
  return h(
    'ul',
    { class: 'assign-rows' },
    ...(one ? [line(session, all, assign)] : []),
    ...found.map((row) => line(session, row, assign)),
  );
}

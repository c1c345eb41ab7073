// The bar of what is selected: how many, their depth and syringe, and what can be done with all of them.

import { LEVELS, DEPTHS } from '../model/depths.js';
import { DRY } from '../model/assign.js';
import { depthsOf } from '../model/marks.js';
import { _, N_ } from '../texts.js';
import { $, h, icon, morph } from './dom.js';
import { depthSign } from './rail.js';

const SYRINGES = Object.freeze(['A', 'B', 'C', DRY]);

const ACTS = Object.freeze([
  ['mirror', 'mirror', N_('Autre côté')],
  ['duplicate', 'duplicate', N_('Dupliquer')],
  ['keep', 'keep', N_('Garder')],
  ['erase', 'trash', N_('Effacer')],
]);

const LONG = Object.freeze({ keep: N_('Garder comme schéma') });

const depthKey = (depth, on, change) =>
  h(
    'button',
    {
      type: 'button',
      class: `choice ${depth}`,
      'data-depth': depth,
      'aria-label': _(LEVELS[depth].name),
      'aria-pressed': String(on),
      onclick: () => change({ depth }),
    },
    depthSign(depth, 'mini'),
  );

const syringeKey = (key, on, change) =>
  h(
    'button',
    {
      type: 'button',
      class: 'choice',
      'data-syringe': key,
      'aria-label': key === DRY ? _('à sec') : _('Seringue {key}', { key }),
      'aria-pressed': String(on),
      onclick: () => change({ syringe: on ? null : key }),
    },
    key === DRY ? _('sec') : key,
  );

const actKey = (/** @type {readonly string[]} */ [act, sign, words], work) =>
  h(
    'button',
    {
      type: 'button',
      class: `tool ${act}`,
      'data-bulk': act,
      'aria-label': _(LONG[act] ?? words),
      onclick: () => work[act](),
    },
    icon(sign),
    h('small', {}, _(words)),
  );

/** @typedef {ReturnType<typeof createSelectBar>} SelectBar */

/** The bar, in its place on the page: `show(marks, words, work)`, `hide()`, `holdsFocus()`. */
export function createSelectBar(root) {
  const bar = $('#selection', root);

  return Object.freeze({
    /** `work`: `change(changes)`, `close()`, and one function for each of the acts that are offered. */
    show(marks, words, work) {
      const every = (test) => marks.every(test);
      morph(bar, [
        h(
          'div',
          { class: 'select-head' },
          h('b', {}, words),
          h(
            'button',
            {
              type: 'button',
              class: 'close',
              'data-bulk': 'close',
              'aria-label': _('Terminer la sélection'),
              onclick: () => work.close(),
            },
            icon('cross'),
          ),
        ),
        h(
          'div',
          { class: 'choices depths', role: 'group', 'aria-label': _('Profondeur') },
          ...DEPTHS.map((d) =>
            depthKey(
              d,
              every((m) => depthsOf(m).includes(d)),
              work.change,
            ),
          ),
        ),
        h(
          'div',
          { class: 'choices', role: 'group', 'aria-label': _('Seringue') },
          ...SYRINGES.map((key) =>
            syringeKey(
              key,
              every((m) => m.syringe === key),
              work.change,
            ),
          ),
        ),
        h('div', { class: 'select-acts' }, ...ACTS.filter(([act]) => work[act]).map((act) => actKey(act, work))),
      ]);
      bar.hidden = false;
      root.setAttribute('data-selecting', '');
    },
    hide() {
      bar.hidden = true;
      root.removeAttribute('data-selecting');
    },
    holdsFocus: () => bar.contains(document.activeElement),
  });
}

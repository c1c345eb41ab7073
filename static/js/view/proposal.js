// The bar of points that are proposed: what may be set, how many there are, one key to lay them.

import { _ } from '../texts.js';
import { h, icon, morph } from './dom.js';
import { number } from './totals.js';

function stepper({ label, value, min, max, step, unit }, change) {
  const key = (by, sign, words) =>
    h(
      'button',
      {
        type: 'button',
        class: 'step',
        'aria-label': words,
        'aria-disabled': String(value + by < min || value + by > max),
        onclick: () => {
          if (value + by >= min && value + by <= max) change(value + by);
        },
      },
      sign,
    );
  return h(
    'div',
    { class: 'stepper', role: 'group', 'aria-label': label },
    h('span', {}, label),
    key(-step, '−', _('Moins')),
    h('output', {}, `${number(value, 1)} ${unit}`),
    key(step, '+', _('Plus')),
  );
}

function choice({ label, options, value, many }, change) {
  const on = (each) => (many ? value.includes(each) : value === each);
  const next = (each) => {
    if (!many) return each;
    return options.map(([name]) => name).filter((name) => (name === each ? !on(each) : value.includes(name)));
  };
  return h(
    'div',
    { class: 'choices', role: 'group', 'aria-label': label },
    h('span', {}, label),
    ...options.map(([name, word]) =>
      h(
        'button',
        {
          type: 'button',
          class: 'choice',
          'data-choice': name,
          'aria-pressed': String(on(name)),
          onclick: () => change(next(name)),
        },
        word,
      ),
    ),
  );
}

const CONTROLS = Object.freeze({ stepper, choice });

/**
 * @param {HTMLElement} place
 * @param {{
 *   title: string, note: string, controls: Record<string, {kind: string}>, count: number | null, words: string,
 *   set: (name: string, value: unknown) => void, lay: () => void, close: () => void,
 * }} found  `title`, `note` (what to do, or where it comes from), `controls` {name: {kind, …}},
 *   `count` of marks (null while they are worked out) and the same in `words`, `set(name, value)`, `lay()`,
 *   `close()`
 */
export function showProposal(place, { title, note, controls, count, words, set, lay, close }) {
  morph(place, [
    h(
      'div',
      { class: 'proposal-head' },
      h('b', {}, title),
      h('small', {}, note),
      h(
        'button',
        { type: 'button', class: 'close', 'data-act': 'proposal-close', 'aria-label': _('Fermer'), onclick: close },
        icon('cross'),
      ),
    ),
    h(
      'div',
      { class: 'proposal-body' },
      ...Object.entries(controls).map(([name, control]) =>
        CONTROLS[control.kind](control, (value) => set(name, value)),
      ),
    ),
    h(
      'button',
      { type: 'button', class: 'primary', 'data-act': 'lay', 'aria-disabled': String(!count), onclick: lay },
      count === null ? '…' : count ? _('Poser {what}', { what: words }) : _('Rien à poser'),
    ),
  ]);
  place.hidden = false;
}

// Fields for gloved fingers: numbers with a comma, keys to choose one of a few.

import { reading, shown } from '../model/typed.js';
import { _ } from '../texts.js';
import { h, icon } from './dom.js';
import { number } from './totals.js';

/** What was typed beside a unit as a number: null for nothing, NaN for what is none or could be two. */
export const decimal = (text, unit = '') => (text.trim() ? (reading(text, unit).value ?? NaN) : null);

/** The sentence for a number of two readings or of another unit; null for any other text. */
export function doubt(text, unit = '') {
  const found = reading(text, unit);
  if (found.fault === 'two-ways')
    return _('« {text} » se lit {decimals} ou {thousands} : écrivez l’un des deux.', {
      text,
      decimals: number(found.decimals, 3),
      thousands: number(found.thousands),
    });
  return found.fault === 'unit'
    ? _('« {text} » : le nombre est attendu en {unit}, et non en {other}.', { text, unit, other: found.other })
    : null;
}

/** A number as a field shows it, in the page's language. */
export const typed = (value) => ((value ?? null) === null ? '' : shown(value, document.documentElement.lang));

/** [label element, input] */
export function field(label, attributes) {
  const input = h('input', { autocomplete: 'off', ...attributes });
  return [h('label', { class: 'field' }, h('span', {}, label), input), input];
}

/** A number rounded to six decimals, so that 0.1 + 0.2 is 0.3; null stays null. */
const tidy = (value) => ((value ?? null) === null ? null : Math.round(value * 1e6) / 1e6);

/** A number between two keys: `step` more or less, never below nothing. */
export function stepper(label, { name, value, step, unit, onchange }) {
  const input = h('input', {
    name,
    inputmode: 'decimal',
    autocomplete: 'off',
    'aria-label': `${label}, ${unit}`,
    value: typed(value),
    oninput: () => onchange(),
  });
  const by = (sign, word) =>
    h(
      'button',
      {
        type: 'button',
        class: 'step',
        'aria-label': word,
        onclick: () => {
          const now = decimal(input.value, unit);
          if (Number.isNaN(now)) return; // what cannot be read stays in the field
          input.value = typed(tidy(Math.max(0, now + sign * step)));
          onchange();
        },
      },
      sign < 0 ? '−' : '+',
    );
  const element = h(
    'div',
    { class: 'field' },
    h('span', {}, label),
    h(
      'div',
      { class: 'volume-stepper' },
      by(-1, _('{label} : moins', { label })),
      h('span', { class: 'with-unit' }, input, h('i', {}, unit)),
      by(1, _('{label} : plus', { label })),
    ),
  );
  return {
    element,
    input,
    value: () => decimal(input.value, unit),
    set: (next) => {
      input.value = typed(tidy(next));
    },
    doubt: () => doubt(input.value, unit),
  };
}

/** Keys of which one is pressed; pressed again, none is (unless `always`). */
export function choices(label, options, chosen, { always = false, onchange = () => {} } = {}) {
  let value = chosen;
  const say = () => keys.forEach((key, k) => key.setAttribute('aria-pressed', String(options[k][0] === value)));
  const keys = options.map(([option, word]) =>
    h(
      'button',
      {
        type: 'button',
        class: 'choice',
        'data-option': option,
        onclick: () => {
          value = value === option && !always ? null : option;
          say();
          onchange();
        },
      },
      word,
    ),
  );
  say();
  const set = (next) => {
    value = next;
    say();
  };
  return { element: h('div', { class: 'row', role: 'group', 'aria-label': label }, ...keys), value: () => value, set };
}

/** A key that takes something out of a list. */
export const removeKey = (label, onclick) =>
  h(
    'button',
    { type: 'button', class: 'close small', 'data-act': 'take-out', 'aria-label': label, onclick },
    icon('cross'),
  );

// Fields for gloved fingers: numbers with a comma, keys to choose one of a few.

import { _ } from '../texts.js';
import { h, icon } from './dom.js';

/** What was typed as a number: null for nothing, NaN for what is none. */
export function decimal(text) {
  const typed = text.trim().replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (typed === '') return null;
  return /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : NaN;
}

/** A number as a field shows it, in the page's language. */
export const typed = (value) => ((value ?? null) === null ? '' : String(Math.round(value * 1000) / 1000)
  .replace('.', document.documentElement.lang === 'fr' ? ',' : '.'));

/** [label element, input] */
export function field(label, attributes) {
  const input = h('input', { autocomplete: 'off', ...attributes });
  return [h('label', { class: 'field' }, h('span', {}, label), input), input];
}

/** A number between two keys: `step` more or less, never below nothing. */
export function stepper(label, { name, value, step, unit, onchange }) {
  const input = h('input', { name, inputmode: 'decimal', autocomplete: 'off', 'aria-label': `${label}, ${unit}`, value: typed(value), oninput: () => onchange() });
  const by = (sign, word) => h('button', {
    type: 'button', class: 'step', 'aria-label': word,
    onclick: () => {
      input.value = typed(Math.max(0, (decimal(input.value) || 0) + sign * step));
      onchange();
    },
  }, sign < 0 ? '−' : '+');
  const element = h(
    'div', { class: 'field' }, h('span', {}, label),
    h('div', { class: 'volume-stepper' }, by(-1, _('{label} : moins', { label })), h('span', { class: 'with-unit' }, input, h('i', {}, unit)), by(1, _('{label} : plus', { label }))),
  );
  return { element, input, value: () => decimal(input.value), set: (next) => { input.value = typed(next); } };
}

/** Keys of which one is pressed; pressed again, none is (unless `always`). */
export function choices(label, options, chosen, { always = false, onchange = () => {} } = {}) {
  let value = chosen;
  const say = () => keys.forEach((key, k) => key.setAttribute('aria-pressed', String(options[k][0] === value)));
  const keys = options.map(([option, word]) => h('button', {
    type: 'button', class: 'choice', 'data-option': option,
    onclick: () => {
      value = value === option && !always ? null : option;
      say();
      onchange();
    },
  }, word));
  say();
  const set = (next) => { value = next; say(); };
  return { element: h('div', { class: 'row', role: 'group', 'aria-label': label }, ...keys), value: () => value, set };
}

/** A key that takes something out of a list. */
export const removeKey = (label, onclick) => h('button', { type: 'button', class: 'close small', 'data-act': 'take-out', 'aria-label': label, onclick }, icon('cross'));

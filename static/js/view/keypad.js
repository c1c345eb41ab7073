// Ten large keys for a PIN, for gloved fingers; digits of a keyboard work too, and a screen reader hears each step.

import { _ } from '../texts.js';
import { h, s } from './dom.js';

const DIGITS = 6;

const eraseSign = () =>
  s(
    'svg',
    { class: 'erase-sign', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
    s('path', { d: 'M9 5h11v14H9l-6-7zM12 9l5 6m0-6-5 6' }),
  );

/**
 * A keypad; `onPin(pin)` hears six digits and resolves with a sentence where they were wrong.
 * {element, key(event), focus(), say(words)}
 */
export function createKeypad(onPin) {
  let typed = '';
  let busy = false;
  const dots = h('div', { class: 'dots', 'aria-hidden': 'true' }, ...Array.from({ length: DIGITS }, () => h('i')));
  const heard = h('p', { class: 'heard', role: 'status' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });

  function show() {
    [...dots.children].forEach((dot, k) => dot.classList.toggle('on', k < typed.length));
    heard.textContent = typed ? _('{n} chiffres sur {all}', { n: typed.length, all: DIGITS }) : '';
    element.toggleAttribute('data-busy', busy);
  }

  async function send() {
    busy = true;
    show();
    try {
      wrong.textContent = (await onPin(typed)) ?? '';
    } finally {
      [typed, busy] = ['', false];
      show();
    }
  }

  function type(digit) {
    if (busy || typed.length >= DIGITS) return;
    wrong.textContent = '';
    typed += digit;
    show();
    if (typed.length === DIGITS) send();
  }

  function erase() {
    if (busy) return;
    typed = typed.slice(0, -1);
    show();
  }

  const digitKey = (n) =>
    h('button', { type: 'button', class: 'pin-key', 'data-digit': n, onclick: () => type(String(n)) }, String(n));
  const eraseKey = h(
    'button',
    { type: 'button', class: 'pin-key erase', 'aria-label': _('Effacer le dernier chiffre'), onclick: erase },
    eraseSign(),
  );
  const keys = h(
    'div',
    { class: 'pin-keys', role: 'group', tabindex: -1, 'aria-label': _('Votre code à 6 chiffres') },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(digitKey),
    eraseKey,
    digitKey(0),
  );
  const element = h('div', { class: 'keypad' }, dots, heard, wrong, keys);

  /** Digits and Backspace of a keyboard, wherever in the place that hands them on. */
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) type(event.key);
    else if (event.key === 'Backspace') erase();
    else return;
    event.preventDefault();
  }

  return Object.freeze({
    element,
    key,
    focus: () => keys.focus({ preventScroll: true }),
    say(words) {
      wrong.textContent = words;
    },
  });
}

// The left rail: brushes, undo and redo, eraser and selection.

import { LEVELS, DEPTHS } from '../model/depths.js';
import { _ } from '../texts.js';
import { $, h, s, say } from './dom.js';

/** The sign of a depth as it stands on the body: the same shapes everywhere. */
export function depthSign(depth, className = 'brush-sign') {
  const shapes = {
    IED: [s('path', { d: 'M6 22l8-8M16 22l8-8M26 22l8-8', class: 'stroke' })],
    IDS: [
      s('path', { d: 'M9 8c8-6 20-4 24 4s-2 16-12 15S2 15 9 8z', class: 'area' }),
      s('path', { d: 'M10 20L24 6M15 25L32 9M23 27l11-10', class: 'thin' }),
    ],
    IDP: [
      [9, 10],
      [21, 8],
      [33, 12],
      [14, 22],
      [27, 23],
    ].map(([cx, cy]) => s('circle', { cx, cy, r: 4 })),
    IHD: [
      [11, 16],
      [30, 16],
    ].map(([x, y]) => s('path', { d: `M${x} ${y - 9}l9 9-9 9-9-9z` })),
  };
  return s(
    'svg',
    { class: `${className} depth-sign ${depth}`, viewBox: '0 0 42 32', 'aria-hidden': 'true' },
    ...shapes[depth],
  );
}

function brushKey(depth, k) {
  const { name, range, letter } = LEVELS[depth];
  return h(
    'button',
    {
      type: 'button',
      class: 'brush',
      'data-brush': depth,
      'aria-pressed': 'false',
      'aria-keyshortcuts': String(k + 1),
      title: _('{name}, {range} ; tenir pour une technique mixte', { name: _(name), range: _(range) }),
    },
    depthSign(depth),
    h('span', { class: 'brush-letter', 'aria-hidden': 'true' }, _(letter)),
    h('span', { class: 'brush-name' }, _(name), ' ', h('span', { class: 'brush-range' }, _(range))),
  );
}

/** @returns the brushes' keys in their order */
export function makeBrushes(place) {
  const keys = DEPTHS.map(brushKey);
  place.replaceChildren(...keys);
  return keys;
}

export function showTools(root, { brushes, tool }) {
  for (const key of root.querySelectorAll('.brush')) {
    const at = tool === 'brush' ? brushes.indexOf(key.dataset.brush) : -1;
    key.setAttribute('aria-pressed', String(at >= 0));
    key.toggleAttribute('data-second', at === 1);
  }
  $('[data-act=eraser]', root).setAttribute('aria-pressed', String(tool === 'eraser'));
  $('[data-act=select]', root).setAttribute('aria-pressed', String(tool === 'select'));
}

function step(root, name, found, words) {
  const key = $(`[data-act=${name}]`, root);
  key.setAttribute('aria-disabled', String(!found));
  key.setAttribute('aria-label', found ? words(found.label) : key.querySelector('b').textContent);
  say($('small', key), found?.label ?? '');
}

export function showHistory(root, undo, redo) {
  step(root, 'undo', undo, (label) => _('Annuler : {step}', { step: label }));
  step(root, 'redo', redo, (label) => _('Rétablir : {step}', { step: label }));
}

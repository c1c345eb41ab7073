// A numeric scale of pain, 0 to 10, one tap.

import { _ } from '../texts.js';
import { h } from './dom.js';

export function painScale(score, choose) {
  return h(
    'div',
    { class: 'scale', role: 'group', 'aria-label': _('Échelle numérique de 0 à 10') },
    ...Array.from({ length: 11 }, (_unused, n) =>
      h(
        'button',
        {
          type: 'button',
          'data-score': n,
          'aria-pressed': String(score === n),
          onclick: () => choose(score === n ? null : n),
        },
        String(n),
      ),
    ),
  );
}

// Allergies and treatments in the header.

import { SUBJECTS, knownOf, knownWords, worst } from '../model/known.js';
import { $, h, icon, morph } from './dom.js';

/** The key of the header: two lines, and the colour of what matters most. */
export function showKnown({ patient }, key = $('[data-act=allergies]')) {
  key.hidden = false;
  key.dataset.known = worst(patient);
  key.setAttribute('aria-label', SUBJECTS.map((s) => knownWords(patient, s)).join(' · '));
  morph(key, [
    icon(['allergic', 'unasked'].includes(worst(patient)) ? 'alert' : 'list'),
    h(
      'span',
      {},
      ...SUBJECTS.map((s) =>
        h(
          'span',
          { class: 'known-line', 'data-state': knownOf(patient, s).state, 'data-subject': s },
          knownWords(patient, s),
        ),
      ),
    ),
  ]);
}

// Above the signature: what the session does not say yet, each a key that leads there.

import { gaps } from '../../model/gaps.js';
import { _, n_ } from '../../texts.js';
import { $, h, morph } from '../../view/dom.js';
import { nameHere } from '../record/naming.js';

const WORDS = {
  name: () => _('nom'),
  known: ({ subjects }) => (subjects.includes('allergies') ? _('allergies') : _('traitements')),
  informed: () => _('information'),
  antisepsis: () => _('antisepsie'),
  answers: ({ n }) => n_('{n} réponse', '{n} réponses', n),
  syringe: () => _('seringue'),
  contents: ({ keys }) => _('contenu de {keys}', { keys: keys.join(', ') }),
  assign: ({ n }) => n_('seringue de {n} marque', 'seringue de {n} marques', n),
  lots: ({ keys }) => _('lot {keys}', { keys: keys.join(', ') }),
  expiries: ({ keys }) => _('péremption {keys}', { keys: keys.join(', ') }),
  pain: ({ when }) => (when.length > 1 ? _('douleur') : when[0] === 'before' ? _('douleur avant') : _('douleur après')),
};

/** Bring a part of the panel into sight, and the focus to it. */
function lead(selector) {
  const there = $(selector, $('#panel'));
  there?.scrollIntoView({ block: 'center' });
  there?.focus();
}

/** @import { Step } from '../../model/rules.js' */
/** @import { Here } from '../../store/courier.js' */
/** @import { Assign } from '../syringes/assign.js' */
/** @import { Questions } from '../record/checklist.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Known } from '../record/known.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Syringes } from '../syringes/syringes.js' */
/** @typedef {ReturnType<typeof createGaps>} Gaps */

/**
 * @param {{
 *   desk: Desk, boot: Boot, here: Here, known: Known, questions: Questions, syringes: Syringes, assign: Assign,
 * }} parts
 */
export function createGaps({ desk, boot, here, known, questions, syringes, assign }) {
  const place = $('#gaps');
  /** all that was missing since the line is shown, by code: what is filled since leaves an empty place */
  let shown = new Map();

  const inAccord = (selector, { go }) => {
    go('accord');
    lead(selector);
  };

  const acts = {
    name: async (_gap, { redraw }) => {
      if (await nameHere({ boot, here })) redraw();
    },
    known: (_gap, { redraw }) => known.open().then(redraw),
    informed: (_gap, steps) => inAccord('[data-check=informed]', steps),
    antisepsis: (_gap, steps) => inAccord('[data-check=antisepsis]', steps),
    answers: questions.open,
    syringe: () => syringes.edit('A'),
    assign: assign.open,
    contents: ({ keys }) => syringes.edit(keys[0]),
    lots: ({ keys }) => syringes.edit(keys[0]),
    expiries: ({ keys }) => syringes.edit(keys[0]),
    pain({ when }, steps) {
      if (when.includes('after')) lead('.scale button');
      else inAccord('.scale button', steps);
    },
  };

  const key = (gap, steps) =>
    h(
      'button',
      {
        type: 'button',
        class: `gap-key g-${gap.code}`,
        'data-gap': gap.code,
        onclick: () => acts[gap.code](gap, steps),
      },
      WORDS[gap.code](gap),
    );

  const free = (code) => h('span', { class: `gap-key g-${code} filled`, 'aria-hidden': 'true' }, shown.get(code));

  return Object.freeze({
    /**
     * Show them while the key beneath is the signature; none moves when another is filled.
     * @param {boolean} on
     * @param {{go: (to: Step) => void, redraw: () => void}} steps
     */
    show(on, steps) {
      const found = on ? gaps(desk.session(), boot.patient, questions.asked()) : [];
      place.hidden = !found.length;
      if (!found.length) shown = new Map();
      found.forEach((gap) => shown.set(gap.code, WORDS[gap.code](gap)));
      const open = new Map(found.map((gap) => [gap.code, gap]));
      morph(
        place,
        found.length
          ? [
              h('span', {}, _('Manque :')),
              ...[...shown.keys()].map((code) => (open.has(code) ? key(open.get(code), steps) : free(code))),
            ]
          : [],
      );
    },
  });
}

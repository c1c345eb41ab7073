// Above the signature: what the session does not say yet, each a key that leads there.

import { gaps } from '../model/gaps.js';
import { _, n_ } from '../texts.js';
import { $, h, morph } from '../view/dom.js';
import { openAssign } from './assign.js';
import { openQuestions, questionsOf } from './checklist.js';
import { nameHere } from './naming.js';

const WORDS = {
  name: () => _('nom'),
  known: ({ subjects }) => (subjects.includes('allergies') ? _('allergies') : _('traitements')),
  informed: () => _('information'),
  antisepsis: () => _('antisepsie'),
  answers: ({ n }) => n_('{n} réponse', '{n} réponses', n),
  syringe: () => _('seringue'),
  assign: ({ n }) => n_('seringue de {n} marque', 'seringue de {n} marques', n),
  lots: ({ keys }) => _('lot {keys}', { keys: keys.join(', ') }),
  pain: ({ when }) => (when.length > 1 ? _('douleur') : when[0] === 'before' ? _('douleur avant') : _('douleur après')),
};

/** Bring a part of the panel into sight, and the focus to it. */
function lead(selector) {
  const there = $(selector, $('#panel'));
  there?.scrollIntoView({ block: 'center' });
  there?.focus();
}

const ACTS = {
  name: async (_gap, parts) => {
    if (await nameHere(parts)) parts.redraw();
  },
  known: (_gap, parts) => parts.known.open().then(parts.redraw),
  informed: (_gap, parts) => {
    parts.go('accord');
    lead('[data-check=informed]');
  },
  antisepsis: (_gap, parts) => {
    parts.go('accord');
    lead('[data-check=antisepsis]');
  },
  answers: (_gap, parts) => openQuestions(parts),
  syringe: (_gap, parts) => parts.syringes.edit('A'),
  assign: (_gap, parts) => openAssign(parts),
  lots: ({ keys }, parts) => parts.syringes.edit(keys[0]),
  pain: ({ when }, parts) => {
    if (!when.includes('after')) parts.go('accord');
    lead('.scale button');
  },
};

/** What was missing since the line is there, by code, in its words: what is filled leaves its place free. */
let shown = new Map();

const key = (gap, parts) =>
  h(
    'button',
    { type: 'button', class: `gap-key g-${gap.code}`, 'data-gap': gap.code, onclick: () => ACTS[gap.code](gap, parts) },
    WORDS[gap.code](gap),
  );

const free = (code) => h('span', { class: `gap-key g-${code} filled`, 'aria-hidden': 'true' }, shown.get(code));

/** Show them in their place, while the key beneath is the signature; none moves when another is filled. */
export function showGaps(place, on, parts) {
  const found = on ? gaps(parts.desk.session(), parts.boot.patient, questionsOf(parts)) : [];
  place.hidden = !found.length;
  if (!found.length) shown = new Map();
  found.forEach((gap) => shown.set(gap.code, WORDS[gap.code](gap)));
  const open = new Map(found.map((gap) => [gap.code, gap]));
  morph(
    place,
    found.length
      ? [
          h('span', {}, _('Manque :')),
          ...[...shown.keys()].map((code) => (open.has(code) ? key(open.get(code), parts) : free(code))),
        ]
      : [],
  );
}

// Acts on pain: a score before or after, of a zone or of the whole.

import { _ } from '../../texts.js';
import { defineAct, merge } from './act.js';

const freeze = Object.freeze;

const WHEN = freeze(['before', 'after']);

function score(session, { body: { when, zone = null, score: value } }) {
  const index = session.pain.findIndex((p) => p.when === when && p.zone === zone);
  if (value === null) return merge(session, { pain: freeze(session.pain.filter((_p, k) => k !== index)) });
  const pain = session.pain.slice();
  pain[index < 0 ? pain.length : index] = freeze({ when, zone, score: value });
  return merge(session, { pain: freeze(pain) });
}

export const ACTS = [
  defineAct({
    kind: 'pain.scored',
    choices: { when: WHEN },
    apply: score,
    inverse: null,
    words: () => _('Douleur (EN)'),
    label: null,
  }),
];

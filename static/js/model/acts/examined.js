// Acts on palpation: which points were examined, and which of them hurt.

import { _ } from '../../texts.js';
import { PATTERNS, examine, examinedOf } from '../examined.js';
import { deepFreeze } from '../marks.js';
import { at, author_id, defineAct, merge } from './act.js';

/** @import { Step } from './act.js' */

/** What is said of a pattern replaces what was said before, and comes last; an empty list takes it back. */
function apply(session, event) {
  const { pattern, version, examined, painful } = event.body;
  const others = (session.examined ?? []).filter((one) => one.pattern !== pattern);
  const made = {
    pattern,
    version,
    examined: [...examined],
    painful: [...painful],
    at: at(event),
    author_id: author_id(event),
  };
  const all = examined.length ? [...others, deepFreeze(made)] : others;
  return merge(session, { examined: all.length ? Object.freeze(all) : undefined });
}

function inverse(before, { pattern, version }) {
  const was = examinedOf(before, pattern);
  return examine(pattern, was?.version ?? version, was?.examined ?? [], was?.painful ?? []);
}

export const ACTS = [
  defineAct({
    kind: 'points.examined',
    choices: { pattern: PATTERNS },
    dated: true,
    apply,
    inverse,
    words: () => _('Points examinés'),
    label: (/** @type {Step} */ { events: [{ body }] }) =>
      _('examinés : {n} douloureux sur {all}', { n: body.painful.length, all: body.examined.length }),
  }),
];

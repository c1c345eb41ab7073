// Acts on skin that is left alone: drawn, and lifted again.

import { _ } from '../../texts.js';
import { deepFreeze } from '../marks.js';
import { NOGO, nogoFrom } from '../nogo.js';
import { act, defineAct, merge } from './act.js';

/** @import { Step } from './act.js' */

const KINDS = Object.freeze(Object.keys(NOGO));

const say =
  (lifted) =>
  (session, { body, seq = null }) => {
    const entry = deepFreeze({ ...nogoFrom(body.nogo), lifted, seq: seq ?? null });
    const before = session.nogo ?? [];
    const known = before.some((n) => n.id === entry.id);
    const nogo = known ? before.map((n) => (n.id === entry.id ? entry : n)) : [...before, entry];
    return merge(session, { nogo: Object.freeze(nogo) });
  };

const kindOf = (/** @type {Step} */ { events: [{ body }] }) => _(NOGO[body.nogo.kind] ?? body.nogo.kind).toLowerCase();

export const ACTS = [
  defineAct({
    kind: 'nogo.drawn',
    choices: { 'nogo.kind': KINDS },
    apply: say(false),
    inverse: (_before, body) => [act('nogo.lifted', { nogo: body.nogo })],
    words: () => _('Peau à éviter'),
    label: (step) => _('peau à éviter : {kind}', { kind: kindOf(step) }),
  }),
  defineAct({
    kind: 'nogo.lifted',
    choices: { 'nogo.kind': KINDS },
    apply: say(true),
    inverse: (_before, body) => [act('nogo.drawn', { nogo: body.nogo })],
    words: () => _('Peau à éviter retirée'),
    label: (step) => _('retirer la peau à éviter : {kind}', { kind: kindOf(step) }),
  }),
];

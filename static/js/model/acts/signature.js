// Acts that end a session: it is signed, and the server measures what was signed.

import { _ } from '../../texts.js';
import { at, author_id, defineAct, merge } from './act.js';

export const SIGNATURE = 'session.signed';

export const ACTS = [
  defineAct({
    kind: SIGNATURE,
    dated: true,
    apply: (session, event) =>
      merge(session, { signed: Object.freeze({ at: at(event), author_id: author_id(event) }) }),
    inverse: null,
    words: () => _('Séance signée'),
    label: null,
  }),
  defineAct({
    kind: 'session.measured',
    byServer: true,
    afterSignature: true,
    apply: (session) => session,
    inverse: null,
    words: () => _('Surfaces mesurées'),
    label: null,
  }),
];

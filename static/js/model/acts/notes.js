// Acts that are texts: a note of the session, and what is added once it is signed.

import { _ } from '../../texts.js';
import { at, author_id, defineAct, merge } from './act.js';

const freeze = Object.freeze;

const written = (event) => freeze({ text: event.body.text, at: at(event), author_id: author_id(event) });

export const ACTS = [
  defineAct({
    kind: 'note.written',
    dated: true,
    apply: (session, event) => merge(session, { notes: freeze([...session.notes, written(event)]) }),
    inverse: null,
    words: () => _('Note'),
    label: null,
  }),
  defineAct({
    kind: 'addendum.written',
    dated: true,
    afterSignature: true,
    apply: (session, event) => merge(session, { addenda: freeze([...session.addenda, written(event)]) }),
    inverse: null,
    words: () => _('Complément daté'),
    label: null,
  }),
];

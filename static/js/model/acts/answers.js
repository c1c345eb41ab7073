// Acts that answer what is asked before the act: one question, or several in one tap.
//
// A question that is answered by itself is in no bulk answer, whichever of two tablets was first; one
// that is answered in bulk again is in the last one alone.

import { _ } from '../../texts.js';
import { deepFreeze } from '../marks.js';
import { at, author_id, defineAct, merge } from './act.js';

const freeze = Object.freeze;

const some = (bulk) => (bulk.length ? freeze(bulk) : undefined);

function fewer(one, questions) {
  const named = one.questions.filter((q) => !questions.includes(q));
  if (named.length === one.questions.length) return one;
  const stood = one.stood && Object.fromEntries(Object.entries(one.stood).filter(([q]) => named.includes(q)));
  return deepFreeze({ ...one, questions: named, ...(stood ? { stood } : {}) });
}

/** Bulk answers that still hold once these questions are taken out of them. */
const without = (bulk, questions) =>
  (bulk ?? []).map((one) => fewer(one, questions)).filter((one) => one.questions.length);

function answer(session, { body: { question, answer: said, note } }) {
  const { [question]: _before, ...others } = session.checks;
  if (said === null) return merge(session, { checks: freeze(others) });
  const checks = freeze({ ...session.checks, [question]: freeze({ answer: said, note: note ?? null }) });
  return merge(session, { checks, bulk: some(without(session.bulk, [question])) });
}

/** An answer to several questions; null takes them back. */
function answerInBulk(session, event) {
  const { questions, answer: said, since, stood } = event.body;
  const left = without(session.bulk, questions);
  const named = [...new Set(questions)].filter((q) => !session.checks[q]);
  if (said === null || !named.length) return merge(session, { bulk: some(left) });
  const then = named
    .filter((q) => stood?.[q])
    .map((q) => [q, { answer: stood[q].answer, note: stood[q].note ?? null }]);
  const made = {
    questions: named,
    answer: said,
    at: at(event),
    author_id: author_id(event),
    ...(since ? { since, stood: Object.fromEntries(then) } : {}),
  };
  return merge(session, { bulk: some([...left, deepFreeze(made)]) });
}

export const ACTS = [
  defineAct({
    kind: 'check.answered',
    apply: answer,
    inverse: null,
    words: () => _('Réponse avant de commencer'),
    label: null,
  }),
  defineAct({
    kind: 'checks.answered',
    dated: true,
    apply: answerInBulk,
    inverse: null,
    words: () => _('Réponse groupée avant de commencer'),
    label: null,
  }),
];

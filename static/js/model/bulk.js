// One answer to several questions, given in one tap. The same in mesomap/domain/bulk.py.
//
// A question that is answered by itself is in no bulk answer, whichever of two tablets was first; one
// that is answered in bulk again is in the last one alone.

import { deepFreeze } from './marks.js';

const freeze = Object.freeze;

const some = (bulk) => (bulk.length ? freeze(bulk) : undefined);

function fewer(one, questions) {
  const named = one.questions.filter((q) => !questions.includes(q));
  if (named.length === one.questions.length) return one;
  const stood = one.stood && Object.fromEntries(Object.entries(one.stood).filter(([q]) => named.includes(q)));
  return deepFreeze({ ...one, questions: named, ...(stood ? { stood } : {}) });
}

/** Bulk answers without these questions, or undefined where none is left. */
export const without = (bulk, questions) => some((bulk ?? []).map((one) => fewer(one, questions)).filter((one) => one.questions.length));

/** Bulk answers with that of a `checks.answered`, null taking its questions back. */
export function answeredInBulk({ bulk, checks }, { questions, answer, since, stood = {} }, at, author_id) {
  const left = without(bulk, questions) ?? [];
  const named = [...new Set(questions)].filter((q) => !checks[q]);
  if (answer === null || !named.length) return some(left);
  const then = Object.fromEntries(named.filter((q) => stood?.[q]).map((q) => [q, { answer: stood[q].answer, note: stood[q].note ?? null }]));
  return some([...left, deepFreeze({ questions: named, answer, at, author_id, ...(since ? { since, stood: then } : {}) })]);
}

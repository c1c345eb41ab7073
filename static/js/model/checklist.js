// What was asked before injecting, and what last time's answers propose: values in, lists out.

import { answerCheck } from './actions.js';

/** Questions that this patient is asked: those of the other sex are left out. */
export const asked = (checklist, sex) => (checklist ?? []).filter((g) => !g.sex || g.sex === sex).flatMap((g) => g.questions);

const answerOf = (session, key) => session?.checks[key]?.answer;

/** Answers of last time that are worth confirming: [{question, answer, note}]; never of today's own. */
export function proposed(questions, session, previous) {
  return questions.filter((q) => q.lasting && answerOf(session, q.key) === undefined && typeof answerOf(previous, q.key) === 'boolean')
    .map((question) => ({ question, answer: answerOf(previous, question.key), note: previous.checks[question.key].note }));
}

/** How far the asking is: {yes, no, open: questions without an answer}. */
export function answers(questions, session) {
  const by = (value) => questions.filter((q) => answerOf(session, q.key) === value);
  return { yes: by(true), no: by(false), open: questions.filter((q) => typeof answerOf(session, q.key) !== 'boolean') };
}

export const confirmAll = (proposals) => proposals.flatMap(({ question, answer, note }) => answerCheck(question.key, answer, note));

/** "Nothing to report" answers no to what is open; what last time was a yes waits to be confirmed. */
export function nothingElse(questions, session, previous) {
  const waits = new Set(proposed(questions, session, previous).filter((p) => p.answer).map((p) => p.question.key));
  return answers(questions, session).open.filter((q) => !waits.has(q.key)).flatMap((q) => answerCheck(q.key, false));
}

/** Sentences of the products in the syringes that a question concerns: [{name, text, source}]. */
export function besides(question_key, session, products) {
  const names = new Set(Object.values(session.syringes).flatMap((s) => s.products.map((p) => p.name)));
  return products.filter((p) => names.has(p.name)).flatMap((p) => p.reminders
    .filter((_text, k) => p.concerns?.[k] === question_key).map((text) => ({ name: p.name, text, source: p.source })));
}

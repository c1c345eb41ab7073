// What was asked before injecting, and what the record and last time say: pure functions.

import { act } from './acts/act.js';
import { knownOf } from './known.js';
import { inSyringes } from './products.js';

/** Flags of the products that are in a session's syringes ("nsaid", "contraception"). */
export const flagsIn = (session, products) => new Set(inSyringes(session, products).flatMap((p) => p.flags ?? []));

const fits = (when, { age_years, flags }) =>
  (!when.ages || age_years === null || (age_years >= when.ages[0] && age_years <= when.ages[1])) &&
  (when.always === true || (when.flags ?? []).some((f) => flags.has(f)));

/** Every question that may be asked of someone of this sex. */
export const possible = (checklist, sex) =>
  (checklist ?? []).filter((g) => !g.sex || g.sex === sex).flatMap((g) => g.questions);

/**
 * What was answered to a question: {answer, note, bulk}, `bulk` being the answer to several it came with; null where
 * nobody answered.
 */
export function answerOf(session, key) {
  const check = session?.checks[key];
  if (typeof check?.answer === 'boolean') return { ...check, bulk: null };
  const bulk = (session?.bulk ?? []).find((b) => b.questions.includes(key));
  if (!bulk) return null;
  return bulk.since ? { ...bulk.stood[key], bulk } : { answer: bulk.answer, note: null, bulk };
}

/**
 * Questions of this session: those that stand always, those that the products, the age or the sex
 * call for, those that were answered, and a lasting yes of last time. `about`: {sex, age_years, products}.
 */
export function asked(checklist, about, session, previous = null) {
  const flags = flagsIn(session, about.products ?? []);
  const called = (q) => (q.asked ?? [{ always: true }]).some((when) => fits(when, { ...about, flags }));
  const stands = (q) => answerOf(session, q.key) !== null || (q.lasting && answerOf(previous, q.key)?.answer === true);
  return possible(checklist, about.sex).filter((q) => called(q) || stands(q));
}

/** What the patient's record says of what a question asks, or "". */
export function ofRecord(question, patient) {
  const known = question.record ? knownOf(patient, question.record) : null;
  return known?.state === 'text' ? known.text.trim() : '';
}

/**
 * Answers of last time that still hold where nothing is new: [{question, answer, note}]. Lasting ones,
 * that nobody answered today; a no is left out where the record affirms something.
 */
export function proposed(questions, session, previous, patient) {
  return questions
    .filter((q) => q.lasting && !answerOf(session, q.key))
    .flatMap((question) => {
      const last = answerOf(previous, question.key);
      if (typeof last?.answer !== 'boolean' || (!last.answer && ofRecord(question, patient))) return [];
      return [{ question, answer: last.answer, note: last.note }];
    });
}

/** What is answered to a question: a no given in bulk is none where the record has come to affirm something since. */
export function answerBeside(question, session, patient) {
  const found = answerOf(session, question.key);
  return found?.bulk && found.answer === false && ofRecord(question, patient) ? null : found;
}

/** How far the asking is: {yes, no, open: questions without an answer}. */
export function answers(questions, session, patient) {
  const by = (value) => questions.filter((q) => answerBeside(q, session, patient)?.answer === value);
  return {
    yes: by(true),
    no: by(false),
    open: questions.filter((q) => typeof answerBeside(q, session, patient)?.answer !== 'boolean'),
  };
}

const bulkAnswer = (questions, answer, more = {}) =>
  questions.length ? [act('checks.answered', { questions: questions.map((q) => q.key), answer, ...more })] : [];

/** "Nothing new since the 13th": one answer, which says what was answered then. */
export const unchanged = (proposals, since) =>
  bulkAnswer(
    proposals.map((p) => p.question),
    'unchanged',
    {
      since,
      stood: Object.fromEntries(
        proposals.map(({ question, answer, note }) => [question.key, { answer, note: note ?? null }]),
      ),
    },
  );

/** Questions that "no to the rest" may answer: neither a yes of last time, nor what the record affirms. */
export function deniable(questions, session, previous, patient) {
  const waits = new Set(
    proposed(questions, session, previous, patient)
      .filter((p) => p.answer)
      .map((p) => p.question.key),
  );
  return answers(questions, session, patient).open.filter((q) => !waits.has(q.key) && !ofRecord(q, patient));
}

/** "No to the rest": one answer to all that it may answer. */
export const nothingElse = (questions, session, previous, patient) =>
  bulkAnswer(deniable(questions, session, previous, patient), false);

/** Take a bulk answer back. */
export const takeBack = (bulk) => [act('checks.answered', { questions: [...bulk.questions], answer: null })];

/** Sentences of the products in the syringes that a question concerns: [{name, text, source}]. */
export const besides = (question_key, session, products) =>
  inSyringes(session, products).flatMap((p) =>
    p.reminders
      .filter((_text, k) => p.concerns?.[k] === question_key)
      .map((text) => ({ name: p.name, text, source: p.source })),
  );

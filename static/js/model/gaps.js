// What a session does not say yet, before it is signed: told, and no reason not to sign.

import { answers } from './checklist.js';
import { DRY, openMarks } from './assign.js';
import { SUBJECTS, knownOf } from './known.js';
import { toldMarks } from './session.js';

const lotless = ({ syringes }) =>
  Object.values(syringes)
    .filter((s) => !s.dry && s.products.some((p) => !p.lot))
    .map((s) => s.key);

/** Lots whose box nobody read to its end: what was expired on the day of the act could not be told. */
const undated = ({ syringes }) =>
  Object.values(syringes)
    .filter((s) => !s.dry && s.products.length && s.products.every((p) => p.lot) && s.products.some((p) => !p.expiry))
    .map((s) => s.key);

const withoutProduct = ({ syringes }) =>
  Object.values(syringes)
    .filter((s) => !s.dry && !s.products.length)
    .map((s) => s.key);

const scored = (session, when) => session.pain.some((p) => p.when === when);

/** @typedef {{code: string, n?: number, subjects?: string[], keys?: string[], when?: string[]}} Gap */

/**
 * What is missing, in the order of a session. `questions`: those of this session. Codes: name, known
 * ({subjects}), informed, antisepsis, answers ({n}), syringe, contents ({keys}), assign ({n}), lots ({keys}),
 * expiries ({keys}, where every product has a lot), pain ({when}).
 * @returns {Gap[]}
 */
export function gaps(session, patient, questions) {
  const told = new Set(toldMarks(session));
  const wet = [...told].some((m) => m.syringe !== DRY);
  const none = Object.keys(session.syringes).length === 0;
  const [open, marks, lots] = [
    answers(questions, session, patient).open.length,
    openMarks(session).filter((m) => told.has(m)).length,
    lotless(session),
  ];
  const [bare, dateless] = [withoutProduct(session), undated(session)];
  const unasked = SUBJECTS.filter((s) => knownOf(patient, s).state === 'unasked');
  const pain = ['before', 'after'].filter((when) => !scored(session, when));
  const said = (name) => session.checks[name]?.answer === true;
  /** @type {[boolean, Gap][]} */
  const found = [
    [!patient.named, { code: 'name' }],
    [unasked.length > 0, { code: 'known', subjects: unasked }],
    [!said('informed') || !session.agreed, { code: 'informed' }],
    [!said('antisepsis'), { code: 'antisepsis' }],
    [open > 0, { code: 'answers', n: open }],
    [none && wet, { code: 'syringe' }],
    [bare.length > 0, { code: 'contents', keys: bare }],
    [marks > 0, { code: 'assign', n: marks }],
    [lots.length > 0, { code: 'lots', keys: lots }],
    [dateless.length > 0, { code: 'expiries', keys: dateless }],
    [pain.length > 0, { code: 'pain', when: pain }],
  ];
  return found.filter(([missing]) => missing).map(([, gap]) => gap);
}

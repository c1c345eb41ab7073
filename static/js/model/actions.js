// What the doctor does, as acts to send: (session, plain values) → [{kind, body}].
// Ids are arguments. An act that would change nothing is an empty list.

import { KINDS } from '../geom/kinds.js';
import { act } from './acts/act.js';
import { ACTS } from './acts/all.js';
import { DRY, assignMarks } from './assign.js';
import { plainText } from './letters.js';
import { depthsOf, markFrom } from './marks.js';
import { standing, toldMarks } from './session.js';
import { recipeOf } from './syringes.js';

/** @import { Mark } from './marks.js' */

/** What is added once the injections began was not in the plan. */
export const phaseOf = (session) => (session.timer.stopped || session.state === 'finishing' ? 'end' : 'plan');

const plan = (session, /** @type {Mark} */ mark) =>
  act('mark.planned', { mark: markFrom(mark), phase: phaseOf(session) });

/** A point needs no drawing; laid in a close-up it says in which: `view` and `figure`. */
export const addPoint = (session, /** @type {Record<string, any>} */ { id, anchor, view, figure, depth, syringe }) => [
  plan(session, { id, kind: 'point', anchors: [anchor], view, figure, depth, syringe }),
];

export const addPatch = (session, { id, anchors, view, figure = session.figure, depth, syringe }) => [
  plan(session, { id, kind: 'patch', anchors, view, figure, depth, syringe }),
];

export const addStroke = (session, { id, anchors, view, figure = session.figure, depth, syringe }) => [
  plan(session, {
    id,
    kind: 'stroke',
    anchors,
    view,
    figure,
    depth,
    syringe,
    width_mm: session.stroke_width_mm,
  }),
];

const sameDepth = (a, b) => String(depthsOf(a)) === String(depthsOf(b));

/** Fill a whole zone; it is filled once for each depth. */
export function addZone(session, /** @type {Omit<Mark, 'kind'>} */ { id, zone, depth, syringe }) {
  const there = standing(session).some((m) => m.zone === zone && sameDepth(m, { depth }));
  return there ? [] : planAll(session, [{ id, kind: 'zone', zone, depth, syringe }]);
}

export const removeMarks = (session, ids) =>
  standing(session)
    .filter((m) => ids.includes(m.id))
    .map((m) => act('mark.removed', { mark_id: m.id }));

export function moveMark(session, { id, anchors, view, figure = session.figure }) {
  const mark = standing(session).find((m) => m.id === id);
  if (!mark || String(mark.anchors) === String(anchors)) return [];
  const drawn = KINDS[mark.kind].single && !mark.view ? {} : { view, figure };
  return [act('mark.moved', { mark_id: id, anchors, ...drawn })];
}

function changed(mark, changes) {
  if (changes.syringe === DRY) return assignMarks([mark.id], DRY);
  const real = Object.entries(changes).filter(([name, v]) => String(mark[name] ?? null) !== String(v ?? null));
  return real.length ? [act('mark.changed', { mark_id: mark.id, changes: Object.fromEntries(real) })] : [];
}

export function changeMark(session, id, changes) {
  const mark = standing(session).find((m) => m.id === id);
  return mark ? changed(mark, changes) : [];
}

/** Other depths, syringes or sizes for many marks at once. */
export function changeMarks(session, ids, changes) {
  const marks = standing(session).filter((m) => ids.has(m.id));
  return changes.syringe === DRY
    ? assignMarks(
        marks.map((m) => m.id),
        DRY,
      )
    : marks.flatMap((m) => changed(m, changes));
}

/** That nothing is injected with a mark is said of it once it is laid: no syringe is called so. */
function planAll(session, /** @type {readonly Mark[]} */ marks) {
  const dry = marks.filter((m) => m.syringe === DRY).map((m) => m.id);
  return [
    ...marks.map((m) => plan(session, m.syringe === DRY ? { ...m, syringe: null } : m)),
    ...assignMarks(dry, DRY),
  ];
}

/** Acts that lay copies of marks, as they are given: each with its new id, and never what was said of the old ones. */
export const copyMarks = planAll;

/**
 * Last session's syringes as recipes to prepare anew: never lots, dates or reasons. One that is prepared
 * already stays as it is, and one that `asks(product)` of the doctor first is left to be prepared by hand.
 */
export const repeatSyringes = (session, previous, asks) =>
  Object.values(previous.syringes)
    .filter((s) => !session.syringes[s.key] && (s.dry || s.products.length > 0) && !s.products.some(asks))
    .map((s) => act('syringe.prepared', { syringe: { key: s.key, ...recipeOf(s) } }));

/** Last session's marks as today's plan, under new names; lots and fates stay behind. */
export function repeat(session, previous, newId) {
  const marks = toldMarks(previous);
  return planAll(
    session,
    marks.map((m) => ({ ...m, id: newId(), figure: m.view ? (m.figure ?? previous.figure) : undefined })),
  );
}

/** What was answered to "Information donnée": true, false, or undefined while nobody said. */
export const informed = (session) => session.checks.informed?.answer;

/**
 * The patient agrees to the plan. Unanswered, the key itself said « Informé et d’accord », so the
 * answer is written too; a "no" stays a "no".
 */
export function agree(session, { estimate_id = null }) {
  const said = informed(session);
  const unasked = typeof said !== 'boolean';
  const answer = unasked ? answerCheck('informed', true) : [];
  return [...answer, act('plan.agreed', { informed: unasked || said, estimate_id })];
}

export const withdraw = () => [act('plan.withdrawn', {})];

export const startClock = (elapsed_ms = 0) => [act('timer.started', { elapsed_ms })];

export const pauseClock = (elapsed_ms) => [act('timer.paused', { elapsed_ms })];

export const stopClock = (elapsed_ms) => [act('timer.stopped', { elapsed_ms })];

export const doneAsPlanned = () => [act('marks.done', { as_planned: true })];

/** Say that marks were, or were not, injected. The first difference says "the rest as planned" too. */
export function sayDone(session, ids, done) {
  const said = standing(session).some((m) => m.done !== null && m.phase === 'plan');
  return [...(said ? [] : doneAsPlanned()), act('marks.done', { mark_ids: ids, done })];
}

export const prepareSyringe = (syringe) => [act('syringe.prepared', { syringe })];

export const withdrawSyringe = (session, key) => (session.syringes[key] ? [act('syringe.withdrawn', { key })] : []);

export const emptySyringe = (key, left_ml) => [act('syringe.emptied', { key, left_ml })];

export const scorePain = (when, score, zone = null) => [act('pain.scored', { when, zone, score })];

export const answerCheck = (question, answer, note = null) => [act('check.answered', { question, answer, note })];

export const writeNote = (text) => [act('note.written', { text: plainText(text) })];

export const writeAddendum = (text) => [act('addendum.written', { text: plainText(text) })];

export const sign = () => [act('session.signed', {})];

/** Why a session cannot be signed yet: a list of codes. */
export function unsigned(session, patient) {
  const why = [];
  if (!patient.named) why.push('no-name');
  if (standing(session).some((m) => m.done === null)) why.push('not-said');
  return why;
}

/** The patient's build is another than was thought: `next` has the body and the figure that resembles it. */
export const correctBody = (session, next) => [act('body.corrected', { figure: session.figure, ...next })];

const lays = ({ kind }) => ACTS.get(kind).lays !== null;

/** Acts that say which skin to leave alone the doctor chose to mark all the same: `under(act)` gives its ids. */
export const accepting = (acts, under) =>
  acts.map((a) => {
    const ids = lays(a) ? under(a) : [];
    return ids.length ? act(a.kind, { ...a.body, accepted_nogo: Object.freeze(ids) }) : a;
  });

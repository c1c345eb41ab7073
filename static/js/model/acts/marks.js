// Acts on marks: laid, changed, moved, taken away, said to be done, given a syringe.

import { KINDS } from '../../geom/kinds.js';
import { _, n_ } from '../../texts.js';
import { DEPTHS } from '../depths.js';
import { briefly, countWords, whereWords } from '../labels.js';
import { deepFreeze, depthsOf, markFrom } from '../marks.js';
import { conflict, indexOf, markOf, put, settle, noteUnknown } from '../tally.js';
import { act, defineAct } from './act.js';
import { SYRINGES } from './syringes.js';

/** @import { Step } from './act.js' */

const freeze = Object.freeze;

export const MARKS = freeze(Object.keys(KINDS));
const PHASES = freeze(['plan', 'end']);

/** What may change of a mark. */
const CHANGES = freeze(['depth', 'syringe', 'radius_mm', 'width_mm']);

// ------------------------------------------------------------------ applied

const fate = ({ phase, removed, done, among }) => ({ phase, removed, done, ...(among ? { among } : {}) });

/** A syringe that is chosen for one mark is no longer that of its level. */
const ofOne = (old) => fate({ ...old, among: null });

/** A mark that left its level has the syringe of that level, chosen of none: it is asked about again. */
const ofDepth = (old, changed) => {
  const left = old.among && String(depthsOf(old)) !== String(depthsOf(changed));
  return fate({ ...old, ...(left ? { among: freeze([]) } : {}) });
};

function plan(session, { body: { mark, phase = 'plan' } }) {
  const place = indexOf(session, mark.id);
  if (place >= 0 && !session.marks[place].removed) return conflict(session, mark.id, 'planned-twice');
  const done = phase === 'end' ? true : null;
  const entry = deepFreeze({ ...markFrom(mark), phase, removed: false, done });
  return settle(put(session, place < 0 ? session.marks.length : place, entry), mark.id);
}

/** Change a mark that should be standing; where it is not, that is a conflict, and the act is kept. */
function edit(session, id, reason, change, of = (old, _changed) => fate(old)) {
  const place = indexOf(session, id);
  if (place < 0) return conflict(session, id, 'unknown-mark');
  const old = session.marks[place];
  const next = old.removed ? conflict(session, id, reason) : session;
  const changed = change(old);
  if (changed === null) return conflict(next, id, 'does-not-fit');
  return put(next, place, deepFreeze({ ...markFrom(changed), ...of(old, changed) }));
}

const pick = (source, names) => Object.fromEntries(names.filter((n) => n in source).map((n) => [n, source[n]]));

const change = (session, { body: { mark_id, changes } }) =>
  edit(
    session,
    mark_id,
    'changed-removed',
    (mark) => ({ ...mark, ...pick(changes, CHANGES) }),
    'syringe' in changes ? ofOne : ofDepth,
  );

const move = (session, { body }) =>
  edit(session, body.mark_id, 'moved-removed', (mark) => {
    const { fewest, most, single } = KINDS[mark.kind];
    if (body.anchors.length < fewest || body.anchors.length > most) return null;
    const drawn = ['view', 'figure'].filter((name) => single || body[name] !== null);
    return { ...mark, anchors: body.anchors, ...pick(body, drawn) };
  });

const setRemoved =
  (removed) =>
  (session, { body: { mark_id } }) => {
    const place = indexOf(session, mark_id);
    if (place < 0) return conflict(session, mark_id, 'unknown-mark');
    const mark = session.marks[place];
    const next = mark.removed === removed ? session : put(session, place, freeze({ ...mark, removed }));
    return settle(next, mark_id);
  };

const standingIds = ({ marks }) => marks.filter((m) => !m.removed).map((m) => m.id);

/** The session with some of its marks made anew; of those that nobody knows a conflict is noted. */
function eachOf(session, ids, make) {
  const named = new Set(ids);
  const marks = session.marks.map((m) => (named.has(m.id) ? make(m) : m));
  return noteUnknown(freeze({ ...session, marks: freeze(marks) }), named);
}

/** What is said to be done: [ids, value]. */
const saidDone = (session, body) =>
  body.mark_ids ? [body.mark_ids, body.done] : [standingIds(session), body.as_planned ? true : null];

function sayDone(session, { body }) {
  const [ids, done] = saidDone(session, body);
  return eachOf(session, ids, (m) => (m.done === done ? m : freeze({ ...m, done })));
}

/** Say from which syringe marks are injected; `among` those that it was chosen of, for a whole level. */
function assign(session, { body: { mark_ids, syringe, among } }) {
  const level = { among: among ? freeze([...new Set(among)]) : null };
  return eachOf(session, mark_ids, (m) => deepFreeze({ ...markFrom({ ...m, syringe }), ...fate({ ...m, ...level }) }));
}

// ------------------------------------------------------------------ taken back

const of = (before, body) => markOf(before, body.mark_id);

function changeBack(before, { mark_id, changes }) {
  const mark = markOf(before, mark_id);
  const was = CHANGES.filter((n) => n in changes).map((n) => [n, mark?.[n] ?? null]);
  if (!mark) return [];
  const { among } = mark;
  const level = among && ('depth' in changes || 'syringe' in changes);
  const chosen = act('marks.assigned', { mark_ids: [mark_id], syringe: mark.syringe ?? null, among });
  return [act('mark.changed', { mark_id, changes: Object.fromEntries(was) }), ...(level ? [chosen] : [])];
}

function moveBack(before, { mark_id }) {
  const mark = markOf(before, mark_id);
  if (!mark) return [];
  const drawn = mark.view ? { view: mark.view, figure: mark.figure } : {};
  return [act('mark.moved', { mark_id, anchors: mark.anchors, ...drawn })];
}

function doneBack(before, body) {
  const [ids, value] = saidDone(before, body);
  const touched = before.marks.filter((m) => ids.includes(m.id) && m.done !== value);
  return [true, false, null]
    .map((done) => ({ mark_ids: touched.filter((m) => m.done === done).map((m) => m.id), done }))
    .filter(({ mark_ids }) => mark_ids.length)
    .map((said) => act('marks.done', said));
}

/** Each mark goes back to the syringe it had: one act for those that had the same. */
function assignBack(before, { mark_ids }) {
  const named = new Set(mark_ids);
  const groups = new Map();
  for (const m of before.marks.filter((one) => named.has(one.id))) {
    const was = JSON.stringify([m.syringe ?? null, m.among ?? null]);
    groups.set(was, [...(groups.get(was) ?? []), m.id]);
  }
  return [...groups].map(([was, ids]) => {
    const [syringe, among] = JSON.parse(was);
    return act('marks.assigned', { mark_ids: ids, syringe, ...(among ? { among } : {}) });
  });
}

// ------------------------------------------------------------------ in words

function marksOf({ events, before }) {
  const ids = new Map();
  for (const { body } of events) {
    if (body.mark) ids.set(body.mark.id, body.mark);
    else if (body.mark_id)
      ids.set(
        body.mark_id,
        before.marks.find((m) => m.id === body.mark_id),
      );
  }
  return [...ids.values()].filter(Boolean);
}

/** "3 points, lombaire gauche" of a step of undo. */
function whatOf(step, name) {
  const marks = marksOf(step);
  return [countWords(marks), whereWords(marks, name)].filter(Boolean).join(', ');
}

const doneLabel = (/** @type {Step} */ { events: [{ body }] }) =>
  body.mark_ids ? n_('{n} marque différente', '{n} marques différentes', body.mark_ids.length) : _('fait comme prévu');

/** "seringue A : 12 points", or of several syringes how many marks. */
function assignedLabel({ events, before }) {
  const acts = events.filter((e) => e.kind === 'marks.assigned');
  const keys = new Set(acts.map((e) => e.body.syringe));
  const named = new Set(acts.flatMap((e) => e.body.mark_ids));
  const what = briefly(before.marks.filter((m) => named.has(m.id)));
  if (keys.size > 1) return _('seringues : {what}', { what });
  const [key] = keys;
  if (key === null) return _('sans seringue : {what}', { what });
  return key === 'dry' ? _('à sec : {what}', { what }) : _('seringue {key} : {what}', { key, what });
}

export const ACTS = [
  defineAct({
    kind: 'mark.planned',
    choices: { 'mark.kind': MARKS, 'mark.depth': DEPTHS, 'mark.syringe': SYRINGES, phase: PHASES },
    apply: plan,
    inverse: (_before, body) => [act('mark.removed', { mark_id: body.mark.id })],
    words: (n) => n_('{n} marque', '{n} marques', n),
    label: whatOf,
    lays: (_session, body) => body.mark,
  }),
  defineAct({
    kind: 'mark.changed',
    choices: { 'changes.depth': DEPTHS, 'changes.syringe': SYRINGES },
    apply: change,
    inverse: changeBack,
    words: (n) => n_('{n} marque modifiée', '{n} marques modifiées', n),
    label: (step, name) => _('modifier {what}', { what: whatOf(step, name) }),
  }),
  defineAct({
    kind: 'mark.moved',
    apply: move,
    inverse: moveBack,
    words: (n) => n_('{n} marque déplacée', '{n} marques déplacées', n),
    label: (step, name) => _('déplacer {what}', { what: whatOf(step, name) }),
    lays: (session, body) => (of(session, body) ? { ...of(session, body), ...body } : null),
  }),
  defineAct({
    kind: 'mark.removed',
    apply: setRemoved(true),
    inverse: (before, body) =>
      of(before, body)?.removed === false ? [act('mark.restored', { mark_id: body.mark_id })] : [],
    words: (n) => n_('{n} marque effacée', '{n} marques effacées', n),
    label: (step, name) => _('effacer {what}', { what: whatOf(step, name) }),
  }),
  defineAct({
    kind: 'mark.restored',
    apply: setRemoved(false),
    inverse: (before, body) => (of(before, body)?.removed ? [act('mark.removed', { mark_id: body.mark_id })] : []),
    words: (n) => n_('{n} marque rétablie', '{n} marques rétablies', n),
    label: whatOf,
  }),
  defineAct({
    kind: 'marks.done',
    apply: sayDone,
    inverse: doneBack,
    words: () => _('Fait'),
    label: doneLabel,
  }),
  defineAct({
    kind: 'marks.assigned',
    choices: { syringe: [...SYRINGES, 'dry'], among: SYRINGES },
    apply: assign,
    inverse: assignBack,
    words: () => _('Seringue des marques'),
    label: assignedLabel,
  }),
];

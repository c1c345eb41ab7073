// What the events about marks do to a session.

import { deepFreeze, markFrom, withMark } from './marks.js';

const freeze = Object.freeze;

/**
 * What is known of a list of marks: `at` id → place, `done` how many standing ones were done or left
 * out. It goes from each list to the one made of it, so that a fold takes as long as its events.
 */
const ledgers = new WeakMap();

const counts = (mark) => (mark && mark.done !== null && !mark.removed ? 1 : 0);

function ledgerOf(marks) {
  const known = ledgers.get(marks);
  if (known) return known;
  const made = { at: new Map(), done: 0 };
  marks.forEach((mark, k) => {
    made.at.set(mark.id, k);
    made.done += counts(mark);
  });
  ledgers.set(marks, made);
  return made;
}

const indexOf = ({ marks }, id) => ledgerOf(marks).at.get(id) ?? -1;

/** The mark of this id, standing or not; undefined where there is none. */
export const markOf = (session, id) => session.marks[indexOf(session, id)];

/** Whether a standing mark has been done, or left out. */
export const anyDone = (marks) => ledgerOf(marks).done > 0;

/** Whether a mark was laid by a newer version, and so is not among the marks. */
export const isStrange = (session, mark_id) => session.aside !== undefined
  && session.aside.some((a) => a.mark_id === mark_id && a.mark_id !== undefined) && indexOf(session, mark_id) < 0;

function conflict(session, mark_id, reason) {
  if (isStrange(session, mark_id)) return session;
  const known = session.conflicts.some((c) => c.mark_id === mark_id && c.reason === reason);
  if (known) return session;
  return freeze({ ...session, conflicts: freeze([...session.conflicts, freeze({ mark_id, reason })]) });
}

function settle(session, mark_id) {
  const conflicts = session.conflicts.filter((c) => c.mark_id !== mark_id);
  return conflicts.length === session.conflicts.length ? session
    : freeze({ ...session, conflicts: freeze(conflicts) });
}

function put(session, at, mark) {
  const ledger = ledgerOf(session.marks);
  const marks = withMark(session.marks, at, mark);
  ledger.done += counts(mark) - counts(session.marks[at]);
  ledger.at.set(mark.id, at);
  ledgers.delete(session.marks);
  ledgers.set(marks, ledger);
  return freeze({ ...session, marks });
}

const fate = ({ phase, removed, done, among }) => ({ phase, removed, done, ...(among ? { among } : {}) });

/** A syringe that is chosen for one mark is no longer that of its level. */
const ofOne = (old) => fate({ ...old, among: null });

function planned(session, { mark, phase = 'plan' }) {
  const at = indexOf(session, mark.id);
  if (at >= 0 && !session.marks[at].removed) return conflict(session, mark.id, 'planned-twice');
  const done = phase === 'end' ? true : null;
  const entry = deepFreeze({ ...markFrom(mark), phase, removed: false, done });
  return settle(put(session, at < 0 ? session.marks.length : at, entry), mark.id);
}

/** Change a mark that should be standing; where it is not, that is a conflict, and the act is kept. */
function edit(session, id, reason, change, of = fate) {
  const at = indexOf(session, id);
  if (at < 0) return conflict(session, id, 'unknown-mark');
  const old = session.marks[at];
  const next = old.removed ? conflict(session, id, reason) : session;
  const changed = change(old);
  if (changed === null) return conflict(next, id, 'does-not-fit');
  return put(next, at, deepFreeze({ ...markFrom(changed), ...of(old) }));
}

const CHANGEABLE = ['depth', 'syringe', 'radius_mm', 'width_mm'];

const changed = (session, { mark_id, changes }) => edit(session, mark_id, 'changed-removed', (mark) => {
  const known = CHANGEABLE.filter((name) => name in changes).map((name) => [name, changes[name]]);
  return { ...mark, ...Object.fromEntries(known) };
}, 'syringe' in changes ? ofOne : fate);

/** Fewest and most anchors of each kind. */
const ANCHORS = freeze({ point: [1, 1], patch: [3, Infinity], stroke: [1, Infinity], zone: [0, 0] });

const moved = (session, body) => edit(session, body.mark_id, 'moved-removed', (mark) => {
  const [fewest, most] = ANCHORS[mark.kind];
  if (body.anchors.length < fewest || body.anchors.length > most) return null;
  const drawn = ['view', 'figure'].filter(
    (name) => name in body && (mark.kind === 'point' || body[name] !== null),
  );
  const named = Object.fromEntries(drawn.map((name) => [name, body[name]]));
  return { ...mark, anchors: body.anchors, ...named };
});

const removal = (removed) => (session, { mark_id }) => {
  const at = indexOf(session, mark_id);
  if (at < 0) return conflict(session, mark_id, 'unknown-mark');
  const mark = session.marks[at];
  const next = mark.removed === removed ? session : put(session, at, freeze({ ...mark, removed }));
  return settle(next, mark_id);
};

function done(session, body) {
  const all = !('mark_ids' in body);
  const value = all ? (body.as_planned ? true : null) : body.done;
  const named = new Set(all ? session.marks.filter((m) => !m.removed).map((m) => m.id) : body.mark_ids);
  const marks = session.marks.map(
    (m) => (named.has(m.id) && m.done !== value ? freeze({ ...m, done: value }) : m),
  );
  const unknown = [...named].filter((id) => indexOf(session, id) < 0);
  return unknown.reduce((s, id) => conflict(s, id, 'unknown-mark'), freeze({ ...session, marks: freeze(marks) }));
}

/** Say from which syringe marks are injected; `among` those that it was chosen of, for a whole level. */
function assigned(session, { mark_ids, syringe, among }) {
  const named = new Set(mark_ids);
  const level = among ? { among: freeze([...new Set(among)]) } : { among: null };
  const marks = session.marks.map((m) => (named.has(m.id) ? deepFreeze({ ...markFrom({ ...m, syringe }), ...fate({ ...m, ...level }) }) : m));
  const unknown = [...named].filter((id) => indexOf(session, id) < 0);
  return unknown.reduce((s, id) => conflict(s, id, 'unknown-mark'), freeze({ ...session, marks: freeze(marks) }));
}

const ACTS = freeze({
  'mark.planned': planned,
  'mark.changed': changed,
  'mark.moved': moved,
  'mark.removed': removal(true),
  'mark.restored': removal(false),
  'marks.done': done,
  'marks.assigned': assigned,
});

/** Apply an event about marks; another kind gives the same session back. */
export function applyToMarks(session, event) {
  const act = ACTS[event.kind];
  return act ? act(session, event.body) : session;
}

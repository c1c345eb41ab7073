// The running total behind the fold, as far as marks go: what is known of a list of them, and how one changes.

import { withMark } from './marks.js';

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

/** Where the mark of this id is among the marks; -1 where there is none. */
export const indexOf = ({ marks }, id) => ledgerOf(marks).at.get(id) ?? -1;

/** The mark of this id, standing or not; undefined where there is none. */
export const markOf = (session, id) => session.marks[indexOf(session, id)];

/** Whether a standing mark has been done, or left out. */
export const anyDone = (marks) => ledgerOf(marks).done > 0;

/** Whether a mark was laid by a newer version, and so is not among the marks. */
export const isStrange = (session, mark_id) =>
  session.aside !== undefined &&
  session.aside.some((a) => a.mark_id === mark_id && a.mark_id !== undefined) &&
  indexOf(session, mark_id) < 0;

/** Note once that tablets disagree on a mark; of one that is put aside nothing is known. */
export function conflict(session, mark_id, reason) {
  if (isStrange(session, mark_id)) return session;
  const known = session.conflicts.some((c) => c.mark_id === mark_id && c.reason === reason);
  if (known) return session;
  return freeze({ ...session, conflicts: freeze([...session.conflicts, freeze({ mark_id, reason })]) });
}

/** Forget what tablets disagreed on about a mark. */
export function settle(session, mark_id) {
  const conflicts = session.conflicts.filter((c) => c.mark_id !== mark_id);
  return conflicts.length === session.conflicts.length ? session : freeze({ ...session, conflicts: freeze(conflicts) });
}

/** Note a conflict for each of these marks that nobody knows. */
export const noteUnknown = (session, ids) =>
  [...ids].filter((id) => indexOf(session, id) < 0).reduce((s, id) => conflict(s, id, 'unknown-mark'), session);

/** The session with this mark at a place among its marks. */
export function put(session, at, mark) {
  const ledger = ledgerOf(session.marks);
  const marks = withMark(session.marks, at, mark);
  ledger.done += counts(mark) - counts(session.marks[at]);
  ledger.at.set(mark.id, at);
  ledgers.delete(session.marks);
  ledgers.set(marks, ledger);
  return freeze({ ...session, marks });
}

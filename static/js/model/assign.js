// Which syringe each mark is injected from: chosen by level in one tap, for one mark by hand.

import { act } from './acts/act.js';
import { DEPTHS } from './depths.js';
import { depthsOf } from './marks.js';
import { standing } from './session.js';

const freeze = Object.freeze;

/** Of a mark: nothing is injected there, the needle alone. */
export const DRY = 'dry';

const assigned = (mark_ids, syringe, among) =>
  act('marks.assigned', { mark_ids, syringe, ...(among ? { among } : {}) });

/** Syringes that stand in a session, in their order. */
export const syringesOf = (session) => Object.keys(session.syringes);

/** Whether letters stand on marks: wherever it is not one syringe for all. */
export const lettered = (session) => syringesOf(session).length > 1 || standing(session).some((m) => m.syringe === DRY);

const isIn = (session, mark) => mark.syringe === DRY || Boolean(mark.syringe && session.syringes[mark.syringe]);

/** Whether a mark's syringe was chosen for this very mark. */
export const byHand = (session, mark) => isIn(session, mark) && !mark.among;

/**
 * Whether it is to be asked from which syringe a mark is injected: nobody said, a syringe came since, or the mark left
 * the level that it was said for, where not all come from one.
 */
function opens(session) {
  const [keys, apart] = [syringesOf(session), lettered(session)];
  const again = ({ among }) => (among.length ? keys.some((key) => !among.includes(key)) : apart);
  return (mark) => !isIn(session, mark) || Boolean(mark.among && again(mark));
}

/** Marks of which that is to be asked; none while no syringe stands. */
export const openMarks = (session) => (syringesOf(session).length ? standing(session).filter(opens(session)) : []);

const levelOf = (mark) => depthsOf(mark).join('+');

const rank = (level) =>
  level.split('+').reduce((sum, d, k) => sum + DEPTHS.indexOf(d) * (k ? 0.1 : 1), level.includes('+') ? 0.05 : 0);

function row(session, level, marks) {
  const keys = new Set(marks.map((m) => (isIn(session, m) ? m.syringe : null)));
  return freeze({
    level,
    depths: level.split('+'),
    marks,
    open: marks.filter(opens(session)).length,
    syringe: keys.size === 1 ? [...keys][0] : undefined,
    hand: marks.filter((m) => byHand(session, m)).length,
  });
}

/**
 * The levels that are marked, shallow first: [{level, depths, marks, open, hand, syringe}]. `syringe`:
 * that of all, null where none has one, undefined where they differ; `hand`: chosen mark by mark.
 */
export function levels(session) {
  const found = new Map();
  for (const m of standing(session)) found.set(levelOf(m), [...(found.get(levelOf(m)) ?? []), m]);
  return [...found].map(([level, marks]) => row(session, level, marks)).sort((a, b) => rank(a.level) - rank(b.level));
}

/** A syringe for marks that nobody assigned by hand, or for all of them where all were. */
export function assignLevel(session, marks, syringe) {
  const free = marks.filter((m) => !byHand(session, m));
  const ids = (free.length ? free : marks).map((m) => m.id);
  return ids.length ? [assigned(ids, syringe, syringesOf(session))] : [];
}

/** The marks of the first syringe that is prepared, where none of them has one; else none. */
export const firstOf = (session) =>
  syringesOf(session).length || standing(session).some((m) => m.syringe) ? [] : standing(session);

/** All marks for the only syringe, as its own key says. */
export const assignFirst = (session, key) => {
  const ids = firstOf(session).map((m) => m.id);
  return ids.length ? [assigned(ids, key, [key])] : [];
};

/** A syringe, dry, or none, for these very marks. */
export const assignMarks = (ids, syringe) => (ids.length ? [assigned([...ids], syringe)] : []);

/** What goes from each syringe: [{syringe, marks}], in their order, dry and without a syringe last. */
export function bySyringe(session, marks = standing(session)) {
  const order = [...syringesOf(session), DRY, null];
  const of = (m) => (isIn(session, m) ? m.syringe : null);
  return order
    .map((syringe) => ({ syringe, marks: marks.filter((m) => of(m) === syringe) }))
    .filter((r) => r.marks.length || (r.syringe && r.syringe !== DRY));
}

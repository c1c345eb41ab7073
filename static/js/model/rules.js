// What may be done at which step of a session: pure functions of the session and the place of the page.

import { _ } from '../texts.js';
import { removeMarks, sayDone } from './actions.js';
import { standing } from './session.js';

/** @import { Mark } from './marks.js' */
/** @import { Session } from './session.js' */
/** @typedef {'plan' | 'accord' | 'inject' | 'end'} Step */

/**
 * Where the page stands: the step that is shown (null before the first), and whether marks are being
 * added in *Fin*.
 * @typedef {{ step: Step | null, adding: boolean }} Place
 */

/** @param {Session} session */
export const isSigned = (session) => Boolean(session.signed);

/**
 * The step that a session has reached.
 * @param {Session} session
 * @returns {Step}
 */
export function reachedStep(session) {
  if (session.signed || session.state === 'finishing' || session.timer.stopped) return 'end';
  if (session.timer.running || session.state === 'injecting') return 'inject';
  return session.agreed ? 'inject' : 'plan';
}

/**
 * Whether it was said what was done of the plan; of no plan there is nothing to say.
 * @param {Session} session
 */
export function saidDone(session) {
  const plan = standing(session).filter((m) => m.phase === 'plan');
  return plan.length === 0 || plan.some((m) => m.done !== null);
}

/**
 * Whether marks may be laid, moved or taken away.
 * @param {Session} session
 * @param {Place} place
 */
export const canMark = (session, { step, adding }) => !isSigned(session) && (step === 'plan' || adding);

/**
 * Planned marks are moved and changed while planning only.
 * @param {Mark} mark
 * @param {Place} place
 */
export const canChange = (mark, { step }) => step === 'plan' || mark.phase === 'end';

/**
 * Whether a touch of a mark says that it was, or was not, done.
 * @param {Session} session
 * @param {Place} place
 */
export const saysDone = (session, { step, adding }) => step === 'end' && !isSigned(session) && !adding;

/**
 * Why a step of history cannot be travelled now, or null. `found.plan`: it would change what was planned.
 * @param {Session} session
 * @param {Place} place
 * @param {{ plan: boolean } | null} found
 */
export function whyNotTravel(session, { step }, found) {
  if (isSigned(session)) return _('La séance est signée : elle ne change plus.');
  if (step === 'plan' || !found || (step === 'end' && !found.plan)) return null;
  return _('Le plan se change dans Repérer.');
}

/** @param {Session} session  Why its plan cannot be agreed to, or null. */
export const whyNoPlan = (session) => (standing(session).length ? null : _('Rien n’est encore marqué sur le corps.'));

/**
 * Whether going back to the plan takes the patient's agreement with it: that was on another plan.
 * @param {Session} session
 * @param {Step} to
 */
export const losesAgreement = (session, to) =>
  to === 'plan' && Boolean(session.agreed) && session.state !== 'finishing' && !isSigned(session);

/**
 * Why a step cannot be gone to, or null.
 * @param {Session} session
 * @param {Step} to
 */
export function whyNotGo(session, to) {
  if (isSigned(session) && to !== 'end') return _('La séance est signée : elle ne change plus.');
  if (to === 'plan') {
    const isSaid = session.state === 'finishing';
    return isSaid ? _('Ce qui a été fait est déjà dit : ajoutez ou retirez des marques dans Fin.') : null;
  }
  if (whyNoPlan(session)) return whyNoPlan(session);
  if (to !== 'accord' && !session.agreed) return _('L’accord du patient vient d’abord.');
  if (to === 'end' && !session.timer.stopped && session.state !== 'finishing')
    return _('Touchez « Terminé » quand l’injection est finie.');
  return null;
}

/**
 * Take marks away. In *Fin* a planned one is never erased: it was not done.
 * @param {Session} session
 * @param {Place} place
 * @param {readonly string[]} ids
 */
export function rubOut(session, { adding }, ids) {
  if (!adding) return removeMarks(session, ids);
  const of = (phase) =>
    standing(session)
      .filter((m) => ids.includes(m.id) && m.phase === phase)
      .map((m) => m.id);
  const planned = of('plan');
  return [...removeMarks(session, of('end')), ...(planned.length ? sayDone(session, planned, false) : [])];
}

// What the great key of a step says, and what a touch of it does: functions of the session and the step.

import { _, n_ } from '../texts.js';
import { informed, unsigned } from './actions.js';
import { isSigned, reachedStep, saidDone, whyNoPlan } from './rules.js';
import { standing } from './session.js';

/** @import { Step } from './rules.js' */
/** @import { Session } from './session.js' */

/**
 * `does` is 'begin' where the key says agreed and starts the clock, 'planned' where all was done as planned.
 * @typedef {object} GreatKey
 * @property {'accord' | 'begin' | 'run' | 'finish' | 'planned' | 'name' | 'sign' | 'next'} does
 * @property {string} word
 * @property {string} [small]  below it
 * @property {string | null} [why]  it cannot be done now
 */

const SIGN_WHY = {
  'no-name': () => _('Donnez un nom au patient avant de signer.'),
  'not-said': () => _('Dites d’abord ce qui a été fait.'),
};

/** @returns {GreatKey} */
function ofPlan(session) {
  const n = standing(session).length;
  const small = n ? n_('{n} marque', '{n} marques', n) : '';
  return { does: 'accord', word: _('Accord'), small, why: whyNoPlan(session) };
}

/** The key says what its touch will put on record. */
/** @returns {GreatKey} */
function ofAccord(session) {
  if (reachedStep(session) === 'end') return { does: 'begin', word: _('Fin') };
  if (session.agreed) return { does: 'begin', word: _('Injecter') };
  const told = informed(session);
  if (told === false) return { does: 'begin', word: _('Le patient est d’accord'), small: _('information non donnée') };
  const word = told ? _('Le patient est d’accord') : _('Informé et d’accord');
  return { does: 'begin', word, small: _('commencer l’injection') };
}

/** @returns {GreatKey} */
function ofInject({ timer }) {
  if (timer.running) return { does: 'finish', word: _('Terminé') };
  return { does: 'run', word: timer.elapsed_ms ? _('Reprendre') : _('Commencer') };
}

/** @returns {GreatKey} */
function ofEnd(session, patient, next) {
  if (isSigned(session)) return { does: 'next', word: _('Patient suivant'), small: next() };
  if (!saidDone(session))
    return { does: 'planned', word: _('Fait comme prévu'), small: _('ou touchez ce qui diffère') };
  const small = _('ensuite, elle ne change plus');
  const missing = unsigned(session, patient);
  // a name is all that the signature waits for: its key asks for one
  if (String(missing) === 'no-name') return { does: 'name', word: _('Nommer et signer'), small };
  return { does: 'sign', word: _('Signer'), small, why: missing.length ? SIGN_WHY[missing[0]]() : null };
}

/**
 * @param {Step} step
 * @param {Session} session
 * @param {{named?: boolean}} patient
 * @param {() => string} next  who comes after this patient
 * @returns {GreatKey}
 */
export function greatKey(step, session, patient, next) {
  if (step === 'plan') return ofPlan(session);
  if (step === 'accord') return ofAccord(session);
  return step === 'inject' ? ofInject(session) : ofEnd(session, patient, next);
}

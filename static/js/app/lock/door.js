// One try at the lock: the server is asked; where it cannot be reached, what this browser keeps.

import { checkPin, keepPin } from '../../store/pin.js';
import { _, n_ } from '../../texts.js';

/** A server that says nothing for this long is not reached. */
const WAIT_MS = 8000;

/** Where all tabs of a browser keep when it was last touched. */
export const TOUCHED = 'mesomap-touched';

/** Status of a request that did not reach the server whole. */
const TOO_SLOW = 408;

/** {ok, status, code, sentence, csrf}; null where the server cannot be reached. */
export async function post(url, body = {}) {
  let response;
  try {
    response = await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: true,
      signal: AbortSignal.timeout?.(WAIT_MS),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return null;
  }
  if (response.status >= 500 || response.status === TOO_SLOW) return null;
  const said = await response.json().catch(() => ({}));
  return {
    ok: response.ok,
    status: response.status,
    code: said.error?.code,
    sentence: said.error?.sentence,
    csrf: said.csrf,
  };
}

/** A clock that is set back does not lengthen the day: it is at least as late as the last touch. */
const latest_ms = () => Math.max(Date.now(), Number(localStorage.getItem(TOUCHED) ?? 0));

async function withoutServer(settings, pin) {
  if (latest_ms() >= Date.parse(settings.ends_at)) {
    return {
      open: false,
      sentence: _('La journée est finie : identifiez-vous dès que le serveur répond. Vos saisies sont gardées.'),
    };
  }
  /** @type {{how: string, left?: number}} */
  const { how, left } = await checkPin(settings.user, pin, settings.most_tries).catch(() => ({ how: 'unknown' }));
  const sentences = {
    wrong: () => n_('Code inexact. Il reste {n} essai.', 'Code inexact. Il reste {n} essais.', left),
    spent: () =>
      _(
        'Trop de codes inexacts : identifiez-vous avec le mot de passe dès que le serveur répond. Vos saisies sont gardées.',
      ),
    unknown: () =>
      _('Le serveur ne répond pas, et ce code n’a pas encore servi sur cet appareil. Vos saisies sont gardées.'),
  };
  return how === 'right' ? { open: true, offline: true } : { open: false, sentence: sentences[how]() };
}

/**
 * {open, csrf, offline, signIn, sentence}: `signIn` where the password is wanted; `offline` where only
 * this browser has looked at the PIN.
 */
export async function tryPin(settings, pin) {
  const answer = await post(settings.urls.unlock, { pin });
  if (answer === null) return withoutServer(settings, pin);
  if (answer.ok) {
    await keepPin(settings.user, pin).catch(() => {});
    return { open: true, csrf: answer.csrf };
  }
  return { open: false, signIn: answer.code === 'not-signed-in', sentence: answer.sentence };
}

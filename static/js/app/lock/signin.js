// The sign-in expired in the middle of a session: ask again here, and lose nothing.

import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';

async function send(boot, email, password) {
  const response = await fetch(boot.urls.signin, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ email, password }),
  }).catch(() => null);
  const body = (await response?.json().catch(() => ({}))) ?? {};
  return response?.ok ? body : { sentence: body.error?.sentence ?? _('Le serveur ne répond pas.') };
}

/** Resolves with the new token once signed in; with undefined where one may go back, and did. */
export function signInAgain(boot, { mayReturn = false } = {}) {
  return openDialog(
    _('Identifiez-vous pour continuer'),
    (close) => {
      const email = h('input', {
        name: 'email',
        type: 'email',
        autocomplete: 'username',
        required: true,
        value: boot.practice.email,
      });
      const password = h('input', {
        name: 'password',
        type: 'password',
        autocomplete: 'current-password',
        required: true,
      });
      const wrong = h('p', { class: 'wrong', role: 'alert' });
      const form = h(
        'form',
        { class: 'form' },
        h('p', {}, _('Votre identification a expiré. Vos saisies sont gardées sur cet appareil.')),
        h('label', {}, _('Adresse électronique'), email),
        h('label', {}, _('Mot de passe'), password),
        wrong,
        h('button', { type: 'submit', class: 'primary' }, _('Continuer')),
        mayReturn ? h('button', { type: 'button', class: 'quiet', onclick: () => close() }, _('Retour')) : null,
      );
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const answer = await send(boot, email.value, password.value);
        if (answer.needs_pin) location.assign(`/pin?next=${encodeURIComponent(location.pathname)}`);
        else if (answer.csrf) close(answer.csrf);
        else wrong.textContent = answer.sentence;
      });
      return form;
    },
    { lasting: true, kind: 'sign-in' },
  );
}

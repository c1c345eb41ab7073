// A name for someone without one: kept here, told to the server before the signature.

import { Refused } from '../store/api.js';
import { _ } from '../texts.js';
import { openDialog } from '../view/dialog.js';
import { h } from '../view/dom.js';

/** From now on the patient has this name, if it is one. */
export function callThem(boot, { family_name = '', given_name = '' }) {
  if (!family_name || boot.patient.named) return;
  boot.patient.named = true;
  boot.patient.name = `${family_name} ${given_name}`.trim();
  document.querySelector('.who-name').textContent = boot.patient.name;
}

/**
 * Ask for a name and keep it. Resolves to true once it is on disk.
 * @param {object} parts  `boot`; `here`: `ask(request)` keeps what the server is to be asked, `isOnline()`
 */
export async function nameHere({ boot, here, tell }) {
  const named = await openDialog(_('Donner un nom'), (close) => {
    const family = h('input', { name: 'family_name', autofocus: true, autocomplete: 'off', autocapitalize: 'words', required: true, maxlength: 100 });
    const given = h('input', { name: 'given_name', autocomplete: 'off', autocapitalize: 'words', maxlength: 100 });
    const form = h(
      'form', { class: 'form' },
      h('label', {}, _('Nom'), family),
      h('label', {}, _('Prénom'), given),
      h('button', { type: 'submit', class: 'primary' }, _('Garder ce nom')),
      here.isOnline() ? h('a', { class: 'quiet', href: boot.urls.edit }, _('Toute la fiche')) : null,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (family.value.trim()) close({ family_name: family.value.trim(), given_name: given.value.trim() });
    });
    return form;
  });
  if (!named) return false;
  const { id, sex, age_years } = boot.patient;
  try {
    await here.ask({ id, url: '/api/patients', body: { id, sex, age_band_years: Math.round(age_years ?? 45), ...named } });
  } catch (error) {
    tell(error instanceof Refused ? error.message : _('Cet appareil n’a plus de place : le nom n’a pas été gardé.'));
    return false;
  }
  callThem(boot, named);
  return true;
}

// A name for someone without one, while the server is gone: kept here, told to it before the signature.

import { _ } from '../texts.js';
import { openDialog } from '../view/dialog.js';
import { h } from '../view/dom.js';

/**
 * Ask for a name and keep it. Resolves to true once it is on disk.
 * @param {object} parts  `boot`, `ask(request)` that keeps what the server is to be asked
 */
export async function nameHere({ boot, ask, tell }) {
  const named = await openDialog(_('Donner un nom'), (close) => {
    const family = h('input', { name: 'family_name', autocomplete: 'off', autocapitalize: 'words', required: true, maxlength: 100 });
    const given = h('input', { name: 'given_name', autocomplete: 'off', autocapitalize: 'words', maxlength: 100 });
    const form = h(
      'form', { class: 'form' },
      h('label', {}, _('Nom'), family),
      h('label', {}, _('Prénom'), given),
      h('button', { type: 'submit', class: 'primary' }, _('Garder ce nom')),
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
    await ask({ id, url: '/api/patients', body: { id, sex, age_band_years: Math.round(age_years ?? 45), ...named } });
  } catch {
    tell(_('Cet appareil n’a plus de place : le nom n’a pas été gardé.'));
    return false;
  }
  boot.patient.named = true;
  boot.patient.name = `${named.family_name} ${named.given_name}`.trim();
  document.querySelector('.who-name').textContent = boot.patient.name;
  return true;
}

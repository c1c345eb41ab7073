// A name for someone without one: kept here, told to the server before the signature.

import { Refused } from '../../store/api.js';
import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';

/** @import { Here } from '../../store/courier.js' */
/** @import { Boot } from '../offline/boot.js' */

/** Give the patient this name on the page, where there is a family name and they have none. */
export function callThem(boot, { family_name = '', given_name = '' }) {
  if (!family_name || boot.patient.named) return;
  boot.patient.named = true;
  boot.patient.name = `${family_name} ${given_name}`.trim();
  document.querySelector('.who-name').textContent = boot.patient.name;
}

/** Ask the server, or the disk, to keep a name; the sentence why not, or null. */
/** @param {Record<string, any>} patient */
async function keepName({ id, sex, age_years }, named, here) {
  try {
    await here.ask({
      id,
      url: '/api/patients',
      body: { id, sex, age_band_years: Math.round(age_years ?? 45), ...named },
    });
    return null;
  } catch (error) {
    return error instanceof Refused ? error.message : _('Cet appareil n’a plus de place : le nom n’a pas été gardé.');
  }
}

/**
 * Ask for a name and keep it; a name that is refused stays in its field. Resolves to true once it is on disk.
 * @param {{boot: Boot, here: Here, word?: string}} parts  `word` of the key that keeps it
 */
export async function nameHere({ boot, here, word = _('Garder ce nom') }) {
  const named = await openDialog(_('Donner un nom'), (close) => {
    const family = h('input', {
      name: 'family_name',
      autofocus: true,
      autocomplete: 'off',
      autocapitalize: 'words',
      required: true,
      maxlength: 100,
    });
    const given = h('input', { name: 'given_name', autocomplete: 'off', autocapitalize: 'words', maxlength: 100 });
    const wrong = h('p', { class: 'wrong', role: 'alert' });
    const keep = h('button', { type: 'submit', class: 'primary' }, word);
    const form = h(
      'form',
      { class: 'form' },
      h('label', {}, _('Nom'), family),
      h('label', {}, _('Prénom'), given),
      wrong,
      keep,
      here.isOnline() ? h('a', { class: 'quiet', href: boot.urls.edit }, _('Toute la fiche')) : null,
    );
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const names = { family_name: family.value.trim(), given_name: given.value.trim() };
      if (!names.family_name) return;
      keep.disabled = true;
      wrong.textContent = (await keepName(boot.patient, names, here)) ?? '';
      keep.disabled = false;
      if (!wrong.textContent) close(names);
    });
    return form;
  });
  if (!named) return false;
  callThem(boot, named);
  return true;
}

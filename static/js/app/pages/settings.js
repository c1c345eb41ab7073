// The settings: the tariff shows the fields of its basis alone, and unsaved edits are not lost unasked.

import { guardUnsaved } from './unsaved.js';

/** Fields that a basis of the tariff alone reads, by the basis. */
const OWN = {
  flat: ['flat_cents'],
  region: ['region_cents'],
  minutes: ['minute_cents', 'minute_step'],
};

/** Hide what the basis does not read; a field with an error stays. */
function sift(form, tiers) {
  const mode = form.elements.mode.value;
  for (const [basis, names] of Object.entries(OWN)) {
    for (const name of names) {
      const field = form.elements[name].closest('.field');
      field.hidden = basis !== mode && !field.classList.contains('has-error');
    }
  }
  tiers.hidden = mode !== 'surface' && !tiers.querySelector('.field-error');
  if (mode === 'surface') tiers.open = true;
}

/** @type {HTMLFormElement | null} */
const tariff = document.querySelector('[data-form="settings-tariff"]');
if (tariff) {
  const tiers = /** @type {HTMLDetailsElement} */ (document.getElementById('tiers'));
  sift(tariff, tiers);
  tariff.addEventListener('change', (event) => {
    if (/** @type {HTMLInputElement} */ (event.target).name === 'mode') sift(tariff, tiers);
  });
}

/** @type {HTMLFormElement | null} */
const practice = document.querySelector('[data-form="settings-practice"]');
if (practice) {
  const country = /** @type {HTMLSelectElement} */ (practice.elements.namedItem('country'));
  /** @type {NodeListOf<HTMLElement>[]} */
  const [only, not] = [practice.querySelectorAll('[data-only]'), practice.querySelectorAll('[data-not]')];
  country.addEventListener('change', () => {
    for (const part of only) part.hidden = !part.dataset.only.split(' ').includes(country.value);
    for (const part of not) part.hidden = part.dataset.not.split(' ').includes(country.value);
  });
}
guardUnsaved();

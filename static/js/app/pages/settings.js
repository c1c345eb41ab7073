// The tariff shows the fields of the chosen basis alone. Without this file all of them stand there.

const form = document.querySelector('[data-form="settings-tariff"]');
const tiers = document.getElementById('tiers');

/** Fields that a basis alone reads, by the basis. */
const OWN = {
  flat: ['flat_cents'],
  region: ['region_cents'],
  minutes: ['minute_cents', 'minute_step'],
};

/** Hide what the basis does not read; a field with an error stays. */
function sift() {
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

sift();
form.addEventListener('change', (event) => {
  if (event.target.name === 'mode') sift();
});

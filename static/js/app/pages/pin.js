// Choosing a PIN: this browser keeps what it needs to lift the cover while the server is gone.

import { keepPin } from '../../store/pin.js';

/** @type {HTMLFormElement} */
const form = document.querySelector('[data-form="pin"]');
/** @type {HTMLElement} */
const wrong = form.querySelector('[data-error]');

form.addEventListener('submit', async (event) => {
  if (form.elements.namedItem('held')) return; // it carries another form, which the answer goes on with
  event.preventDefault();
  const [csrf_token, next, pin, again, password] = ['csrf_token', 'next', 'pin', 'again', 'password'].map(
    (name) => /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name)),
  );
  const body = { pin: pin.value, again: again.value, password: password?.value ?? '' };
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': csrf_token.value };
  const response = await fetch(form.action, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null);
  if (!response || response.status >= 500) {
    form.submit();
    return;
  }
  const said = await response.json().catch(() => ({}));
  if (response.ok) {
    await keepPin(form.dataset.user, pin.value.trim()).catch(() => {});
    location.assign(next.value);
    return;
  }
  wrong.textContent = said.error?.sentence ?? '';
  wrong.hidden = false;
});

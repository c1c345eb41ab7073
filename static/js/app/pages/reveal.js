// Show and hide a password, for those who type on glass; and tell a new practice's time zone.

/** @type {NodeListOf<HTMLButtonElement>} */
const keys = document.querySelectorAll('[data-reveal]');
for (const button of keys) {
  const input = /** @type {HTMLInputElement} */ (document.getElementById(button.dataset.reveal));
  const show = button.textContent;
  button.hidden = false;
  button.addEventListener('click', () => {
    const hidden = input.type === 'password';
    input.type = hidden ? 'text' : 'password';
    button.textContent = hidden ? button.dataset.hide : show;
    input.focus();
  });
}

/** @type {NodeListOf<HTMLInputElement>} */
const zones = document.querySelectorAll('[data-device-zone]');
for (const input of zones) {
  input.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone;
}

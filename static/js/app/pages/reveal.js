// Show and hide a password, for those who type on glass; and tell a new practice's time zone.

for (const button of document.querySelectorAll('[data-reveal]')) {
  const input = document.getElementById(button.dataset.reveal);
  const show = button.textContent;
  button.hidden = false;
  button.addEventListener('click', () => {
    const hidden = input.type === 'password';
    input.type = hidden ? 'text' : 'password';
    button.textContent = hidden ? button.dataset.hide : show;
    input.focus();
  });
}

for (const input of document.querySelectorAll('[data-device-zone]')) {
  input.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone;
}

// A form is sent once: its keys are disabled as soon as it is on its way. The id in the form makes a second
// sending harmless where this file is missing.

/** After this the keys are enabled again: the sending may have been stopped, or its answer lost. */
const REST_MS = 15_000;

/** Disable the keys of a form and say on them that it is on its way. Returns the function that enables them again. */
function rest(form, key) {
  const awake = [...form.querySelectorAll('button:enabled')];
  const nodes = [...(key?.childNodes ?? [])];
  for (const button of awake) button.disabled = true;
  if (key) {
    key.style.minWidth = `${key.offsetWidth}px`;
    key.setAttribute('aria-busy', 'true');
    key.replaceChildren('…');
  }
  return () => {
    for (const button of awake) button.disabled = false;
    key?.removeAttribute('aria-busy');
    key?.replaceChildren(...nodes);
  };
}

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll('form[method="post"]');
for (const form of forms) {
  let wake = null;
  const wakeUp = () => {
    wake?.();
    wake = null;
  };
  form.addEventListener('submit', (event) => {
    // after the submit: a key that is disabled before is not sent with the form
    setTimeout(() => {
      wakeUp();
      wake = rest(form, event.submitter);
      setTimeout(wakeUp, REST_MS);
    });
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) wakeUp();
  });
}

// A page with a form: what was typed and not kept is asked about before the page is left.

/** Whether a control says something else than the page that the server sent. */
function differs(control) {
  if (control.type === 'radio' || control.type === 'checkbox') return control.checked !== control.defaultChecked;
  if (control.nodeName !== 'SELECT') return 'defaultValue' in control && control.value !== control.defaultValue;
  const sent = [...control.options].findIndex((o) => o.defaultSelected);
  return control.selectedIndex !== Math.max(sent, 0);
}

/** Ask; resolves to 'save', 'leave' or null (stay). */
function ask(dialog) {
  return new Promise((resolve) => {
    dialog.returnValue = '';
    dialog.addEventListener('close', () => resolve(dialog.returnValue || null), { once: true });
    dialog.showModal();
  });
}

/**
 * Guard the form marked `data-unsaved` (`typed`: it holds what is kept nowhere): a note beside its key, and
 * the dialog `data-leave` before a link or another form takes the page away. Closing the page itself is asked
 * by the browser.
 */
export function guardUnsaved(root = document) {
  /** @type {HTMLFormElement} */
  const form = root.querySelector('form[data-unsaved]');
  /** @type {HTMLDialogElement} */
  const dialog = root.querySelector('dialog[data-leave]');
  if (!form || !dialog) return;
  // what was typed was sent once, and the page that came back has not kept it
  const refused = form.dataset.unsaved === 'typed' || form.querySelector('[role=alert]') !== null;
  /** @type {HTMLElement} */
  const note = form.querySelector('[data-unsaved-note]');
  let leaving = false;
  const dirty = () => !leaving && (refused || [...form.elements].some(differs));
  const tell = () => {
    if (note) note.hidden = !dirty();
  };
  const question = async (event, go) => {
    if (!dirty()) return;
    event.preventDefault();
    const answer = await ask(dialog);
    if (answer === 'save') form.requestSubmit(form.querySelector('button.primary[type=submit]'));
    if (answer !== 'leave') return;
    leaving = true;
    go();
  };
  form.addEventListener('input', tell);
  form.addEventListener('change', tell);
  root.addEventListener('click', (event) => {
    /** @type {HTMLAnchorElement} */
    const link = /** @type {Element} */ (event.target).closest('a[href]');
    if (link?.hasAttribute('data-abandon')) leaving = true;
    else if (link && !link.hash && !link.target) question(event, () => location.assign(link.href));
  });
  root.addEventListener('submit', (event) => {
    const sent = /** @type {HTMLFormElement} */ (event.target);
    if (sent === form) leaving = true;
    else if (!dialog.contains(sent)) question(event, () => sent.requestSubmit(event.submitter));
  });
  window.addEventListener('beforeunload', (event) => {
    if (dirty()) event.preventDefault();
  });
  window.addEventListener('pageshow', () => {
    leaving = false;
    tell();
  });
  tell();
}

// A dialog of the page: modal, closed by Escape, removed when closed.

import { _ } from '../texts.js';
import { h, icon } from './dom.js';

/** Event of the window when a dialog opens: a gesture that is under way on the map is given up. */
export const DIALOG_OPENS = 'mesomap-dialog';

const FREE =
  ':is(textarea, input:not([type=search], [type=checkbox], [type=radio], [type=password])):not([data-draft])';

/** Fields in which something was typed by hand. */
const typed = new WeakSet();

/** What a dialog asks besides, whether it holds something that nobody kept: by dialog. */
const asked = new WeakMap();

/** Whether a dialog has typed text that is not kept; the focused field is left first, as some keep their text then. */
function hasUnkept(dialog) {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && dialog.contains(activeElement)) activeElement.blur();
  return (
    asked.get(dialog)?.() ||
    [...dialog.querySelectorAll(FREE)].some((field) => typed.has(field) && field.value !== field.defaultValue)
  );
}

/** Ask whether what was typed is to be given up: answered by staying or by leaving. */
function askToLeave(dialog, leave) {
  if (dialog.querySelector('.unkept')) return;
  const ask = h(
    'div',
    { class: 'unkept', role: 'alert' },
    h('p', {}, _('Ce qui est écrit n’est pas enregistré.')),
    h('button', { type: 'button', class: 'primary', 'data-act': 'stay', onclick: () => ask.remove() }, _('Continuer')),
    h('button', { type: 'button', class: 'quiet', 'data-act': 'give-up', onclick: leave }, _('Abandonner')),
  );
  dialog.append(ask);
  ask.scrollIntoView({ block: 'end' });
  ask.querySelector('[data-act=stay]').focus();
}

const closeKey = (onclick) =>
  h('button', { type: 'button', class: 'close', 'aria-label': _('Fermer'), onclick }, icon('cross'));

window.addEventListener('beforeunload', (event) => {
  if ([...document.querySelectorAll('dialog.sheet-dialog')].some(hasUnkept)) event.preventDefault();
});

/**
 * Open a dialog; `build(close, holds)` gives its content. Resolves with what `close(value)` was given. `holds(ask)`:
 * what was chosen by touch counts as what was typed while `ask()` is true.
 */
export function openDialog(title, build, { kind = '', lasting = false } = {}) {
  return new Promise((resolve) => {
    let result;
    const dialog = h('dialog', { class: `sheet-dialog ${kind}`, 'aria-label': title });
    const close = (value) => {
      result = value;
      dialog.close();
    };
    /** Closed without a key of its own: what was typed is asked about first. */
    const leave = () => {
      if (hasUnkept(dialog)) askToLeave(dialog, () => close());
      else close();
    };
    dialog.append(
      h('header', {}, h('h2', {}, title), lasting ? null : closeKey(leave)),
      ...[build(close, (ask) => asked.set(dialog, ask))].flat(),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(result);
    });
    dialog.addEventListener('input', (event) => typed.add(event.target));
    dialog.addEventListener('cancel', (event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      if (!lasting) leave();
    });
    document.body.append(dialog);
    window.dispatchEvent(new Event(DIALOG_OPENS));
    dialog.showModal();
  });
}

/** Ask before what cannot be taken back. Resolves to true or false. */
export function confirmDialog(title, sentences, yes) {
  return openDialog(title, (close) => [
    ...sentences.map((sentence) => h('p', {}, sentence)),
    h(
      'div',
      { class: 'dialog-keys' },
      h('button', { type: 'button', class: 'quiet', onclick: () => close(false) }, _('Retour')),
      h('button', { type: 'button', class: 'primary', 'data-act': 'confirm', onclick: () => close(true) }, yes),
    ),
  ]).then(Boolean);
}

// A dialog of the page: modal, closed by Escape, removed when closed.

import { _ } from '../texts.js';
import { h, icon } from './dom.js';

/** What the window is told when one opens: a hand on the map is on something else now. */
export const DIALOG_OPENS = 'mesomap-dialog';

/** Open a dialog; `build(close)` gives its content. Resolves with what `close(value)` was given. */
export function openDialog(title, build, { kind = '', lasting = false } = {}) {
  return new Promise((resolve) => {
    let result;
    const dialog = h('dialog', { class: `sheet-dialog ${kind}`, 'aria-label': title });
    const close = (value) => { result = value; dialog.close(); };
    dialog.append(
      h(
        'header', {}, h('h2', {}, title),
        lasting ? null : h('button', { type: 'button', class: 'close', 'aria-label': _('Fermer'), onclick: () => close() }, icon('cross')),
      ),
      ...[build(close)].flat(),
    );
    dialog.addEventListener('close', () => { dialog.remove(); resolve(result); });
    if (lasting) dialog.addEventListener('cancel', (event) => event.preventDefault());
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
      'div', { class: 'dialog-keys' },
      h('button', { type: 'button', class: 'quiet', onclick: () => close(false) }, _('Retour')),
      h('button', { type: 'button', class: 'primary', 'data-act': 'confirm', onclick: () => close(true) }, yes),
    ),
  ]).then(Boolean);
}

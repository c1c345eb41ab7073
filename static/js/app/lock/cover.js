// The cover of a locked page: it hides the page and its title, and nothing beneath can be touched or focused.

import { _ } from '../../texts.js';
import { createKeypad } from '../../view/keypad.js';
import { h } from '../../view/dom.js';

/** What a locked page is called: its own name may hold a patient's. */
const TITLE = 'MesoMap';

/**
 * `tryPin(pin)` resolves with a sentence where it was wrong; `signIn()` asks for the password.
 * @param {{tryPin: (pin: string) => Promise<string | null>, signIn: () => unknown}} parts
 */
export function createCover({ tryPin, signIn }) {
  let title = '';
  const keypad = createKeypad(tryPin);
  const dialog = h(
    'dialog',
    { class: 'cover', 'aria-label': _('Verrouillé'), closedby: 'none' },
    h('h2', {}, _('Verrouillé')),
    h('p', {}, _('Votre page est gardée telle quelle.')),
    keypad.element,
    h('button', { type: 'button', class: 'quiet', onclick: () => signIn() }, _('S’identifier avec le mot de passe')),
  );
  dialog.addEventListener('keydown', keypad.key);
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  // a browser may close a dialog after a second Escape, whatever `cancel` says: it is opened again
  dialog.addEventListener('close', () => {
    if (cover.on) {
      dialog.showModal();
      keypad.focus();
    }
  });

  const cover = {
    on: false,
    show() {
      if (cover.on) return;
      cover.on = true;
      title = document.title;
      document.title = TITLE;
      document.documentElement.dataset.locked = '';
      document.body.append(dialog);
      dialog.showModal();
      keypad.focus();
    },
    hide() {
      if (!cover.on) return;
      cover.on = false;
      document.title = title;
      delete document.documentElement.dataset.locked;
      dialog.close();
      dialog.remove();
    },
  };
  return cover;
}

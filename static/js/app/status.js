// What is kept, what is on its way, and what the server would not take.

import { _ } from '../texts.js';
import { showKept } from '../view/header.js';
import { $, h } from '../view/dom.js';
import { openDialog } from '../view/dialog.js';

/** A send that takes no longer than this needs no words. */
const QUIET_MS = 600;

export function createStatus() {
  const key = $('#kept');
  const held = [];
  let kept = 'kept';
  let sent = { waiting: 0, online: true };
  let timer = 0;

  function state() {
    if (kept === 'trouble') return ['trouble', 0];
    if (held.length) return ['held', held.length];
    if (kept === 'keeping') return ['keeping', 0];
    if (!sent.online) return ['offline', sent.waiting];
    return sent.waiting ? ['waiting', sent.waiting] : ['kept', 0];
  }

  function show(now = false) {
    clearTimeout(timer);
    const [name, n] = state();
    key.dataset.waiting = String(sent.waiting + (kept === 'kept' ? 0 : 1));
    if (now || name === 'kept' || name === 'offline' || held.length) showKept(key, name, n);
    else timer = setTimeout(() => showKept(key, ...state()), QUIET_MS);
  }

  key.addEventListener('click', () => {
    if (!held.length) return;
    openDialog(_('À revoir'), () => [
      h('p', {}, _('Le serveur a mis ces saisies de côté ; rien n’est perdu.')),
      h('ul', {}, ...held.map((a) => h('li', {}, a.sentence ?? a.status))),
    ]);
  });

  return Object.freeze({
    keeping(next) { kept = next; show(next === 'trouble'); },
    sending(next) { sent = next; show(); },
    trouble(answer) { held.push(answer); show(true); },
  });
}

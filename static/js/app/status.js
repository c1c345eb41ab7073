// What is kept, what is on its way, and what the server would not take.

import { _ } from '../texts.js';
import { showKept } from '../view/header.js';
import { $, h } from '../view/dom.js';
import { openDialog } from '../view/dialog.js';

/** A send that takes no longer than this needs no words. */
const QUIET_MS = 600;

/** "Kept" is said once a row of gestures has come to rest. */
const REST_MS = 150;

/** @param {Array} before  what the server had put aside already: [{id, sentence}] */
export function createStatus(before = []) {
  const key = $('#kept');
  const held = [...before];
  let disagreed = [];
  let kept = 'kept';
  let sent = { waiting: 0, online: true };
  let timer = 0;

  const toReview = () => held.length + disagreed.length;

  function state() {
    if (kept === 'trouble') return ['trouble', 0];
    if (toReview()) return ['held', toReview()];
    if (kept === 'keeping') return ['keeping', 0];
    if (!sent.online) return ['offline', sent.waiting];
    return sent.waiting ? ['waiting', sent.waiting] : ['kept', 0];
  }

  function show(now = false) {
    clearTimeout(timer);
    const [name, n] = state();
    key.dataset.waiting = String(sent.waiting + (kept === 'kept' ? 0 : 1));
    if (now || name === 'offline' || toReview()) { showKept(key, name, n); return; }
    // the light changes at once, the words only when it takes long
    if (name === 'keeping') key.dataset.state = name;
    timer = setTimeout(() => showKept(key, ...state()), name === 'kept' ? REST_MS : QUIET_MS);
  }

  key.addEventListener('click', () => {
    if (!toReview()) return;
    openDialog(_('À revoir'), () => [
      held.length ? h('p', {}, _('Le serveur a mis ces saisies de côté ; rien n’est perdu.')) : '',
      h('ul', {}, ...held.map((a) => h('li', {}, a.sentence ?? a.status)), ...disagreed.map((text) => h('li', {}, text))),
    ]);
  });

  return Object.freeze({
    keeping(next) { kept = next; show(next === 'trouble'); },
    sending(next) { sent = next; show(); },
    trouble(answer) {
      if (!held.some((h) => h.id && h.id === answer.id)) held.push(answer);
      show(true);
    },

    /** Say how things stand when the page opens. */
    begin: () => show(true),

    /** Two tablets disagree on a mark: sentences to show. */
    conflicts(sentences) {
      if (String(sentences) === String(disagreed)) return;
      disagreed = sentences;
      show(true);
    },
  });
}

// What is kept, what is on its way, and what the server would not take.

import { showKept } from '../../view/header.js';
import { $ } from '../../view/dom.js';
import { newerWords } from './newer.js';
import { openOutbox } from './outbox_dialog.js';

/** A send that takes no longer than this needs no words. */
const QUIET_MS = 600;

/** "Kept" is said so long after the last gesture of a row. */
const REST_MS = 400;

/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createStatus>} Status */

/**
 * @param {{id: string, sentence?: string}[]} before  what the server had put aside already
 * @param {Tell} tell
 */
export function createStatus(before, tell) {
  const key = $('#kept');
  let held = [...before];
  let disagreed = [];
  let newer = 0;
  let kept = 'kept';
  let sent = { waiting: 0, online: true };
  let timer = 0;
  let gaps = [];
  let parts = null;

  const toReview = () => held.length + disagreed.length + newer;

  /** @returns {[string, number]} its name, and how many */
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
    if (now || name === 'offline' || toReview()) {
      showKept(key, name, n);
      return;
    }
    // the light changes at once, the words only when it takes long
    if (name === 'keeping') key.dataset.state = name;
    timer = setTimeout(() => showKept(key, ...state()), name === 'kept' ? REST_MS : QUIET_MS);
  }

  /** Take an entry off the list of those that were put aside: it was corrected by hand. */
  const corrected = (id) => {
    held = held.filter((h) => h.id !== id);
    show(true);
  };

  const open = () => {
    if (parts) openOutbox({ ...parts, held, disagreed, newer, gaps, onCorrected: corrected });
  };
  key.addEventListener('click', open);

  return Object.freeze({
    keeping(next) {
      kept = next;
      show(next === 'trouble');
    },
    sending(next) {
      sent = next;
      show();
    },
    trouble(answer) {
      if (!held.some((h) => h.id && h.id === answer.id)) held.push(answer);
      show(true);
    },

    /** Open the dialog of what the server does not have yet. */
    show: open,

    /** Take what the dialog behind the key needs: the store, the session, what sends. */
    opens(next) {
      parts = next;
    },

    /** Take the tablets of which the server lacks acts. */
    gaps(next) {
      gaps = next;
    },

    /** Show the state when the page opens. */
    begin: () => show(true),

    /** So many entries of this session cannot be counted here: said once, and to be found under the key. */
    newer(n) {
      if (n === newer) return;
      if (n > newer) tell(newerWords(n));
      newer = n;
      show(true);
    },

    /** Show the sentences on marks about which two tablets disagree. */
    conflicts(sentences) {
      if (String(sentences) === String(disagreed)) return;
      disagreed = sentences;
      show(true);
    },
  });
}

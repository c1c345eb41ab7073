// A sentence over the map, announced to a screen reader too; it goes after a few seconds.

import { $, h } from './dom.js';

const SENTENCE_MS = 4200;

/** A long sentence stays as long as it takes to read it. */
const CHARACTER_MS = 55;

/** The place for sentences of a dialog, made when it is first wanted. */
function insideOf(dialog) {
  if (!dialog.querySelector('.sentence')) dialog.append(h('div', { class: 'sentence', role: 'status' }));
  return dialog.querySelector('.sentence');
}

/** @typedef {ReturnType<typeof createTell>} Tell */

export function createTell() {
  const map = $('#sentence');
  let place = map;
  let timer = 0;

  function put(where, sentence) {
    place.removeAttribute('data-on');
    place = where;
    place.textContent = sentence;
    place.setAttribute('data-on', '');
    clearTimeout(timer);
    timer = setTimeout(() => place.removeAttribute('data-on'), Math.max(SENTENCE_MS, sentence.length * CHARACTER_MS));
  }

  /** Over an open dialog it would not be seen: it is said inside the topmost one, and outlives it. */
  return (/** @type {string} */ sentence) => {
    const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
    put(dialog ? insideOf(dialog) : map, sentence);
    dialog?.addEventListener(
      'close',
      () => {
        if (place !== map && place.hasAttribute('data-on')) put(map, place.textContent);
      },
      { once: true },
    );
  };
}

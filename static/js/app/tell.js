// A sentence over the map, for the eye and for the ear, gone after a while.

import { $, h } from '../view/dom.js';

const SENTENCE_MS = 4200;

/** A long sentence stays as long as it takes to read it. */
const CHARACTER_MS = 55;

/** The place for sentences of a dialog, made when it is first wanted. */
function insideOf(dialog) {
  if (!dialog.querySelector('.sentence')) dialog.append(h('div', { class: 'sentence', role: 'status' }));
  return dialog.querySelector('.sentence');
}

export function createTell() {
  const map = $('#sentence');
  let place = map;
  let timer = 0;
  return (sentence) => {
    place.removeAttribute('data-on');
    // over an open dialog it would not be seen: it is said inside the topmost one
    const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
    place = dialog ? insideOf(dialog) : map;
    place.textContent = sentence;
    place.setAttribute('data-on', '');
    clearTimeout(timer);
    timer = setTimeout(() => place.removeAttribute('data-on'), Math.max(SENTENCE_MS, sentence.length * CHARACTER_MS));
  };
}

// A sentence over the map, for the eye and for the ear, gone after a while.

import { $ } from '../view/dom.js';

const SENTENCE_MS = 4200;

/** A long sentence stays as long as it takes to read it. */
const CHARACTER_MS = 55;

export function createTell() {
  const place = $('#sentence');
  let timer = 0;
  return (sentence) => {
    place.textContent = sentence;
    place.setAttribute('data-on', '');
    clearTimeout(timer);
    timer = setTimeout(() => place.removeAttribute('data-on'), Math.max(SENTENCE_MS, sentence.length * CHARACTER_MS));
  };
}

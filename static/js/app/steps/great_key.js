// The great key: its word, and its act when touched; a touch right after its word changed does nothing final.

import { $, h, morph } from '../../view/dom.js';

/** A touch sooner than this after the key changed was meant for what it said before. */
const MEANT_MS = 700;

/** What is not done by a touch that came too soon after the key changed. */
const FINAL = new Set(['name', 'sign', 'next']);

/** @import { GreatKey } from '../../model/great_key.js' */
/** @import { Tell } from '../../view/tell.js' */

/**
 * @param {{
 *   root: HTMLElement, tell: Tell, now: () => GreatKey, acts: Record<GreatKey['does'], () => unknown>,
 * }} parts  `now()`: what it is to say and do
 */
export function createGreatKey({ root, tell, now, acts }) {
  const key = $('[data-act=primary]', root);

  function rest() {
    key.toggleAttribute('data-resting', true);
    setTimeout(() => key.toggleAttribute('data-resting', false), MEANT_MS);
  }

  key.addEventListener('click', () => {
    const { does, why } = now();
    if (why) tell(why);
    else if (!FINAL.has(does) || !key.hasAttribute('data-resting')) acts[does]();
  });

  return Object.freeze({
    show() {
      const { does, word, small, why } = now();
      if (key.firstChild?.nodeValue !== word && FINAL.has(does)) rest();
      morph(key, [word, small ? h('small', {}, small) : '']);
      key.setAttribute('aria-disabled', String(Boolean(why)));
    },
  });
}

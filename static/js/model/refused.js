// What is never injected: corticoids and fat dissolvers, under all the names they go by. The same at
// the server's doors: mesomap/domain/refused.py; tests/cases/syringes/refused.json holds both to it.

import { LONGEST_AFTER, asItLooks, hasStem, joined, runs, wordsOf } from './wording.js';

const forms = new WeakMap();

function formsOf(refused) {
  if (!forms.has(refused)) {
    const stems = new Set(refused.stems.map(joined));
    const names = new Set(refused.names.map(joined));
    forms.set(refused, {
      stems,
      names,
      longest: Math.max(0, ...[...stems, ...names].map((form) => form.length)) + LONGEST_AFTER,
    });
  }
  return forms.get(refused);
}

/** @typedef {{stems: string[], names: string[]}} Refused  what is never injected */

/**
 * Whether what is said to be injected is a corticoid or a fat dissolver.
 * @param {string} name
 * @param {Refused | undefined} refused  what the server gave; a page that was kept before there
 *   was such a list leaves it to the server's door
 */
export function refusedAsInjected(name, refused) {
  if (!refused) return false;
  const { stems, names, longest } = formsOf(refused);
  return runs(wordsOf(asItLooks(name)), longest).some((run) => names.has(run) || hasStem(run, stems));
}

/** The first text of a product in a syringe that names what is never injected, or null. */
export const refusedIn = (product, refused) =>
  Object.values(product).find((text) => typeof text === 'string' && refusedAsInjected(text, refused)) ?? null;

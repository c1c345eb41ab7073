// By which names a product in a syringe is known: in any language, by its brand, with or without its strength. The same
// in mesomap/domain/products.py; tests/cases/syringes/called.json holds both to it.

import { plain } from './syringes.js';

/** Words of a name before its first figure, without what stands in brackets. */
function said(name) {
  const words = plain(name)
    .replace(/\([^)]*\)/g, ' ')
    .match(/\p{L}+|\p{Nd}+/gu);
  const figure = (words ?? []).findIndex((word) => /\p{Nd}/u.test(word));
  return figure < 0 ? (words ?? []) : words.slice(0, figure);
}

/** Whether a name that was typed begins as one of `names` does, figures aside. */
export function isCalled(name, names) {
  const typed = said(name);
  return names.map(said).some((words) => words.length > 0 && words.every((word, k) => word === typed[k]));
}

/** What a product of the catalogue goes by; a page that was kept before knows its name and its brand. */
const namesOf = (product) => product.called ?? [product.name, product.brand ?? ''];

/** The entry of the catalogue for a name that was typed, or null. */
export const entryOf = (products, name) =>
  products.find((p) => plain(p.name) === plain(name)) ?? products.find((p) => isCalled(name, namesOf(p))) ?? null;

/** Products of the catalogue that are in a session's syringes, each once. */
export const inSyringes = ({ syringes }, products) => {
  const names = Object.values(syringes).flatMap((s) => s.products.map((p) => p.name));
  const found = new Set(names.map((name) => entryOf(products, name)));
  return products.filter((p) => found.has(p));
};

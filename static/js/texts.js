// The words of the page. French is the key; another language is a table beside it.

let table = Object.freeze({});

/** Use this table of translations: msgid → text, or msgid → [one, many]. */
export function useTexts(next) {
  table = Object.freeze({ ...next });
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Spaces that French never breaks a line at; the same rule as `typeset` on the server. */
const UNBROKEN =
  / (?=[:;?!»](?:[^\p{L}\p{N}_]|$))|(?<=«) |(?<=[\d}]) (?=(?:cm²|cm|mm|mL|mg|min|kg|h|s|€|%)(?![\p{L}\p{N}_]))/gu;

export const typeset = (french) => french.replace(UNBROKEN, '\u00a0');

/** One sentence, `{named}` places filled in. */
export function _(sentence, values = {}) {
  const found = table[sentence];
  const text = Array.isArray(found) ? found[0] : found;
  return fill(text || typeset(sentence), values);
}

/** A sentence that depends on a number: French counts 0 and 1 as one, English only 1. */
export function n_(one, many, n, values = {}) {
  const found = table[one];
  const forms = Array.isArray(found) ? found : [one, many];
  const single = Array.isArray(found) ? n === 1 : Math.abs(n) < 2;
  return fill((found && forms[single ? 0 : 1]) || typeset(single ? one : many), { n, ...values });
}

/** Mark a sentence that is translated where it is shown. */
export const N_ = (sentence) => sentence;

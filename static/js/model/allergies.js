// Which of the patient's own words may concern a product: to be highlighted, never a verdict. The words always stand in
// full; nothing is concluded from no match. The same in mesomap/domain/allergies.py;
// tests/cases/syringes/allergies.json holds both to it.

import { createDenials } from './denials.js';
import { stemmed } from './wording.js';

/** Letters with a point after each are one word: A.I.N.S. */
const TOKEN = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{N}]))?|[\p{L}\p{Nl}\p{No}]+|\p{Nd}+/gu;
/** Where one clause ends: not a comma or a point within a figure, a point after "vit", nor a hyphen within a word. */
const END = /[.,;\n\r•·|()+]|\s[-–—]\s/gu;
const afterVit = ({ 0: sign, index, input }) => sign === '.' && /(?<![\p{L}\p{N}_])vit$/iu.test(input.slice(0, index));
const inFigure = ({ 0: sign, index, input }) =>
  /[.,]/.test(sign) && /^\p{Nd}.\p{Nd}$/u.test(input.slice(index - 1, index + 2));
const EDGE = /^[\s,.;•·|()+\-–—]+|[\s,.;•·|()+\-–—]+$/g;
/** A denial that asks, or is to be looked at again, is none. */
const ASKED = /[?？]|(?<![\p{L}\p{N}])[àa] (?:vérifier|confirmer|revoir)(?![\p{L}\p{N}])/iu;
const SHORTEST = 4;
/** Lists of the file whose words are part of no name. */
const SMALL = ['ignored', 'between', 'joining', 'negators'];
const DIGITS = /^\p{Nd}+$/u;

const seen = (text) => text.normalize('NFC').replace(/\p{Cf}/gu, '');
const tokensOf = (text) =>
  [...text.matchAll(TOKEN)].map((found) => ({
    at: found.index,
    end: found.index + found[0].length,
    word: stemmed(found[0].replaceAll('.', '')),
  }));
const wordsOf = (text) => tokensOf(seen(text)).map(({ word }) => word);

const ready = new WeakMap();

/** The file made ready to compare with, once. */
function readied(known) {
  if (ready.has(known)) return ready.get(known);
  const concepts = new Map(known.concepts.map((row) => [row.key, row]));
  const phrases = new Map();
  for (const { key, phrases: said } of known.concepts) {
    for (const words of said.map(wordsOf)) phrases.set(words[0], [...(phrases.get(words[0]) ?? []), { words, key }]);
  }
  const made = {
    concepts,
    phrases,
    denials: createDenials(known.words),
    ignored: new Set(known.words.ignored.map(stemmed)),
    passedOver: new Set(SMALL.flatMap((list) => known.words[list]).map(stemmed)),
  };
  ready.set(known, made);
  return made;
}

/** Concepts that are named, the longest phrase first. */
function named(words, { phrases }) {
  const found = new Set();
  for (let at = 0; at < words.length;) {
    const fits = (phrases.get(words[at]) ?? []).filter((phrase) =>
      phrase.words.every((word, k) => words[at + k] === word),
    );
    const longest = Math.max(1, ...fits.map((phrase) => phrase.words.length));
    fits.filter((phrase) => phrase.words.length === longest).forEach(({ key }) => found.add(key));
    at += longest;
  }
  return found;
}

/** Concepts with their families and ingredients. */
function withAll(keys, { concepts }) {
  const found = new Set();
  const todo = [...keys];
  while (todo.length) {
    const key = todo.pop();
    if (!found.has(key)) {
      found.add(key);
      todo.push(...(concepts.get(key).in ?? []), ...(concepts.get(key).contains ?? []));
    }
  }
  return found;
}

/** Families whose members are taken for each other, of a concept that is named. */
function alike(key, made) {
  const row = made.concepts.get(key);
  return [...(row.alike ? [key] : []), ...(row.in ?? []).flatMap((family) => alike(family, made))];
}

/** Cut at signs, and before words that turn the sense round. */
function clausesOf(text, made) {
  const tokens = tokensOf(text);
  const cuts = new Map(
    [...text.matchAll(END)]
      .filter(
        (found) =>
          !inFigure(found) && !afterVit(found) && !tokens.some(({ at, end }) => found.index >= at && found.index < end),
      )
      .map((found) => [found.index + found[0].length, found[0].trim()]),
  );
  for (const at of made.denials.turns(tokens.map(({ word }) => word)))
    if (!cuts.has(tokens[at].at)) cuts.set(tokens[at].at, '');
  const ends = [...new Set([...cuts.keys(), text.length])].filter(Boolean).sort((a, b) => a - b);
  return ends.map((end, k) => {
    const start = ends[k - 1] ?? 0;
    return {
      start,
      end,
      text: text.slice(start, end),
      sign: cuts.get(start) ?? '',
      words: tokens.filter(({ at }) => at >= start && at < end).map(({ word }) => word),
    };
  });
}

/** Leave signs and spaces at the edges of a marked clause unmarked. */
function trimmed(piece) {
  const inner = piece.text.replace(EDGE, '');
  if (!piece.concerns || !inner) return [{ ...piece, concerns: piece.concerns && Boolean(inner) }];
  const at = piece.text.indexOf(inner);
  return [
    [piece.text.slice(0, at), false],
    [inner, true],
    [piece.text.slice(at + inner.length), false],
  ]
    .filter(([text]) => text)
    .map(([text, concerns]) => ({ text, concerns }));
}

/** A name’s letters with a figure ("B12"), and its first word that says what it is; a capital after the word before. */
function rowsOf(name, { passedOver }) {
  const tokens = tokensOf(name);
  const figured = (k) => tokens[k + 1]?.at === tokens[k].end && DIGITS.test(tokens[k + 1].word);
  const rows = tokens
    .map((_token, k) => k)
    .filter(figured)
    .map((k) => `${tokens[k].word} ${tokens[k + 1].word}`);
  const capital = ({ at, word }) => word.length === 1 && /^\p{Lu}/u.test(name.slice(at));
  const first = tokens.findIndex((token) => DIGITS.test(token.word) || capital(token) || !passedOver.has(token.word));
  if (first < 0 || DIGITS.test(tokens[first].word)) return rows;
  const { word } = tokens[first];
  if (word.length > 1) rows.push(word);
  else if (first && !figured(first)) rows.push(`${tokens[first - 1].word} ${word}`);
  return rows;
}

/** @typedef {{concepts: object[], words: object}} Allergens */

/**
 * The patient's text in pieces, those marked that may concern a product: [{text, concerns}].
 * @param {string | null} allergies  the patient's own words
 * @param {(string | null | undefined)[]} product  what it is called: name, brand, box
 * @param {Allergens | null | undefined} known  what the server gave; nothing where the practice
 *   switched the highlight off, or in a page that was kept before there was one: then no piece is marked
 */
export function piecesOf(allergies, product, known) {
  const text = seen(allergies ?? '');
  if (!text) return [];
  if (!known) return [{ text, concerns: false }];
  const made = readied(known);
  const names = product.filter(Boolean);
  const words = wordsOf(names.join(' , '));
  const inside = withAll(named(words, made), made);
  const shared = new Set(
    words.filter((word) => word.length >= SHORTEST && !DIGITS.test(word) && !made.ignored.has(word)),
  );
  const rows = new Set(names.flatMap((name) => rowsOf(seen(name), made)));
  const concerns = (clause) =>
    clause.words.some((word, k) => shared.has(word) || rows.has(word) || rows.has(`${clause.words[k - 1]} ${word}`)) ||
    [...named(clause.words, made)].some(
      (key) => inside.has(key) || alike(key, made).some((family) => inside.has(family)),
    );
  return made.denials
    .judged(clausesOf(text, made))
    .flatMap((clause) =>
      trimmed({ text: clause.text, concerns: !(clause.denied && !ASKED.test(clause.text)) && concerns(clause) }),
    );
}

/** Whether any of the patient's words may concern the product. */
export const mayConcern = (allergies, product, known) =>
  piecesOf(allergies, product, known).some((piece) => piece.concerns);

// Words that people type, compared without case, accents, hyphens or how they are spaced.
// The same in mesomap/domain/wording.py; tests/cases/syringes holds both to it.

import { fold } from './letters.js';

const SPELLINGS = [
  ['th', 't'],
  ['ph', 'f'],
  ['z', 's'],
];

/** A shorter word has no ending to leave out. */
const SHORTEST = 4;

/** What may follow the stem of a substance in French, English, German or Latin. */
const ENDINGS = ['', 'e', 'es', 's', 'um', 'i', 'is', 'a', 'as', 'o', 'os'];

/** Salts and esters that are written onto the stem ("dexaméthasonephosphate", "Triamcinolonacetonid"). */
const SALTS = (
  'acetat acetonid hexacetonid fosfat natriumfosfat dinatriumfosfat succinat hemisuccinat propionat dipropionat ' +
  'valerat butyrat furoat pivalat'
).split(' ');
const ONTO = ['', ...SALTS, ...SALTS.map((salt) => `e${salt}`)];
const AFTER = new Set(ONTO.flatMap((onto) => ENDINGS.map((ending) => onto + ending)));
export const LONGEST_AFTER = Math.max(...[...AFTER].map((after) => after.length));

/** Signs beside a brand that the fold of letters would write as letters. */
const TRADE = /[™℠®©]/g;

const replaced = (text, pairs) => pairs.reduce((found, [from, to]) => found.replaceAll(from, to), text);

/** The words and the figures of a text, in one spelling. */
export const wordsOf = (text) =>
  (fold(text.replace(TRADE, ' ')).match(/[a-z]+|[0-9]+/g) ?? []).map((word) => replaced(word, SPELLINGS));

/** A word without its plural, a last e and second letters: "lidocaïnes" and "lidocaine" are one. */
export function stemmed(word) {
  const bare = replaced(fold(word), SPELLINGS);
  return bare.length < SHORTEST
    ? bare
    : bare
        .replace(/s$/, '')
        .replace(/x$/, '')
        .replace(/e$/, '')
        .replace(/([a-z])\1/g, '$1');
}

/** Letters of Cyrillic and Greek that look like Latin ones, by the Latin letters. */
const LOOKS = Object.entries({
  ...{ A: 'АΑ', B: 'ВΒ', C: 'СϹ', E: 'ЕЁΕ', H: 'НΗ', I: 'ІΙ', J: 'Ј', K: 'КΚ', M: 'МΜ', N: 'Ν', O: 'ОΟ', P: 'РΡ' },
  ...{ S: 'Ѕ', T: 'ТΤ', X: 'ХΧ', Y: 'УΥ', Z: 'Ζ', a: 'аα', c: 'сϲ', d: 'ԁ', e: 'её', h: 'һ', i: 'іι', j: 'ј' },
  ...{ k: 'кκ', m: 'м', n: 'п', o: 'оοσ', p: 'рρ', s: 'ѕ', t: 'тτ', u: 'υ', v: 'ѵν', x: 'хχ', y: 'у' },
});
const LATIN = new Map(LOOKS.flatMap(([latin, like]) => [...like].map((letter) => [letter, latin])));

/** Letters that look like Latin ones written as these: "Kеnalog" with a Cyrillic е is Kenalog. */
export const asItLooks = (text) => [...text.normalize('NFC')].map((letter) => LATIN.get(letter) ?? letter).join('');

/** A name as one word: the form that names are kept and compared in. */
export const joined = (text) => wordsOf(text).join('');

/** Every word, and words in a row written as one, up to `longest` letters. */
export function runs(words, longest) {
  const found = [];
  for (let start = 0; start < words.length; start += 1) {
    let run = '';
    for (const word of words.slice(start)) {
      run += word;
      if (run.length > longest) break;
      found.push(run);
    }
  }
  return found;
}

/** Whether a word is one of `stems` (a Set) with an ending, or with a salt or ester and its own. */
export function hasStem(word, stems) {
  for (let at = SHORTEST; at <= word.length; at += 1)
    if (stems.has(word.slice(0, at)) && AFTER.has(word.slice(at))) return true;
  return false;
}

// Words that people type, compared without case, accents, hyphens or how they are spaced.
// The same in mesomap/domain/wording.py; tests/cases/syringes holds both to it.

import { fold } from './letters.js';

const SPELLINGS = [['th', 't'], ['ph', 'f']];

/** A shorter word has no ending to leave out. */
const SHORTEST = 4;

/** What may follow the stem of a substance in French, English, German or Latin. */
const ENDINGS = ['', 'e', 'es', 's', 'um', 'i', 'is', 'a', 'as', 'o', 'os'];

const replaced = (text, pairs) => pairs.reduce((found, [from, to]) => found.replaceAll(from, to), text);

/** The words and the figures of a text, in one spelling. */
export const wordsOf = (text) => (fold(text).match(/[a-z]+|[0-9]+/g) ?? []).map((word) => replaced(word, SPELLINGS));

/** A word without its plural and a last e: "lidocaïnes" and "lidocaine" are one. */
export function stemmed(word) {
  const bare = replaced(fold(word), SPELLINGS);
  return bare.length < SHORTEST ? bare : bare.replace(/s$/, '').replace(/x$/, '').replace(/e$/, '');
}

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

/** Whether a word is one of `stems` (a Set) with an ending. */
export const hasStem = (word, stems) => ENDINGS.some((end) => word.endsWith(end) && stems.has(word.slice(0, word.length - end.length)));

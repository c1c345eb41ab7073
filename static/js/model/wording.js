// Words that people type, compared without case, accents, hyphens or how they are spaced.
// The same in mesomap/domain/wording.py; tests/cases/syringes holds both to it.

const LETTERS = [['œ', 'oe'], ['æ', 'ae'], ['ß', 'ss']];
const SPELLINGS = [['th', 't'], ['ph', 'f']];

/** What may follow the stem of a substance in French, English, German or Latin. */
const ENDINGS = ['', 'e', 'es', 's', 'um', 'i', 'is', 'a', 'as', 'o', 'os'];

const replaced = (text, pairs) => pairs.reduce((found, [from, to]) => found.replaceAll(from, to), text);

/** Lower case without accents, marks that are not seen, and ligatures. */
export const folded = (text) => replaced(text.normalize('NFKD').toLowerCase().replace(/[\p{M}\p{Cf}]/gu, ''), LETTERS);

/** The words and the figures of a text, in one spelling. */
export const wordsOf = (text) => (folded(text).match(/[a-z]+|[0-9]+/g) ?? []).map((word) => replaced(word, SPELLINGS));

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

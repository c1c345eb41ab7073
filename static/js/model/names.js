// Finding people by what someone types, among those whom this tablet keeps.
// The same in mesomap/domain/names.py; tests/cases/names/found.json holds both to it.

import { birthTerms, takeOut } from './dates.js';
import { bare, fold, spellings, wordsOf } from './letters.js';

const MOST_WORDS = 8;
const MOST_LETTERS = 100;

/** What is typed before a name and is none; it is read as a word of a name as well. */
const TITLES = new Set('m mr mme mlle monsieur madame mademoiselle mrs ms dr'.split(' '));

/** Words of names that are written in full or short. Only what is typed is written the other way. */
const SHORT = new Map([
  ['saint', 'st'],
  ['sainte', 'ste'],
  ['st', 'saint'],
  ['ste', 'sainte'],
]);

/** So many words at the most may be typed apart that are stored as one. */
const MOST_JOINED = 4;

/**
 * Ranks of a piece by where its term comes from: a term itself comes before one that only begins so, from `BEGUN` on.
 */
const BEGUN = 2;
const RANKS = { family: [0, 2], given: [1, 3], birth: [0, 0], whole: [0, 3] };

const squashed = (name) => wordsOf(fold(name)).join('');

function nameTerms(name) {
  const found = spellings(name)
    .map(wordsOf)
    .flatMap((words) => words.flatMap((word, n) => [word, words.slice(n).join('')]));
  return [...found, ...found.map(bare)];
}

/** The terms by which someone is found, each with its place: `[[term, place]]`. */
export function termsOf({ family_name = '', given_name = '', birth_date = null }) {
  const pairs = family_name && given_name ? [`${family_name} ${given_name}`, `${given_name} ${family_name}`] : [];
  return [
    ...nameTerms(family_name).map((term) => [term, 'family']),
    ...nameTerms(given_name).map((term) => [term, 'given']),
    ...pairs.map((pair) => [squashed(pair), 'whole']),
    ...(birth_date ? birthTerms(birth_date) : []).map((term) => [term, 'birth']),
  ]
    .map(([term, place]) => [term.slice(0, MOST_LETTERS), place])
    .filter(([term]) => term);
}

const least = (ways) => ways.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null);
const both = (a, b) => (a === null || b === null ? null : a + b);

function lookUp(words, look) {
  const typed = words.join('').slice(0, MOST_LETTERS);
  const plain = bare(typed);
  if (plain !== typed) {
    // "mueller" finds Muller, but "noe" not everyone whose name begins with "no"
    const whole = look(plain);
    return least([look(typed), whole !== null && whole < BEGUN ? whole : null]);
  }
  if (words.length === 1 && /^\p{Nd}+$/u.test(typed)) return least([look(typed), look(`y${typed}`), look(`d${typed}`)]);
  return look(typed);
}

/** The words of each spelling, and once more with Saint for St and the other way round. */
function listsOf(spelt) {
  const lists = spelt.map(wordsOf);
  return [
    ...lists,
    ...lists
      .filter((words) => words.some((word) => SHORT.has(word)))
      .map((words) => words.map((word) => SHORT.get(word) ?? word)),
  ];
}

/** The rank by words alone; neighbours may be stored as one. `spelt`: the same words, spelt otherwise. */
function byWords(spelt, look) {
  const titled = spelt[0].length > 1 && TITLES.has(spelt[0][0]);
  const whole = inARow(spelt, look);
  if (!titled) return whole;
  const untitled = spelt.map((words) => words.slice(1));
  return least([whole, byWords(untitled, look)]);
}

function inARow(spelt, look) {
  const best = [0];
  for (let end = 1; end <= Math.min(spelt[0].length, MOST_WORDS); end += 1) {
    const ways = [];
    for (let start = Math.max(0, end - MOST_JOINED); start < end; start += 1) {
      ways.push(both(best[start], least(spelt.map((words) => lookUp(words.slice(start, end), look)))));
    }
    best.push(least(ways));
  }
  return best.length > 1 ? best.at(-1) : null;
}

/** How well someone, by their terms, fits all that was typed: 0 is best, null not at all. */
export function rankOf(terms, text) {
  const look = (beginning) =>
    least(
      terms
        .filter(([term]) => term.startsWith(beginning))
        .map(([term, place]) => RANKS[place][term === beginning ? 0 : 1]),
    );
  const spelt = spellings(text);
  const taken = spelt.map(takeOut);
  const ways = [byWords(listsOf(spelt), look)];
  if (taken[0][1].length) {
    const born = least(taken[0][1].map(look));
    const rest = listsOf(taken.map(([left]) => left));
    ways.push(rest[0].length ? both(byWords(rest, look), born) : born);
  }
  return least(ways);
}

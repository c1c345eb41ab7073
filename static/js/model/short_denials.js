// Denials told by word order or a sign: "No lidocaine allergy", "Lidocaïne : non", "allergie à la
// pénicilline, pas à la lidocaïne". Each form is narrow: "No lidocaine: allergy", "Lidocaïne tolérée : non" and "pas
// seulement à la lidocaïne" deny nothing. The same in mesomap/domain/short_denials.py.

import { stemmed } from './wording.js';

/** Words without a sign between them. */
const PLAIN = /^[^\p{L}\p{N}_]*[\p{L}\p{N}_\s'’-]*[^\p{L}\p{N}_]*$/u;
/** An answer after a sign, which ends the clause. */
const ANSWER = /^[^:=!]*[:=]\s*\p{L}+[^\p{L}\p{N}_!]*$/u;

const union = (...sets) => new Set(sets.flatMap((set) => [...set]));
const isDigits = (word) => /^\p{Nd}+$/u.test(word);
const any = (words, set) => words.some((word) => set.has(word));
const all = (words, set) => words.every((word) => set.has(word));

/** Denials that depend on the signs between words: mesomap/data/allergens.json, `words`. */
export function createShortDenials(lists) {
  const one = (...keys) => new Set(keys.flatMap((key) => (lists[key] ?? []).map(stemmed)));
  const [heads, negators, fillers, subjects] = [
    'adjunct_heads',
    'adjunct_negators',
    'adjunct_fillers',
    'adjunct_subjects',
  ].map((key) => one(key));
  const [qualifiers, last, notTo, to] = ['qualifiers', 'last', 'not_to', 'to'].map((key) => one(key));
  const after = union(heads, one('between'));
  const harms = one('heads', 'troubles');
  const stops = union(
    harms,
    fillers,
    one('only', 'adjunct_stops', 'negators', 'joining', 'telling', 'spoilers', 'but'),
  );
  const sayingNothing = new Set([...one('ignored')].filter((word) => !one('negators').has(word)));
  const allowing = [...lists.tolerated, ...(lists.allowing ?? [])].map(stemmed);
  const notNamed = union(harms, one('negators', 'joining', 'spoilers', 'only'));

  /** "Lidocaïne : non", where nothing else is spoken of than what is on a list. */
  function answers(clauses, at) {
    const { text, words } = clauses[at];
    if (!ANSWER.test(text) || !last.has(words.at(-1))) return false;
    const before = words.slice(0, -1);
    const named = before.filter((word) => !sayingNothing.has(word) && !isDigits(word));
    const allowed = clauses.some((clause) =>
      clause.words.some((word) => allowing.some((stem) => word.startsWith(stem))),
    );
    return named.length === 1 && !any(before, notNamed) && !allowed;
  }

  /** Where the names before `end` begin, parted by "or"; null where there is none. */
  function beforeNames(words, end) {
    let at = end;
    while (at > 0 && !stops.has(words[at - 1])) {
      at -= at > 1 && qualifiers.has(words[at - 2]) ? 2 : 1;
      if (at <= 1 || !['or', 'nor', 'and'].includes(words[at - 1])) return at;
      at -= 1;
    }
    return null;
  }

  /** "(The patient has) no (known) lidocaine (or procaine) allergy." */
  function noAllergy(words) {
    const first = words.findIndex((word) => harms.has(word));
    if (first < 0 || !all(words.slice(first), after)) return false;
    let at = beforeNames(words, first);
    if (at === null) return false;
    while (at > 0 && fillers.has(words[at - 1])) at -= 1;
    return at > 0 && negators.has(words[at - 1]) && all(words.slice(0, at - 1), subjects);
  }

  /** "pas à la lidocaïne": to what there is no reaction, said after one to another. */
  function isNotTo(words) {
    const said = words.slice(['mai', 'but', 'et', 'and'].includes(words[0]) ? 1 : 0);
    const rest = said.slice(2);
    return notTo.has(said[0]) && to.has(said[1]) && rest.length > 0 && !any(rest, notNamed) && !any(rest, notTo);
  }

  /** Whether a word for a reaction stands before, in the same sentence. */
  function toldBefore(clauses, at) {
    for (let k = at; k > 0 && [',', ''].includes(clauses[k].sign); k -= 1)
      if (any(clauses[k - 1].words, harms)) return true;
    return false;
  }

  /** Whether the clause at this place denies in one of these forms. */
  const denies = (clauses, at) =>
    (PLAIN.test(clauses[at].text) && noAllergy(clauses[at].words)) ||
    answers(clauses, at) ||
    (isNotTo(clauses[at].words) && toldBefore(clauses, at));

  return Object.freeze({ denies, answers });
}

// Whether a clause of a patient's allergies denies what it names ("pas d’allergie à …"). Where that is not plain it
// does not deny: a needless highlight does less harm than a missing one. The same in mesomap/domain/denials.py.

import { createShortDenials } from './short_denials.js';
import { stemmed } from './wording.js';

/** So many words before "que" tell of what it restricts. */
const NEAR = 7;

const any = (words, set) => words.some((word) => set.has(word));

/** The words that deny, by what they do: mesomap/data/allergens.json, `words`. */
export function createDenials(lists) {
  const short = createShortDenials(lists);
  const one = (key) => new Set((lists[key] ?? []).map(stemmed));
  const negators = one('negators');
  const between = one('between');
  const heads = one('heads');
  const harms = new Set([...heads, ...one('troubles')]);
  const [spoilers, tested, negative, last, fine, carrying, joining, affirming, telling, conditions] = [
    'spoilers',
    'tested',
    'negative',
    'last',
    'fine',
    'carrying',
    'joining',
    'affirming',
    'telling',
    'conditions',
  ].map(one);
  const [tolerated, excluded] = [lists.tolerated.map(stemmed), lists.excluded.map(stemmed)];
  const phrases = (key) => lists[key].map((phrase) => phrase.split(' ').map(stemmed));
  const [but, subjects] = [phrases('but'), phrases('restricting_not_before')];
  const [only, restricting, noRest, notWith] = [
    'only',
    'restricting',
    'restricting_not_after',
    'restricting_not_with',
  ].map(one);

  const begins = (word, stems) => stems.some((stem) => word.startsWith(stem));

  const saysAt = (list, words, at) => list.some((phrase) => phrase.every((word, k) => words[at + k] === word));
  const turned = (words, at) => (only.has(words[at]) && !negators.has(words[at - 1])) || saysAt(but, words, at);

  /**
   * "aucune allergie (connue) que la …": what follows is left out of the denial; not "… que je sache", "ainsi que …".
   */
  function restricts(words, at) {
    const before = words.slice(Math.max(0, at - NEAR), at);
    return (
      restricting.has(words[at]) &&
      any(before, harms) &&
      !before.some((word, k) => notWith.has(word) && harms.has(before[k + 1])) &&
      !noRest.has(words[at - 1]) &&
      !saysAt(subjects, words, at + 1)
    );
  }

  /** Places of words before which another clause begins: mais, sauf, et allergie à …, que … */
  function turns(words) {
    let inside = 0; // of "mise à part", which holds "à part"
    return [...words.keys()].filter((at) => {
      if (at < inside) return false;
      inside = at + Math.max(0, ...but.filter((phrase) => saysAt([phrase], words, at)).map((phrase) => phrase.length));
      return (
        turned(words, at) || restricts(words, at) || (joining.has(words[at]) && any(words.slice(at + 1, at + 4), heads))
      );
    });
  }

  /** Not in "pas sans allergie" or "non-allergic reaction": the negator denies another word. */
  const plainly = (words, negator, at) =>
    !(['san', 'without'].includes(words[negator]) && negators.has(words[negator - 1])) &&
    !(words[negator] === 'non' && any(words.slice(negator + 1, at), heads));

  /** A word for a reaction is denied by a negator just before it. */
  function deniedAt(words, at, denied) {
    let back = at - 1;
    while (back >= 0 && between.has(words[back]) && !negators.has(words[back])) back -= 1;
    return (
      back >= 0 &&
      ((negators.has(words[back]) && plainly(words, back, at)) ||
        (['ou', 'or'].includes(words[back]) && denied.size > 0))
    );
  }

  function isTolerated(words) {
    const at = words.findIndex((word) => begins(word, tolerated));
    return at < 0 ? fine.has(words.at(-1)) : !any(words.slice(0, at), spoilers) && !last.has(words.at(-1));
  }

  /** An allergy that was ruled out, or a test that was negative. */
  const isExcluded = (words) =>
    words.some((word, at) => {
      const ruled = begins(word, excluded) && (any(words, heads) || any(words, tested));
      return (
        (ruled || (negative.has(word) && any(words, tested))) && !any(words.slice(Math.max(0, at - 2), at), spoilers)
      );
    });

  const endsWithNo = (words) =>
    words.filter((word) => heads.has(word)).length === 1 && last.has(words.at(-1)) && !heads.has(words.at(-1));

  function denies(words) {
    const found = [...words.keys()].filter((at) => harms.has(words[at]));
    const denied = new Set();
    found.forEach((at) => {
      if (deniedAt(words, at, denied)) denied.add(at);
    });
    if (found.length && denied.size === found.length) return true;
    if (isExcluded(words) || endsWithNo(words)) return true;
    return denied.size === found.length && isTolerated(words);
  }

  const carriedOn = (words) =>
    carrying.has(words[0]) && !turned(words, 0) && !any(words, harms) && !any(words, affirming);

  const spoken = new Set([...negators, ...between, ...harms, 'bien', 'tre', 'well', 'toujour']);

  /** "lidocaïne (pas d’allergie)", "lidocaïne, bien tolérée": it names nothing, and is about the clause before. */
  const aboutTheLast = ({ words, sign }) =>
    words.every((word) => spoken.has(word) || /^\d+$/.test(word) || begins(word, tolerated)) &&
    (sign === '(' || (sign === ',' && isTolerated(words)));

  const isBut = (words) =>
    (words.length === 1 && only.has(words[0])) ||
    but.some((phrase) => phrase.length === words.length && saysAt([phrase], words, 0));

  const isDigits = (word) => /^\p{Nd}+$/u.test(word);
  const heard = new Set([...negators, ...between, ...harms, ...joining, ...telling]);

  /**
   * "…, puis choc", ", urticaire en 2020": a reaction to what was denied; "aucune allergie … exceptée". A word for what
   * somebody has, not for what happened ("asthme"), wants a date or a turn beside it; after a bare answer ("lidocaïne :
   * non, allergie") it says why.
   */
  function takesBack(words, answered) {
    if (isBut(words)) return true;
    const joined = words.length > 0 && (joining.has(words[0]) || turned(words, 0));
    const named = words.slice(joined ? 1 : 0).some((word) => !heard.has(word) && !isDigits(word));
    if (named || !any(words, heads)) return false;
    const dated = words.some((word) => isDigits(word) || telling.has(word));
    return joined || dated || answered || words.some((word) => heads.has(word) && !conditions.has(word));
  }

  /** The clauses ({words, sign}), each with whether it denies, by itself or with the one beside it. */
  function judged(clauses) {
    const found = [];
    for (const [place, clause] of clauses.entries()) {
      const alone = denies(clause.words) || short.denies(clauses, place);
      const denied = alone || Boolean(found.at(-1)?.denied && carriedOn(clause.words));
      if (!denied && takesBack(clause.words, place > 0 && short.answers(clauses, place - 1)))
        for (let at = found.length - 1; found[at] && (found[at].denied || !found[at].words.length); at -= 1)
          found[at] = { ...found[at], denied: false };
      if (denied && found.length && aboutTheLast(clause)) found.push({ ...found.pop(), denied: true });
      found.push({ ...clause, denied });
    }
    return found;
  }

  return Object.freeze({ turns, judged });
}

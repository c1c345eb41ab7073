// The whole code of a box (GS1) where one part of it was wanted: what can be read of it plainly.
// The same in mesomap/domain/box_code.py; tests/cases/syringes/box_code.json holds both to it.

const SYMBOLOGY = /^\](?:d2|C1|Q3|e0)/;

const SEPARATOR = /[\x1d\u241d]|<GS>|\{GS\}|<FNC1>|\{FNC1\}/i; // eslint-disable-line no-control-regex

const BRACKETED = /[([]([0-9]{2,4})[)\]]([^()[\]]*)/g;

/** Elements of a fixed length, by identifier: digits behind it. */
const FIXED = Object.freeze({ '00': 18, '01': 14, '02': 14, 11: 6, 12: 6, 13: 6, 15: 6, 16: 6, 17: 6, 20: 2 });

/** Elements that end at a separator, or with the code. */
const OPEN = Object.freeze(['10', '21', '22', '240', '241', '30', '37', '710', '711', '712', '713', '714']);

/** Another element that may begin within a lot: a date, or one that is open. */
const ANOTHER = /1[1-7][0-9]{6}|(?:2[12]|24[01]|3[07]|71[0-4])./;

const LONGEST_LOT = 20;

/** Without blanks at the edges; the separator GS is none here, unlike for Python's `strip()`. */
const trimmed = (text) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');

const isKnown = (key) => key in FIXED || OPEN.includes(key);

function bracketed(text) {
  const joined = text.split(SEPARATOR).join('');
  const found = Object.fromEntries([...joined.matchAll(BRACKETED)].map(([, key, value]) => [key, trimmed(value)]));
  const fits = Object.entries(found).every(([key, value]) => isKnown(key) && value);
  return Object.keys(found).length && fits && !joined.replace(BRACKETED, '').trim() ? found : null;
}

/** Whether the last digit of an article number is its check digit. */
function checks(article) {
  const total = [...article.slice(0, -1)].reduce((sum, digit, n) => sum + Number(digit) * (n % 2 ? 1 : 3), 0);
  return (10 - (total % 10)) % 10 === Number(article.at(-1));
}

/** An article number with its check digit, or a date that a lot follows. */
function looksLikeOne(text) {
  const article = /^01([0-9]{14})/.exec(text);
  return /^17[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])10./.test(text) || Boolean(article && checks(article[1]));
}

/** What stands between two separators; `ends`: an open element is known to end there. */
function elements(text, ends) {
  const found = {};
  let part = text;
  while (part) {
    const length = FIXED[part.slice(0, 2)];
    if (length === undefined) {
      const key = OPEN.find((one) => part.startsWith(one));
      const value = key ? part.slice(key.length) : '';
      if (key) found[key] = ends || !ANOTHER.test(value.slice(1)) ? value : '';
      return found;
    }
    const value = part.slice(2, 2 + length);
    if (value.length < length || !/^[0-9]+$/.test(value)) return found;
    found[part.slice(0, 2)] = value;
    part = part.slice(2 + length);
  }
  return found;
}

function inARow(text, marked) {
  const parts = text.split(SEPARATOR).map((part) => part.replace(/\s/g, ''));
  if (!marked && !looksLikeOne(parts[0])) return null;
  return Object.assign({}, ...parts.map((part) => elements(part, parts.length > 1)));
}

/**
 * {lot, expiry: YYMMDD} of the whole code of a box, null each where it cannot be read plainly; null for anything
 * else.
 */
export function boxCode(text) {
  const plain = trimmed(text);
  const bare = plain.replace(SYMBOLOGY, '');
  const found = bracketed(bare) ?? inARow(bare, bare !== plain || SEPARATOR.test(bare));
  if (!found || !Object.keys(found).length) return null;
  const { 10: lot = '', 17: expiry = '' } = found;
  return { lot: lot && lot.length <= LONGEST_LOT ? lot : null, expiry: /^[0-9]{6}$/.test(expiry) ? expiry : null };
}

// Dates as people write them: day first, year first, or with the month as a word.
// The same in mesomap/domain/dates.py; tests/cases/names/dates.json holds both to it.

import { fold } from './letters.js';

/** Years that a number of four digits means where nothing else says that it is one. */
const isYear = (year) => year >= 1850 && year < 2200;

/** Years that can stand in a date whose parts are apart. */
const isWrittenYear = (year) => year >= 1000 && year < 3000;

/** A leap year: a day and a month without a year are checked in it, so that 29/02 is a date. */
export const LEAP_YEAR = 2000;

/** Months in French and English, as words and short forms, without accents. */
export const MONTHS = new Map(
  [
    'janvier janv january jan',
    'fevrier fevr fev february feb',
    'mars march mar',
    'avril avr april apr',
    'mai may',
    'juin june jun',
    'juillet juil july jul',
    'aout august aug',
    'septembre september sept sep',
    'octobre october oct',
    'novembre november nov',
    'decembre december dec',
  ].flatMap((words, n) => words.split(' ').map((word) => [word, n + 1])),
);

/** Signs between the parts of a date; hyphens and dashes of every kind. */
const SIGNS = String.raw`-‐-―−/.,\s`;
const SEP = String.raw`\s*[${SIGNS}]\s*`;
const WORD = `(${[...MONTHS.keys()].sort((a, b) => b.length - a.length).join('|')})(?![a-z])\\.?`;
const DAY = String.raw`(\d{1,2})(?:er|e|eme|st|nd|rd|th)?`;

/** What people write before a date of birth; it is left out with the date. */
const SAID = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:ne|nee|ne\(e\)|born|ddn|dob|date\s+de\s+naissance|naissance)(?:\s+(?:le|on))?[\s:]*` +
    String.raw`|le\s*|(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)[\s,]*)$`,
  'u',
);

const compiled = (forms, end = '(?![0-9a-z])') => forms.map(([form, places]) => [`(?<![0-9a-z])${form}${end}`, places]);

/** What a whole date looks like, with the places of year, month and day in it. */
const WHOLE = compiled([
  [String.raw`(\d{4})${SEP}(\d{1,2})${SEP}(\d{1,2})`, [1, 2, 3]],
  [String.raw`(\d{1,2})${SEP}(\d{1,2})${SEP}(\d{4}|\d{2})`, [3, 2, 1]],
  [String.raw`${DAY}[${SIGNS}]*(?:de\s+|of\s+)?${WORD}[${SIGNS}'’]*(\d{4}|\d{2})`, [3, 2, 1]],
  [String.raw`${WORD}[${SIGNS}]*${DAY}[\s,]+(\d{4})`, [3, 1, 2]],
  [String.raw`(\d{4})[${SIGNS}]*${WORD}[${SIGNS}]*${DAY}`, [1, 2, 3]],
  [String.raw`(\d\d)(\d\d)(\d{4})`, [3, 2, 1]],
  [String.raw`(\d{4})(\d\d)(\d\d)`, [1, 2, 3]],
  [String.raw`(\d\d)(\d\d)(\d\d)`, [3, 2, 1]],
]);

/** What a part of a date looks like, as one types it or where no more is known. */
const YEAR_MONTH = compiled([
  [String.raw`(\d{4})${SEP}(\d{1,2})`, [1, 2]],
  [String.raw`(\d{1,2})${SEP}(\d{4})`, [2, 1]],
  [String.raw`${WORD}[${SIGNS}]*(\d{4})`, [2, 1]],
]);
const DAY_MONTH = compiled(
  [
    [String.raw`(\d{1,2})${SEP}(\d{1,2})(?:${SEP}(\d{0,3}))?(?!\d)`, [1, 2, 3]],
    [String.raw`${DAY}[${SIGNS}]*${WORD}(?:[${SIGNS}]*(\d{1,3}))?(?!\d)`, [1, 2, 3]],
  ],
  '(?![a-z])',
);

const two = (n) => String(n).padStart(2, '0');
const monthOf = (text) => MONTHS.get(text) ?? Number(text);

/** Years that two or four digits can mean, the later century first. */
function yearsOf(text, fits) {
  if (text.length === 4) return fits(Number(text)) ? [Number(text)] : [];
  return [2000 + Number(text), 1900 + Number(text)];
}

function isDay(year, month, day) {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

function daysOf(found, places) {
  const [year, month, day] = places.map((place) => found[place]);
  const fits = /^\d+$/.test(found[0]) ? isYear : isWrittenYear;
  return yearsOf(year, fits)
    .filter((y) => isDay(y, monthOf(month), Number(day)))
    .map((y) => `${y}-${two(monthOf(month))}-${two(day)}`);
}

/** Whether nothing stands beside a date but what people write before it ("née le", "le jeudi"). */
function isAlone(text, found) {
  let before = text.slice(0, found.index).replace(/^[( ]+/, '');
  for (let shorter = before.replace(SAID, ''); shorter !== before; shorter = before.replace(SAID, ''))
    before = shorter.trimEnd();
  return !before && !text.slice(found.index + found[0].length).replace(/[ .,)]+/g, '');
}

/**
 * Days that a text can mean, as `1985-04-12`; [] for what is no date. Day before month, as in French; what people write
 * before a date is left out.
 */
export function readings(text) {
  const plain = fold(text).trim();
  for (const [form, places] of WHOLE) {
    for (const found of plain.matchAll(new RegExp(form, 'g'))) {
      const days = isAlone(plain, found) ? daysOf(found, places) : [];
      if (days.length) return days;
    }
  }
  return [];
}

const without = (text, found) =>
  `${text.slice(0, found.index).replace(SAID, '')} ${text.slice(found.index + found[0].length)}`;

/** Two digits of a year, or one of a last day, may be a beginning. */
function started(found, places) {
  const [year, month, day] = places.map((place) => found[place]);
  if (places[2] === 3 && day.length === 1) return [`y${year}${two(monthOf(month))}${day}`];
  return year.length === 2 ? [`d${two(Number(day))}${two(monthOf(month))}${year}`] : [];
}

/** Take a date, or a part of one, out of a folded text: what is left, and beginnings of days. */
export function takeOut(folded) {
  for (const [form, places] of WHOLE) {
    for (const found of folded.matchAll(new RegExp(form, 'g'))) {
      const days = daysOf(found, places);
      if (days.length)
        return [
          without(folded, found),
          [...days.map((day) => `y${day.replaceAll('-', '')}`), ...started(found, places)],
        ];
    }
  }
  return takeOutPart(folded);
}

/** What a day and month begin; a last 0 or 1 may be the first digit of a month. */
function dayMonth(day, month, found) {
  const begun = found[3] === undefined && ['0', '1'].includes(found[2]) && isDay(LEAP_YEAR, 1, day);
  return [
    ...(isDay(LEAP_YEAR, month, day) ? [`d${two(day)}${two(month)}${found[3] ?? ''}`] : []),
    ...(begun ? [`d${two(day)}${found[2]}`] : []),
  ];
}

function takeOutPart(folded) {
  for (const [form, [y, m]] of YEAR_MONTH) {
    for (const found of folded.matchAll(new RegExp(form, 'g'))) {
      const [year, month] = [Number(found[y]), monthOf(found[m])];
      if (isYear(year) && month >= 1 && month <= 12) return [without(folded, found), [`y${year}${two(month)}`]];
    }
  }
  for (const [form] of DAY_MONTH) {
    for (const found of folded.matchAll(new RegExp(form, 'g'))) {
      const [day, month] = [Number(found[1]), monthOf(found[2])];
      const starts = dayMonth(day, month, found);
      if (starts.length) return [without(folded, found), starts];
    }
  }
  return [folded, []];
}

/** A day written so that every part of it that people type is the beginning of a term. */
export function birthTerms(day) {
  const [year, month, ofMonth] = day.split('-');
  return [`y${year}${month}${ofMonth}`, `d${ofMonth}${month}${year}`];
}

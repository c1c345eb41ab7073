// Expiry dates as boxes print them: 06/2027, 06.27, JUN 2027, (17)270600 (GS1), 2027-06-30, …
// Kept as 2027-06 (good to the end of the month) or 2027-06-30. The same in mesomap/domain/expiry.py;
// tests/cases/syringes/expiry.json holds both to it.

import { boxCode } from './box_code.js';
import { LEAP_YEAR, MONTHS } from './dates.js';
import { fold } from './letters.js';

/** What boxes and people write beside the date. */
const LABELS = new Set(
  (
    'exp expire expires expiration expiry per peremption perime date use by before utiliser ' +
    'avant le la fin end of de du a jusqu au until ed best valable valid val dlu dluo dlc ddm ' +
    'limite utilisation preference d en er ubd'
  ).split(' '),
);

/** The application identifier of an expiry date in a GS1 code, as it is printed: (17)270600. */
const GS1 = '17';

/** The longest text that is read: the whole code of a box. */
const LONGEST = 120;

/** A year of two digits that is farther off than this is a slip. */
const FAR_YEARS = 20;
const isLikely = (day, now) => day.year - now >= -10 && day.year - now <= FAR_YEARS;

const isWord = (part) => /^[a-z]/.test(part);
const two = (n) => String(n).padStart(2, '0');
const iso = ({ year, month, day }) => `${String(year).padStart(4, '0')}-${two(month)}${day ? `-${two(day)}` : ''}`;

function isReal({ year, month, day }) {
  const at = new Date(Date.UTC(2000, month - 1, day || 1));
  at.setUTCFullYear(year, month - 1, day || 1);
  return year >= 1 && at.getUTCMonth() === month - 1 && at.getUTCDate() === (day || 1);
}

/** The readings of digits without a sign between them: those of GS1 first. */
function unparted(digits) {
  if (isWord(digits)) return [];
  if (digits.length === 6) {
    return [
      [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)],
      [digits.slice(0, 4), digits.slice(4), ''],
      [digits.slice(2), digits.slice(0, 2), ''],
    ];
  }
  if (digits.length === 8) {
    return [
      [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)],
      [digits.slice(4), digits.slice(2, 4), digits.slice(0, 2)],
      ...(digits.startsWith(GS1) ? [[digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)]] : []),
    ];
  }
  if (digits.length === 4 && !digits.startsWith('20'))
    return [
      [digits.slice(2), digits.slice(0, 2), ''],
      [digits.slice(0, 2), digits.slice(2), ''],
    ];
  return [];
}

function ofTwo(one, other) {
  if (one === GS1 && other.length === 6) return [[other.slice(0, 2), other.slice(2, 4), other.slice(4)]];
  if (isWord(one) && isWord(other)) return [];
  return [
    ...(isWord(other) ? [] : [[other, one, '']]),
    ...(!isWord(one) && (!isWord(other) || one.length === 4) ? [[one, other, '']] : []),
  ];
}

function ofThree(one, other, third) {
  if (isWord(third)) return [];
  if (isWord(one)) return !isWord(other) && third.length === 4 ? [[third, one, other]] : [];
  return [
    ...(one.length < 4 ? [[third, other, one]] : []),
    ...(one.length === 4 || !isWord(other) ? [[one, other, third]] : []),
  ];
}

/** Year, month and day ('' where none is said) as texts, in each order that may be meant. */
function orders(parts) {
  if (parts.length === 1) return unparted(parts[0]);
  if (parts.length === 2) return ofTwo(...parts);
  return parts.length === 3 ? ofThree(...parts) : [];
}

function century(digits, now) {
  const year = now - (now % 100) + digits;
  const apart = digits - (now % 100);
  if (apart > 50) return year - 100;
  return apart < -49 ? year + 100 : year;
}

function daysOf(parts, now) {
  return orders(parts)
    .filter(([year]) => [2, 4].includes(year.length) && !isWord(year))
    .map(([year, month, day]) => {
      const short = year.length === 2;
      return {
        year: short ? century(Number(year), now) : Number(year),
        month: MONTHS.get(month) ?? Number(month),
        day: Number(day || 0),
        short,
      };
    });
}

/** Six digits without signs as day, month and year, as people may mean them. */
function dayFirst(parts, now) {
  if (parts.length !== 1 || !/^[0-9]{6}$/.test(parts[0])) return [];
  const [day, month, year] = parts[0].match(/../g).map(Number);
  return [{ year: century(year, now), month, day, short: true }];
}

/** Two figures as a day and a month ("31/12", "3112"), written as month and day; null for anything else. */
function yearless(parts) {
  const [one, other, ...more] = parts.length === 1 && parts[0].length === 4 ? parts[0].match(/../g) : parts;
  if (more.length || ![one, other].every((part) => /^[0-9]{1,2}$/.test(part ?? ''))) return null;
  const found = { year: LEAP_YEAR, month: Number(other), day: Number(one) };
  return found.day && isReal(found) ? `${two(found.month)}-${two(found.day)}` : null;
}

/** The parts of a date; null where the text holds anything else. */
function partsOf(text) {
  const plain = fold(text);
  if (plain.replace(/[0-9]+|[a-z]+/g, '').replace(/[\s./:,()'’-]*/g, '')) return null;
  const found = (plain.match(/[0-9]+|[a-z]+/g) ?? []).filter((part) => !LABELS.has(part));
  return found.some((part) => isWord(part) && !MONTHS.has(part)) ? null : found;
}

/** Day before month where signs part them, else the only likely reading. */
function chosenOf(fits, parts, dashed, now) {
  const likely = fits.filter((day) => isLikely(day, now));
  if (fits.length === 1) return fits[0];
  if (parts.length === 3 && !dashed) return likely.includes(fits[0]) ? fits[0] : null;
  return likely.length === 1 && parts.length === 1 ? likely[0] : null;
}

/** The date in the whole code of a box. */
function ofCode(text, code, on) {
  if (!code.expiry) return { fault: 'code', readings: [] };
  const alone = `(${GS1})${code.expiry}`;
  return text === alone ? { fault: 'unread', readings: [] } : expiryOf(alone, on);
}

/**
 * An expiry date as of the day `on` (ISO): {expiry}, or {fault, readings}: 'unread', 'ambiguous', 'year', 'code' (the
 * whole code of a box) or 'yearless' (a month and a year, or a day and a month: "2031-12", "12-31") with what it would
 * have been. Nothing typed is {expiry: null}.
 */
export function expiryOf(text, on) {
  if (!text.trim()) return { expiry: null };
  const hyphened = text.replace(/[‐-―−]/g, '-');
  const now = Number(on.slice(0, 4));
  const parts = (text.length > LONGEST ? null : partsOf(hyphened)) ?? [];
  const real = daysOf(parts, now).filter(isReal);
  const rivals = real.length ? dayFirst(parts, now).filter(isReal) : [];
  const found = [...new Map([...real, ...rivals].map((day) => [iso(day), day])).values()];
  const fits = found.filter(({ year }) => year >= 2000 && year < 2100);
  const code = found.length ? null : boxCode(text);
  if (code) return ofCode(text, code, on);
  if (!fits.length) return { fault: found.length ? 'year' : 'unread', readings: found.map(iso) };
  const chosen = chosenOf(fits, parts, hyphened.includes('-'), now);
  if (!chosen) return { fault: 'ambiguous', readings: fits.map(iso) };
  if (chosen.short && Math.abs(chosen.year - now) > FAR_YEARS) return { fault: 'year', readings: [iso(chosen)] };
  const other = yearless(parts);
  return other ? { fault: 'yearless', readings: [iso(chosen), other] } : { expiry: iso(chosen) };
}

/** A date that is kept as a French box prints it: 06/2027, 30/06/2027. */
export const printed = (expiry) => (expiry ?? '').split('-').reverse().join('/');

// Lots: their dates, and which numbers are one. The same in mesomap/domain/lots.py; tests/cases/syringes/lots.json and
// one_lot.json hold both to it.

import { fold } from './letters.js';

/** A lot's number as it is compared: without case, spaces, hyphens, points and strokes. */
export const oneLot = (number) => fold(number).replace(/[\s\-‐-―−⁃﹘﹣－./\\_·⁄∕]/g, '');

/** Last day a lot may be used: a month ("2027-06") counts to its end. */
export function lastDay(expiry) {
  if (expiry.length > 7) return expiry;
  const [year, month] = expiry.split('-').map(Number);
  return `${expiry}-${String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, '0')}`;
}

/** Whether a lot was past its date on the day of the session; unknown dates are not. */
export const isExpired = (expiry, treatment_date) => Boolean(expiry) && lastDay(expiry) < treatment_date;

/** Whether two dates are one: 2027-06 is good to 2027-06-30. An unknown date is no other one. */
export const sameExpiry = (one, other) => !one || !other || lastDay(one) === lastDay(other);

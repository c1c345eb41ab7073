// Lots: their dates, and which numbers are one. The same in mesomap/domain/lots.py; tests/cases/syringes/lots.json and
// one_lot.json hold both to it.

import { boxCode } from './box_code.js';
import { fold } from './letters.js';

/** What boxes and people write before a number; "L." and "N." only where a space follows: L.12 is L12. */
const LABEL = new RegExp(
  String.raw`^[\s(\[]*(?:(?:lots?|lote|lotto|batch|charge|ch\.?-b)(?![a-z])` +
    String.raw`|(?:numero|number|num|nr|no|n)\.?\s*[°:#]|(?:numero|number|num|nr|no)(?:\.|(?=\s))` +
    String.raw`|[ln]\.\s|l\s*:|#|(?:de|du)\s+(?=lot)|(?<=[(\[])10(?=[)\]]))[\s.:°#=/\\_)\]\-]*`,
);

/** The words before a number are left out, as long as a number is left. */
function bare(folded) {
  const rest = folded.replace(LABEL, '');
  return rest === folded || !/[a-z0-9]/.test(rest) ? folded : bare(rest);
}

/** A lot's number as it is compared: without case, spaces, hyphens, points and strokes, nor a word for it. */
export const oneLot = (number) =>
  bare(fold(boxCode(number)?.lot || number.replaceAll('º', '°').replaceAll('№', 'n°'))).replace(
    /[\s\-‐-―−⁃﹘﹣－./\\_·⁄∕]/g,
    '',
  );

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

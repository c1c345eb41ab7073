// Dates of lots. The same in mesomap/domain/lots.py; tests/cases/syringes/lots.json holds both to it.

/** Last day a lot may be used: a month ("2027-06") counts to its end. */
export function lastDay(expiry) {
  if (expiry.length > 7) return expiry;
  const [year, month] = expiry.split('-').map(Number);
  return `${expiry}-${String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, '0')}`;
}

/** Whether a lot was past its date on the day of the session; unknown dates are not. */
export const isExpired = (expiry, treatment_date) => Boolean(expiry) && lastDay(expiry) < treatment_date;

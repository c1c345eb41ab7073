// Currencies and their smallest units, as mesomap/data/places.json has them; tests/js/currencies.test.js holds the two
// together.

/** Decimals of each currency (ISO 4217). */
export const MINOR_DIGITS = Object.freeze({
  EUR: 2,
  CHF: 2,
  MAD: 2,
  TND: 3,
  DZD: 2,
  XPF: 0,
  XOF: 0,
  XAF: 0,
  KMF: 0,
  DJF: 0,
  GNF: 0,
  RWF: 0,
  BIF: 0,
  VUV: 0,
  MGA: 2,
  MUR: 2,
  SCR: 2,
  HTG: 2,
  CDF: 2,
  LBP: 2,
  CAD: 2,
  GBP: 2,
  USD: 2,
  JPY: 0,
});

const digitsOf = (currency) => MINOR_DIGITS[currency] ?? 2;

/** An amount in the smallest unit of its currency as a figure of the currency: 4550 → 45.5, of the franc CFP 4550. */
export const ofCurrency = (cents, currency) => cents / 10 ** digitsOf(currency);

/** The reverse, rounded to the smallest unit. */
export const toCents = (figure, currency) => Math.round(figure * 10 ** digitsOf(currency));

/** An amount as the reader's language writes it, with the decimals that its currency has. */
export function written(cents, currency, locale) {
  const digits = digitsOf(currency);
  const form = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...form }).format(ofCurrency(cents, currency));
}

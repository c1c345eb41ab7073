// Numbers as people type them: read to the one meaning they have, or refused. The same as mesomap/domain/typed.py,
// where the rules are told; tests/cases/typed.json holds both to it.

import { MINOR_DIGITS } from './currencies.js';

const freeze = Object.freeze;

/** How the unit printed beside a field may be typed after the number, in lower case. */
export const UNITS = freeze({
  cm: ['cm', 'cms', 'centimètre', 'centimètres', 'centimetre', 'centimetres', 'centimeters'],
  kg: ['kg', 'kgs', 'kilo', 'kilos', 'kilogramme', 'kilogrammes', 'kilogram', 'kilograms'],
  mL: ['ml'],
  mm: ['mm'],
  'cm²': ['cm²', 'cm2'],
  '%': ['%'],
  min: ['min', 'mn', 'minute', 'minutes'],
  s: ['s', 'sec', 'seconde', 'secondes', 'second', 'seconds'],
  jours: ['j', 'jour', 'jours', 'd', 'day', 'days'],
  ans: ['an', 'ans', 'year', 'years'],
  'coups/s': ['coups/s', 'shots/s'],
  EUR: ['€', 'eur', 'euro', 'euros'],
  CHF: ['chf', 'fr', 'fr.', 'francs'],
  MAD: ['mad', 'dh', 'dhs'],
  TND: ['tnd', 'dt', 'dinar', 'dinars'],
  DZD: ['dzd', 'da', 'dinar', 'dinars'],
  XPF: ['xpf', 'fcfp', 'cfpf', 'cfp', 'f', 'fr', 'francs'],
  XOF: ['xof', 'fcfa', 'cfa', 'f', 'fr', 'francs'],
  XAF: ['xaf', 'fcfa', 'cfa', 'f', 'fr', 'francs'],
  KMF: ['kmf', 'fc', 'francs'],
  DJF: ['djf', 'fdj', 'francs'],
  GNF: ['gnf', 'fg', 'francs'],
  RWF: ['rwf', 'frw', 'francs'],
  BIF: ['bif', 'fbu', 'francs'],
  VUV: ['vuv', 'vt', 'vatu'],
  MGA: ['mga', 'ar', 'ariary'],
  MUR: ['mur', 'rs', 'roupies'],
  SCR: ['scr', 'rs', 'roupies'],
  HTG: ['htg', 'g', 'gourdes'],
  CDF: ['cdf', 'fc', 'francs'],
  LBP: ['lbp', 'll', '£l', '£lb', 'livres'],
  CAD: ['$', '$ca', 'ca$', 'cad'],
  GBP: ['£', '£gb', 'gbp'],
  USD: ['$', '$us', 'us$', 'usd'],
  JPY: ['jpy', '¥', 'jp¥', 'yens'],
});

/** Units that no field asks for, so that a sentence can name what was typed. */
const OTHERS = [
  'm',
  'dm',
  'km',
  'g',
  'mg',
  'µg',
  'ug',
  'l',
  'dl',
  'cl',
  'µl',
  'ul',
  'cc',
  'h',
  'lb',
  'lbs',
  'st',
  'in',
  'ft',
  'oz',
  'mo',
  'mois',
  'month',
  'months',
];
const KNOWN = new Set([...OTHERS, ...Object.values(UNITS).flat()]);

const MOST_CHARACTERS = 40;

const SPACE = '[ \\u00a0\\u202f\\u2009]';
const UNIT = "[^0-9 \\t\\u00a0\\u202f\\u2009'’,.+–—−\\-]+";
const whole = (form) => new RegExp(`^(?:${form})$`, 'u');
const TYPED = whole(
  `(${UNIT}\\.?)?${SPACE}*([0-9](?:[0-9.,'’]|${SPACE}(?=[0-9]))*)([.,][\\-–—])?${SPACE}*(${UNIT}[2.]?)?`,
);
const PLAIN = whole('[0-9]+(?:[.,][0-9]+)?');
const TWO_WAYS = whole('[1-9][0-9]{0,2}[.,][0-9]{3}');
const SPACED = whole(`[1-9][0-9]{0,2}(?:${SPACE}[0-9]{3})+(?:[.,][0-9]+)?`);
const MIXED = whole('[1-9][0-9]{0,2}(?:,[0-9]{3})+\\.[0-9]+|[1-9][0-9]{0,2}(?:\\.[0-9]{3})+,[0-9]+');
const GROUPED = whole('[1-9][0-9]{0,2}(?:\\.[0-9]{3})+|[1-9][0-9]{0,2}(?:,[0-9]{3})+');
/** Signs that are printed with a space inside of them: "F CFA", "F CFP". */
const F_CF = new RegExp(`f${SPACE}cf(?=[ap])`, 'giu');
const SWISS = whole("[1-9][0-9]{0,2}(?:['’][0-9]{3})+(?:[.,][0-9]+)?");

/** The last comma or point is the decimal sign; everything else groups. */
function numberIn(core) {
  const plain = core.replace(new RegExp(SPACE, 'gu'), '').replaceAll(',', '.');
  const at = plain.lastIndexOf('.');
  const digits = (text) => text.replace(/[.'’]/g, '');
  return Number(at < 0 ? digits(plain) : `${digits(plain.slice(0, at))}.${plain.slice(at + 1)}`);
}

/**
 * What a text means in a field beside which `unit` is printed: {value}, or {fault: "number" | "two-ways" | "unit"};
 * of two ways
 * `decimals` and `thousands` are the readings, `other` is the unit that was typed.
 */
export function reading(text, unit = '') {
  const found = text.length <= MOST_CHARACTERS ? TYPED.exec(text.trim().replace(F_CF, 'fcf')) : null;
  if (!found) return { fault: 'number' };
  const [, before, core, dash, after] = found;
  const [money, swiss] = [unit in MINOR_DIGITS, unit === 'CHF'];
  if ((before && after) || (before && !money) || (dash && !swiss)) return { fault: 'number' };
  const named = (before ?? after ?? '').toLowerCase();
  const isUnit = [named, named.replace(/\.$/, '')].some((way) => UNITS[unit]?.includes(way));
  if (named && !isUnit)
    return unit && KNOWN.has(named) ? { fault: 'unit', other: before ?? after } : { fault: 'number' };
  if (MINOR_DIGITS[unit] === 0 && GROUPED.test(core)) return { value: Number(core.replace(/[.,]/g, '')) };
  if (TWO_WAYS.test(core))
    return { fault: 'two-ways', decimals: numberIn(core), thousands: Number(core.replace(/[.,]/, '')) };
  const known = [PLAIN, SPACED, MIXED, ...(swiss || !money ? [SWISS] : [])].some((form) => form.test(core));
  return known ? { value: numberIn(core) } : { fault: 'number' };
}

/** A number without an exponent. */
function plainly(value) {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** A number as a field shows it, so that `reading` gives it back: no thousands, all decimals. */
export function shown(value, lang) {
  const plain = plainly(value);
  const clear = TWO_WAYS.test(plain) ? `${plain}0` : plain;
  return lang === 'fr' ? clear.replace('.', ',') : clear;
}

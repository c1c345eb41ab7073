// The figures: counted at once, measured by the server a moment later.

import { written } from '../model/currencies.js';
import { LEVELS, DEPTHS } from '../model/depths.js';
import { _ } from '../texts.js';
import { locale } from './days.js';
import { depthSign } from './rail.js';
import { h, morph } from './dom.js';

/** Made once for each way of writing: making one takes longer than writing a hundred numbers. */
const formats = new Map();

function format(digits) {
  const key = `${locale()} ${digits}`;
  if (!formats.has(key))
    formats.set(key, new Intl.NumberFormat(locale(), { maximumFractionDigits: digits, minimumFractionDigits: 0 }));
  return formats.get(key);
}

/** A number as the page's language writes it; small whole ones are written alike everywhere. */
export function number(value, digits = 0) {
  if (value === null || value === undefined) return '–';
  return Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : format(digits).format(value);
}

export const money = (cents, currency = 'EUR') => written(cents, currency, locale());

/** Square centimetres as a text, with a tenth where they are few: a single wheal would be "0 cm²". */
export const cm2 = (value) => (value === null || value === undefined ? '–' : number(value, value < 10 ? 1 : 0));

export function minutesText(minutes) {
  if (!minutes) return '–';
  const [low, high] = [Math.round(minutes.low), Math.round(minutes.high)];
  return low === high ? _('{n} min', { n: low }) : _('{low} à {high} min', { low, high });
}

/**
 * What is being measured is not said: an old figure beside a new count misleads. With the server gone
 * the last one known stays, greyed, and says of when it is.
 */
function row(key, label, value, unit, stale, { aside = [], last = false } = {}) {
  const old = stale && last && value !== '–';
  const waits = stale && !old;
  return h(
    'div',
    { class: `total${stale ? ' stale' : ''}` },
    h('dt', {}, label, old ? h('small', {}, _('au dernier contact')) : ''),
    h(
      'dd',
      {},
      h('b', { 'data-total': key, 'data-stale': stale ? 'yes' : 'no' }, waits ? '…' : value),
      unit && !waits ? ` ${unit}` : '',
      ...(waits ? [] : aside),
    ),
  );
}

/** "± 6 %"; nothing where that is not known. */
export const plusMinus = (pct) =>
  pct === null || pct === undefined
    ? ''
    : _('± {pct} %', { pct: pct > 99 ? '> 99' : number(pct) }).replace('± ', '±\u00a0');

/**
 * The treated skin: the server's figure; until it is there, what this page measured itself; failing
 * both, a sign that it is being measured. `data-stale` tells whether the server has said it.
 */
function treated({ totals, live, stale, gone, uncertainty_pct, explain }) {
  const value = stale ? (live?.treated_cm2 ?? (gone ? totals?.treated_cm2 : undefined)) : totals?.treated_cm2;
  const pct = stale ? uncertainty_pct : totals?.uncertainty_pct;
  const made = row('treated_cm2', _('Surface traitée'), cm2(value), 'cm²', stale && !live, {
    last: gone,
    aside:
      value && plusMinus(pct) ? [h('span', { class: 'plus-minus', 'data-total': 'uncertainty' }, plusMinus(pct))] : [],
  });
  made.querySelector('b').dataset.stale = stale ? 'yes' : 'no';
  made.querySelector('dt').append(
    h(
      'button',
      {
        type: 'button',
        class: 'ask',
        'data-act': 'explain-area',
        'aria-label': _('D’où vient cette surface ?'),
        onclick: explain,
      },
      '?',
    ),
  );
  return made;
}

function byDepth(counts, totals) {
  const shown = DEPTHS.filter((d) => counts.by_depth[d] || totals?.by_depth_cm2?.[d]);
  return shown.map((depth) =>
    h(
      'li',
      { 'data-depth': depth, title: _(LEVELS[depth].name) },
      depthSign(depth, 'mini'),
      h('span', {}, counts.by_depth[depth] ? number(counts.by_depth[depth]) : ''),
      h('span', {}, totals?.by_depth_cm2?.[depth] ? `${cm2(totals.by_depth_cm2[depth])} cm²` : ''),
    ),
  );
}

/**
 * `totals` is the server's T, or null before it has answered; `stale` while marks are newer, `gone`
 * while the server does not answer, `live` what the page measured of them ({treated_cm2,
 * by_depth_cm2}) or null, `explain()` says how; `nearest` tells whose body it is where it is not the
 * patient's.
 */
export function showTotals(
  place,
  { counts, totals, stale, gone, live, uncertainty_pct, volume_ml, explain, nearest = '' },
) {
  morph(place, [
    h(
      'dl',
      {},
      row('points', _('Points'), number(counts.points), '', false),
      treated({ totals, live, stale, gone, uncertainty_pct, explain }),
      row('region_cm2', _('Région couverte'), cm2(totals?.region_cm2), 'cm²', stale, { last: gone }),
      row('volume_ml', _('Volume préparé'), volume_ml === null ? '–' : number(volume_ml, 2), 'mL', false),
      row('minutes', _('Durée prévue'), minutesText(totals?.minutes), '', stale, { last: gone }),
    ),
    h('ul', { class: 'by-depth' }, ...byDepth(counts, stale ? live : totals)),
    ...warnings(totals, nearest),
  ]);
}

function warnings(totals, nearest) {
  const found = totals?.warnings ?? [];
  const sentences = [...new Set([nearest, ...found.map((w) => w.sentence)])].filter(Boolean);
  if (!sentences.length) return [];
  return [h('ul', { class: 'warnings' }, ...sentences.slice(0, 3).map((sentence) => h('li', {}, sentence)))];
}

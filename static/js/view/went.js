// What went where, and from what: syringes with their contents and lots, beside what they are for.

import { KINDS } from '../geom/kinds.js';
import { LEVELS } from '../model/depths.js';
import { DRY, bySyringe } from '../model/assign.js';
import { printed } from '../model/expiry.js';
import { depthsOf } from '../model/marks.js';
import { _, n_ } from '../texts.js';
import { h } from './dom.js';
import { depthSign } from './rail.js';
import { cm2, number } from './totals.js';

/** @import { Placed } from '../model/labels.js' */
/** @import { Mark } from '../model/marks.js' */
/** @import { Session } from '../model/session.js' */

/** "Lidocaïne 50 mg/5 mL, 2 mL": a comma, so that two volumes are not read as one. */
function contents({ name, presentation, volume_ml }) {
  const box = [name, presentation].filter(Boolean).join(' ');
  if (volume_ml === null || volume_ml === undefined) return box;
  return `${box}${presentation ? ',' : ''} ${number(volume_ml, 2)} mL`;
}

const productWords = (p) => [
  contents(p),
  [p.lot ? _('lot {lot}', { lot: p.lot }) : '', printed(p.expiry)].filter(Boolean).join(', '),
];

/** "Lidocaïne 50 mg/5 mL, 2 mL (lot L1, 06/2027) + Arnica", or that it is dry. */
export function contentsWords(syringe) {
  if (syringe.dry) return _('Mésothérapie sèche');
  return (
    syringe.products
      .map(productWords)
      .map(([name, lot]) => (lot ? `${name} (${lot})` : name))
      .join(' + ') || '–'
  );
}

export const syringeWord = (key) => (key === DRY ? _('À sec') : (key ?? _('Sans seringue')));

/**
 * Rows as the server counts them, from the marks alone: without areas.
 * @param {readonly Mark[]} marks
 * @param {Session} session
 * @param {(mark: Placed) => string} name
 */
export function rowsHere(marks, session, name) {
  const found = new Map();
  for (const { syringe, marks: some } of bySyringe(session, marks)) {
    for (const m of some) {
      const place = [syringe, depthsOf(m).join('+'), name(m)].join('|');
      const row = found.get(place) ?? { syringe, depths: depthsOf(m), name: name(m), points: 0, wide: 0, cm2: null };
      row[KINDS[m.kind].single ? 'points' : 'wide'] += 1;
      found.set(place, row);
    }
  }
  return [...found.values()];
}

/** "Nappage : lombaire gauche, 65 cm²" */
export function rowWords(row) {
  const depth = row.depths.map((d) => _(LEVELS[d].name)).join(' + ');
  const how = [
    row.points ? n_('{n} point', '{n} points', row.points) : '',
    row.wide ? (row.cm2 === null ? '' : `${cm2(row.cm2)} cm²`) : '',
  ]
    .filter(Boolean)
    .join(', ');
  return _('{depth} : {where}', { depth, where: [row.name, how].filter(Boolean).join(', ') });
}

/** Needle, device, what was injected and why: what else a syringe says. */
function moreWords(s) {
  return [
    s.needle_mm === null ? '' : _('aiguille {n} mm', { n: number(s.needle_mm, 1) }),
    s.device === 'injector' ? _('injecteur') : s.device === 'manual' ? _('manuel') : '',
    s.volume_ml !== null && s.left_ml !== null
      ? _('injecté {injected} sur {prepared} mL', {
          injected: number(Math.max(0, s.volume_ml - s.left_ml), 2),
          prepared: number(s.volume_ml, 2),
        })
      : '',
    s.allergy_reason ? _('allergie notée, raison : {why}', { why: s.allergy_reason }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** One line a syringe, as on the signed page: contents and lots, then each place. */
export function wentList(session, rows) {
  const keys = [...new Set([...Object.keys(session.syringes), ...rows.map((r) => r.syringe)])];
  return h(
    'ul',
    { class: 'went' },
    ...keys.map((key) =>
      h(
        'li',
        { 'data-syringe': key ?? 'none', class: key === null ? 'nobody' : null },
        h('b', {}, syringeWord(key)),
        h(
          'div',
          {},
          session.syringes[key] ? h('span', {}, contentsWords(session.syringes[key])) : '',
          session.syringes[key] && moreWords(session.syringes[key])
            ? h('small', {}, moreWords(session.syringes[key]))
            : '',
          ...rows.filter((r) => r.syringe === key).map((r) => h('small', {}, `→ ${rowWords(r)}`)),
        ),
      ),
    ),
  );
}

/** Depth signs with how many marks of each: "● 12". */
export function countsBeside(marks) {
  const by = new Map();
  for (const m of marks) {
    const level = depthsOf(m)[0];
    by.set(level, (by.get(level) ?? 0) + 1);
  }
  return h(
    'span',
    { class: 'counts-beside' },
    ...[...by].map(([depth, n]) =>
      h('span', { 'aria-label': `${n} ${_(LEVELS[depth].name)}` }, depthSign(depth, 'mini'), String(n)),
    ),
  );
}

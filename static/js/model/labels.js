// Marks in the doctor's words: "12 points, lombaire gauche".

import { _, n_ } from '../texts.js';
import { depthsOf } from './marks.js';

/** @import { Kind, Shape } from '../geom/kinds.js' */
/** @import { Mark } from './marks.js' */
/** @import { Session } from './session.js' */
/** @typedef {Pick<Shape, 'kind' | 'anchors' | 'zone'>} Placed  what has a place that can be named */

/** @type {Record<Kind, (n: number) => string>} */
const COUNTED = {
  point: (n) => n_('{n} point', '{n} points', n),
  patch: (n) => n_('{n} nappage', '{n} nappages', n),
  stroke: (n) => n_('{n} trait', '{n} traits', n),
  zone: (n) => n_('{n} zone entière', '{n} zones entières', n),
};

/** "3 points, 1 nappage" */
export function countWords(marks) {
  const by = Object.groupBy ? Object.groupBy(marks, (m) => m.kind) : groupBy(marks);
  return Object.entries(COUNTED)
    .filter(([kind]) => by[kind]?.length)
    .map(([kind, words]) => words(by[kind].length))
    .join(', ');
}

/** "6 points", or "8 marques" where they are of several kinds: for a key. */
export const briefly = (marks) =>
  new Set(marks.map((m) => m.kind)).size > 1 ? n_('{n} marque', '{n} marques', marks.length) : countWords(marks);

function groupBy(marks) {
  const out = {};
  for (const m of marks) (out[m.kind] ??= []).push(m);
  return out;
}

/** "Région lombaire gauche" → "lombaire gauche", to stand after a comma. */
const short = (zone) => {
  const words = zone.replace(/^Région /, '');
  return words.charAt(0).toLowerCase() + words.slice(1);
};

/**
 * @param {readonly Placed[]} marks
 * @param {(mark: Placed) => string} name  the zone a mark lies in, in the page's language
 */
export function whereWords(marks, name) {
  const zones = [...new Set(marks.map(name).filter(Boolean))];
  if (zones.length === 0) return '';
  return zones.length === 1 ? short(zones[0]) : n_('{n} région', '{n} régions', zones.length);
}

/**
 * One mark as a list or a screen reader says it.
 * @param {Placed & Pick<Mark, 'depth'>} mark
 * @param {(mark: Placed) => string} name
 */
export function markWords(mark, name) {
  const what = countWords([mark]).replace(/^1 /, '');
  return [what.charAt(0).toUpperCase() + what.slice(1), depthsOf(mark).join(' + '), name(mark)]
    .filter(Boolean)
    .join(', ');
}

const REASONS = {
  'moved-removed': (mark) =>
    _('{mark} : déplacée sur un appareil, effacée sur un autre. Elle reste effacée.', { mark }),
  'changed-removed': (mark) =>
    _('{mark} : modifiée sur un appareil, effacée sur un autre. Elle reste effacée.', { mark }),
};

/**
 * Where two tablets disagree, in words; conflicts that change nothing for the reader are left out.
 * @param {Session} session
 * @param {(mark: Placed) => string} name
 */
export function conflictWords(session, name) {
  return session.conflicts
    .filter((c) => REASONS[c.reason])
    .map((c) => {
      const mark = session.marks.find((m) => m.id === c.mark_id);
      return REASONS[c.reason](mark ? markWords(mark, name) : _('Marque'));
    });
}

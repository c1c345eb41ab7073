// Keys of close-ups at the map's edge, and the sheet with a small drawing of each.

import { _, N_, n_ } from '../texts.js';
import { h, icon, morph } from './dom.js';
import { drawPlate } from './plates.js';

const [WIDE, HIGH] = [84, 104];

const countWords = (name, n) => [name, n ? n_('{n} marque', '{n} marques', n) : ''].filter(Boolean).join(', ');

const LETTERS = Object.freeze({ right: N_('D'), left: N_('G') });

/** "Profil D" where both sides stand beside one another. */
function keyWords(row, rows, views) {
  const both = ['left', 'right'].every((side) => rows.some((each) => each.side === side));
  return [views.shortOf(row.key), both && LETTERS[row.side] ? _(LETTERS[row.side]) : ''].filter(Boolean).join(' ');
}

const slim = (attributes, ...content) => h('button', { type: 'button', class: 'close-key', ...attributes }, ...content);

/**
 * `rows` as slim keys; `open(key)`, `across` the same of the other side or null, `more()` for the rest where there
 * are too many.
 */
export function showStrip(place, rows, { current, views, open, across, more }) {
  const opening = (key) => ({ 'aria-label': views.nameOf(key), onclick: () => open(key) });
  const keys = rows.map((row) => {
    const pressed = current ? String(row.key === current) : null;
    const attributes = { 'data-close-up': row.key, ...opening(row.key), 'aria-pressed': pressed };
    return slim(attributes, keyWords(row, rows, views));
  });
  const toOther = { class: 'close-key across', 'data-act': 'across' };
  morph(place, [
    ...keys,
    across ? slim({ ...toOther, ...opening(across) }, icon('mirror'), _('Autre côté')) : '',
    more ? slim({ 'data-act': 'close-ups-more', onclick: more }, _('Autres…')) : '',
  ]);
  place.hidden = !across && rows.length < (current ? 2 : 1);
}

function plate(row, { views, count, open }, letter) {
  const name = views.nameOf(row.key);
  return h(
    'button',
    {
      type: 'button',
      class: 'plate',
      'data-close-up': row.key,
      'aria-label': countWords(name, count(row.key)),
      onclick: () => open(row.key),
    },
    h('canvas', { width: WIDE * 2, height: HIGH * 2, 'aria-hidden': 'true' }),
    h('span', { 'aria-hidden': 'true' }, views.shortOf(row.key), letter ? h('b', {}, ` ${letter}`) : ''),
    count(row.key) ? h('span', { class: 'count', 'aria-hidden': 'true' }, count(row.key)) : '',
  );
}

/** As many plates as stand beside one another. */
const IN_A_ROW = 8;

/** One row of a place, or one for each side: the patient's right first. */
function sides(rows, parts) {
  const of = (side) => rows.filter((row) => row.side === side);
  const [middle, right, left] = ['median', 'right', 'left'].map(of);
  const kept = rows.length <= IN_A_ROW ? [[...middle, ...right, ...left]] : [[...middle, ...right], left];
  return kept.map((some) =>
    h('div', { class: 'plates' }, ...some.map((row) => plate(row, parts, LETTERS[row.side] && _(LETTERS[row.side])))),
  );
}

/** Every close-up by place. `groups` is [{name, group, rows}], `count(key)` the marks that one shows. */
export function plateIndex(groups, parts) {
  const sections = groups.map(({ group, name, rows }) =>
    h('section', { 'data-group': group, 'aria-label': name }, h('h3', {}, name), ...sides(rows, parts)),
  );
  const places = groups.map(({ name }, k) =>
    h(
      'button',
      { type: 'button', class: 'place-key', onclick: () => sections[k].scrollIntoView({ block: 'start' }) },
      name,
    ),
  );
  return h(
    'div',
    { class: 'plate-index' },
    h('nav', { class: 'places', 'aria-label': _('Régions') }, ...places),
    ...sections,
  );
}

const later = window.requestIdleCallback?.bind(window) ?? ((work) => setTimeout(work, 20));

/** Draw each plate once it comes into sight. `draw(key)` → {mesh, row, box}, or a promise of it. */
export function drawPlates(index, dataOf) {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        later(async () => {
          const { mesh, row, box } = await dataOf(target.getAttribute('data-close-up'));
          if (target.isConnected) drawPlate(target.querySelector('canvas'), mesh, row, box);
        });
      }
    },
    { rootMargin: '200px' },
  );
  index.querySelectorAll('.plate').forEach((key) => seen.observe(key));
}

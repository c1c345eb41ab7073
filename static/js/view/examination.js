// Places to palpate on the body, the bar that says what was found, and the same places as a list.

import { _, n_ } from '../texts.js';
import { openDialog } from './dialog.js';
import { h, icon, morph, s } from './dom.js';
import { number } from './totals.js';

/** Radius of a place, CSS pixels, by what is known of it; a mark covers its place. */
const RADIUS_PX = Object.freeze({ free: 9, painful: 9, 'not-painful': 4 });

/** Room between the outermost place and the level's name, CSS pixels. */
const NAME_PX = 20;

/** `seen`: [{each: {key, level}, u_mm, v_mm}]; `state(each)`: 'free', 'marked', 'painful' or 'not-painful'. */
export function drawPlaces(group, seen, { mm_px, state }) {
  const circles = seen
    .filter(({ each }) => state(each) !== 'marked')
    .map(({ each, u_mm, v_mm }) =>
      s('circle', {
        class: `place ${state(each)}`,
        'data-place': each.key,
        cx: u_mm.toFixed(1),
        cy: v_mm.toFixed(1),
        r: (RADIUS_PX[state(each)] * mm_px).toFixed(2),
      }),
    );
  const rows = new Map();
  seen.forEach((p) => {
    if (p.u_mm < (rows.get(p.each.level)?.u_mm ?? Infinity)) rows.set(p.each.level, p);
  });
  const names = [...rows].map(([level, p]) =>
    s(
      'text',
      {
        class: 'place-name',
        x: (p.u_mm - NAME_PX * mm_px).toFixed(1),
        y: (p.v_mm + 5 * mm_px).toFixed(1),
        'font-size': (14 * mm_px).toFixed(2),
        'text-anchor': 'end',
      },
      level,
    ),
  );
  group.replaceChildren(...circles, ...names);
}

const button = (attributes, ...content) => h('button', { type: 'button', ...attributes }, ...content);

const levelsKey = ({ on, toggle }) =>
  button(
    {
      class: 'choice levels-key',
      'data-act': 'upper-levels',
      'aria-pressed': String(on),
      'aria-label': _('Niveaux L1 et L2'),
      onclick: toggle,
    },
    'L1-L2',
  );

const barHead = ({ painful, all, openList, close, upper }) =>
  h(
    'div',
    { class: 'examination-head' },
    h('b', {}, _('Grille lombaire')),
    h(
      'span',
      { 'data-total': 'painful' },
      n_('{n} douloureux sur {all}', '{n} douloureux sur {all}', painful, { all }),
    ),
    upper ? levelsKey(upper) : '',
    button({ class: 'bare-key', 'data-act': 'place-list', onclick: openList }, icon('list'), _('Liste')),
    button(
      { class: 'close', 'data-act': 'lumbar-close', 'aria-label': _('Fermer la grille'), onclick: close },
      icon('cross'),
    ),
  );

/**
 * The bar at the foot of the map: how many hurt, a key for the upper levels, and one for the rest.
 * `parts`: {painful, all, said, rest, openList, close, upper}
 */
export function showExaminationBar(bar, parts) {
  const said = { class: 'choice', 'data-act': 'examined', 'aria-pressed': String(parts.said), onclick: parts.rest };
  const words = _('Examinés : le reste non douloureux');
  morph(bar, [barHead(parts), button(said, parts.said ? icon('check') : '', words)]);
  bar.hidden = false;
}

const cm = (mm) => number(mm / 10, 1);

/** "L4, 5 cm à droite" */
export function placeWords({ level, side, offset_mm }) {
  if (!offset_mm) return _('{level}, ligne médiane', { level });
  return side === 'R'
    ? _('{level}, {cm} cm à droite', { level, cm: cm(offset_mm) })
    : _('{level}, {cm} cm à gauche', { level, cm: cm(offset_mm) });
}

function placeKey(each, pressed, toggle) {
  const attributes = { class: 'choice', 'data-place-key': each.key, 'aria-label': placeWords(each) };
  const state = { 'aria-pressed': String(pressed), onclick: () => toggle(each) };
  return button({ ...attributes, ...state }, pressed ? icon('check') : '');
}

/** The places as rows of keys, as one looks at the back: {show, closed}. */
export function openPlaceList({ places, isPainful, toggle }) {
  const body = h('div', { class: 'place-list' });
  const x = ({ side, offset_mm }) => (side === 'L' ? -offset_mm : offset_mm);
  const columns = [...new Set(places.map(x))].sort((a, b) => a - b);
  const levels = [...new Set(places.map((p) => p.level))];
  const cell = (level, at) => {
    const each = places.find((p) => p.level === level && x(p) === at);
    return h('td', {}, each ? placeKey(each, isPainful(each.key), toggle) : '');
  };
  const row = (level) =>
    h('tr', { class: `level-${level}` }, h('th', { scope: 'row' }, level), ...columns.map((at) => cell(level, at)));
  const head = () => h('tr', {}, h('td', {}), ...columns.map((at) => h('th', { scope: 'col' }, cm(Math.abs(at)))));
  const asked = _('Touchez les points douloureux : chacun devient une marque. À gauche, la gauche du patient.');
  const show = () =>
    morph(body, [
      h('p', { class: 'soft' }, asked),
      h('table', {}, h('thead', {}, head()), h('tbody', {}, ...levels.map(row))),
    ]);
  show();
  return { show, closed: openDialog(_('Grille lombaire (cm de la ligne médiane)'), () => body) };
}

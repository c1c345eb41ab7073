// The drawings of the body, fetched once; the last few are kept.

import { rim, rimPath } from '../geom/rim.js';
import { s } from './dom.js';

const cache = new Map();

/** The four whole views and the close-ups of a session; each is some thousand elements. */
const KEPT = 12;

/** Half-width in mm of the softening of the tone's coats; wider, it would wash the landmarks out. */
const SOFT_MM = 2.5;
const SVG = 'http://www.w3.org/2000/svg';

/** Blur the coats of tone inside their clip: shade without bands, edges as sharp as before. */
function soften(svg, name) {
  const filter = document.createElementNS(SVG, 'filter');
  filter.id = name;
  filter.setAttribute('color-interpolation-filters', 'sRGB');
  const blur = document.createElementNS(SVG, 'feGaussianBlur');
  blur.setAttribute('stdDeviation', String(SOFT_MM));
  filter.append(blur);
  svg.prepend(filter);
  for (const clipped of svg.querySelectorAll('.skin g[clip-path]')) {
    const coats = [...clipped.children].filter((g) => g.localName === 'g' && g.hasAttribute('fill-opacity'));
    if (!coats.length) continue;
    const soft = document.createElementNS(SVG, 'g');
    soft.setAttribute('filter', `url(#${name})`);
    coats[0].before(soft);
    soft.append(...coats);
  }
}

async function fetchDrawing(url, name) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`no drawing at ${url}`);
  const parsed = new DOMParser().parseFromString(await response.text(), 'image/svg+xml');
  if (parsed.querySelector('parsererror') || !parsed.querySelector('.skin')) throw new Error(`torn drawing at ${url}`);
  const svg = document.importNode(parsed.documentElement, true);
  svg.setAttribute('class', 'layer body');
  svg.setAttribute('aria-hidden', 'true');
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  soften(svg, `${name}-soft`);
  return svg;
}

/** Oldest first: what was asked for lately goes to the end, what is too many goes. */
function keep(url, drawn) {
  cache.delete(url);
  cache.set(url, drawn);
  for (const old of [...cache.keys()].slice(0, -KEPT)) cache.delete(old);
}

/**
 * The drawing of a figure in a view, as an element; in a side view with or without the arm, on the
 * scalp without hair. `row` is the view's row of the table. Rejects where it is missing or torn.
 */
export async function drawing(root, figure, view, limb, row) {
  const url = `${root}/svg/${figure}-${view}.svg`;
  keep(url, cache.get(url) ?? fetchDrawing(url, `${figure}-${view}`));
  const svg = await cache.get(url).catch((error) => {
    cache.delete(url);
    throw error;
  });
  svg.classList.toggle('with-limb', limb);
  svg.classList.toggle('no-hair', row?.group === 'scalp');
  return svg;
}

/** A plain body from the skin itself, where its drawing cannot be had: the map goes on working. */
export function silhouette(sight, figure) {
  const d = rimPath(
    rim(sight.mesh, (face) => sight.shown[face] === 1),
    sight.seen,
  );
  return s(
    'svg',
    { class: 'layer body plain', 'aria-hidden': 'true', 'data-figure': figure, 'data-view': sight.view },
    // the faces are filled over their strokes, so that only the outer edge shows
    s('g', { class: 'skin' }, s('path', { class: 'plain-edge', d }), s('path', { class: 'plain-skin', d })),
  );
}

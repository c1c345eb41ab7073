// Keys of the four whole views, each a small body with the marks on it.

import { trace } from '../geom/trace.js';
import { _, N_, n_ } from '../texts.js';
import { h, icon } from './dom.js';

export const VIEW_NAMES = Object.freeze({
  front: N_('Face'),
  back: N_('Dos'),
  right: N_('Profil droit'),
  left: N_('Profil gauche'),
});
const SHORT = Object.freeze({ front: N_('Face'), back: N_('Dos'), right: N_('Profil D'), left: N_('Profil G') });

const [WIDE, HIGH] = [54, 92];

export function makeThumbs(place, choose, openCloseUps) {
  const keys = Object.keys(VIEW_NAMES).map((view) =>
    h(
      'button',
      {
        type: 'button',
        class: 'thumb',
        'data-view': view,
        'aria-pressed': 'false',
        'aria-label': _(VIEW_NAMES[view]),
        onclick: () => choose(view),
      },
      h('canvas', { width: WIDE * 2, height: HIGH * 2, 'aria-hidden': 'true' }),
      h('span', { 'aria-hidden': 'true' }, _(SHORT[view])),
      h('span', { class: 'count', 'aria-hidden': 'true' }),
    ),
  );
  place.replaceChildren(
    ...keys,
    h(
      'button',
      { type: 'button', class: 'all-close-ups', 'data-act': 'close-ups', onclick: openCloseUps },
      icon('plates'),
      h('span', {}, _('Gros plans')),
      h('span', { class: 'count', 'aria-hidden': 'true' }),
    ),
  );
}

export function showThumb(place, view) {
  for (const key of place.querySelectorAll('.thumb')) {
    key.setAttribute('aria-pressed', String(key.dataset.view === view));
  }
}

/** Show on a view's key how many marks belong to it; nothing for none. */
export function countThumb(place, view, n) {
  const key = place.querySelector(`[data-view="${view}"]`);
  key.querySelector('.count').textContent = n || '';
  key.setAttribute(
    'aria-label',
    [_(VIEW_NAMES[view]), n ? n_('{n} marque', '{n} marques', n) : ''].filter(Boolean).join(', '),
  );
}

/** Marks that no whole view shows: a sole, an inner arm. */
export function countCloseUps(place, n) {
  const key = place.querySelector('[data-act=close-ups]');
  key.querySelector('.count').textContent = n || '';
  key.setAttribute(
    'aria-label',
    [_('Gros plans'), n ? n_('{n} marque', '{n} marques', n) : ''].filter(Boolean).join(', '),
  );
}

function body(context, sight) {
  const { faces } = sight.mesh;
  const { u_mm: u, v_mm: v } = sight.seen;
  context.beginPath();
  for (let f = 0; f < sight.shown.length; f += 1) {
    if (!sight.shown[f]) continue;
    const k = f * 3;
    context.moveTo(u[faces[k]], v[faces[k]]);
    context.lineTo(u[faces[k + 1]], v[faces[k + 1]]);
    context.lineTo(u[faces[k + 2]], v[faces[k + 2]]);
  }
  context.lineWidth = 4;
  context.fill();
  context.stroke();
}

/** Bodies without marks, each drawn once in a colour: sight → {colour, canvas}. */
const bare = new WeakMap();

function bareBody(canvas, sight, colour, put) {
  const known = bare.get(sight);
  if (known?.colour === colour) return known.canvas;
  const fresh = canvas.cloneNode();
  const context = fresh.getContext('2d');
  put(context);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  body(context, sight);
  bare.set(sight, { colour, canvas: fresh });
  return fresh;
}

function dots(context, sight, marks, sightOf, colour) {
  for (const mark of marks) {
    const { points, lines } = trace(sight, mark, sightOf);
    context.fillStyle = colour(mark);
    context.strokeStyle = colour(mark);
    for (const [u, v] of points) {
      context.beginPath();
      context.arc(u, v, 22, 0, 7);
      context.fill();
    }
    for (const line of lines) {
      context.lineWidth = 20;
      context.beginPath();
      line.forEach(([u, v], k) => (k ? context.lineTo(u, v) : context.moveTo(u, v)));
      context.stroke();
    }
  }
}

/** What each canvas shows: canvas → {sight, ink, marks}. */
const drawn = new WeakMap();

/** The marks that are not on the canvas yet; null where it has to be drawn anew. */
function missing(canvas, { sight, ink, marks }) {
  const before = drawn.get(canvas);
  const goesOn =
    before?.sight === sight &&
    before.ink === ink &&
    before.marks.length <= marks.length &&
    before.marks.every((mark, k) => mark === marks[k]);
  return goesOn ? marks.slice(before.marks.length) : null;
}

/** Draw one small body with its marks. `box` is [u0, v0, w, h] in mm, `sight` how it is seen. */
export function drawThumb(place, view, { sight, sightOf, box, marks }) {
  const canvas = place.querySelector(`[data-view="${view}"] canvas`);
  const style = getComputedStyle(canvas);
  const context = canvas.getContext('2d');
  const scale = Math.min(canvas.width / box[2], canvas.height / box[3]) * 0.96;
  const put = (to) =>
    to.setTransform(
      scale,
      0,
      0,
      scale,
      canvas.width / 2 - (box[0] + box[2] / 2) * scale,
      canvas.height / 2 - (box[1] + box[3] / 2) * scale,
    );
  const ink = style.getPropertyValue('--thumb');
  const added = missing(canvas, { sight, ink, marks });
  drawn.set(canvas, { sight, ink, marks });
  if (!added) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bareBody(canvas, sight, ink, put), 0, 0);
  }
  put(context);
  const colours = new Map();
  const colour = ({ depth }) => {
    const name = [depth].flat()[0];
    if (!colours.has(name)) colours.set(name, style.getPropertyValue(`--depth-${name.toLowerCase()}`));
    return colours.get(name);
  };
  dots(context, sight, added ?? marks, sightOf, colour);
}

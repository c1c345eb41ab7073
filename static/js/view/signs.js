// A mark as a drawing: colour, shape, and how it looks when rubbed out, left out or chosen.

import { KINDS } from '../geom/kinds.js';
import { depthsOf } from '../model/marks.js';
import { s } from './dom.js';

/** @import { Mark } from '../model/marks.js' */

/** Radius of a point's sign in CSS pixels: full where one marks, smaller on the whole body. */
export function signRadius(mm_px) {
  return Math.max(2.6, Math.min(6.5, 6.5 - (mm_px - 0.6) * 2.4));
}

const path = (line) => line.map(([u, v], k) => `${k ? 'L' : 'M'}${u.toFixed(2)} ${v.toFixed(2)}`).join('');
const ring = (line) => `${path(line)}Z`;

/** Half of the epidermal sign's little stroke, in mm. */
const [DASH_U, DASH_V] = [1.97, -1.38];

const round = (kind) => (cx, cy, more) => [s('circle', { ...more, class: `${more.class} shape ${kind}`, cx, cy })];

/** A diamond is the square cap of a line too short to be seen: its size is a width, as a circle's is `r`. */
function diamond(u, v) {
  const d = `M${u} ${v}l.01 .01`;
  return [s('path', { class: 'shape edge', d }), s('path', { class: 'shape diamond', d })];
}

function dash(u, v, more) {
  const d = `M${(u - DASH_U).toFixed(2)} ${(v - DASH_V).toFixed(2)}l${2 * DASH_U} ${2 * DASH_V}`;
  return [s('path', { ...more, class: `${more.class} shape dash`, d })];
}

const SHAPES = { IED: dash, IDS: round('ring'), IDP: round('disc'), IHD: diamond };

const NOTHING_MORE = Object.freeze({ class: '' });

/**
 * One element where it can be, a group where it takes two. None is moved or turned: each that is
 * costs the browser a layer at every frame.
 */
function pointSign(at, depths) {
  const [u, v] = at.map((x) => Number(x.toFixed(2)));
  const sign = { class: `sign ${depths[0]}`, 'data-at': `${u} ${v}` };
  const shape = SHAPES[depths[0]];
  if (!depths[1] && shape !== diamond) return shape(u, v, sign)[0];
  const also = depths[1] ? [s('circle', { class: `also ${depths[1]}`, cx: u, cy: v })] : [];
  return s('g', sign, ...also, ...shape(u, v, NOTHING_MORE));
}

const halo = ([u, v], depth, r) => s('circle', { class: `halo ${depth}`, cx: u.toFixed(2), cy: v.toFixed(2), r });

/**
 * The elements of a mark: {halo: […], fill: […], sign: […]}, for three layers.
 * `traced` comes from geom/trace, `radius_mm` and `width_mm` are what the mark counts as skin;
 * `zonePath` is that of a whole zone, else ''.
 */
export function signsOf(/** @type {Mark} */ mark, traced, { radius_mm, width_mm, zonePath }) {
  const depths = depthsOf(mark);
  const out = { halo: [], fill: [], sign: [] };
  for (const at of traced.points) {
    out.halo.push(halo(at, depths[0], radius_mm));
    out.sign.push(pointSign(at, depths));
  }
  const fills = zonePath || traced.fills.map(ring).join('');
  if (fills) {
    for (const depth of depths)
      out.fill.push(s('path', { class: `fill ${depth}`, d: fills, fill: `url(#hatch-${depth})` }));
  }
  const lines = zonePath || traced.lines.map(path).join('');
  if (traced.lines.length && !KINDS[mark.kind].closed) {
    out.halo.push(s('path', { class: `band ${depths[0]}`, d: lines, 'stroke-width': width_mm }));
  }
  if (lines) out.sign.push(s('path', { class: `line ${mark.kind} ${depths.join(' ')}`, d: lines }));
  return out;
}

/** Hatches of the four depths, in millimetres of the skin. */
export function hatches() {
  const hatch = (depth, turn, ...inside) =>
    s(
      'pattern',
      {
        id: `hatch-${depth}`,
        class: `hatch ${depth}`,
        width: 5,
        height: 5,
        patternUnits: 'userSpaceOnUse',
        patternTransform: `rotate(${turn})`,
      },
      s('rect', { class: 'tint', width: 5, height: 5 }),
      ...inside,
    );
  return s(
    'defs',
    {},
    hatch('IED', 0, s('path', { d: 'M0.5 2.5h3' })),
    hatch('IDS', 45, s('path', { d: 'M0 2.5h5' })),
    hatch('IDP', 0, s('circle', { cx: 2.5, cy: 2.5, r: 0.8 })),
    hatch('IHD', 0, s('path', { class: 'solid', d: 'M2.5 1.2L3.8 2.5L2.5 3.8L1.2 2.5Z' })),
  );
}

// A mark as a drawing: colour, shape, and how it looks when rubbed out, left out or chosen.

import { depthsOf } from '../model/marks.js';
import { s } from './dom.js';

/** Radius of a point's sign in CSS pixels: full where one marks, smaller on the whole body. */
export function signRadius(mm_px) {
  return Math.max(2.6, Math.min(6.5, 6.5 - (mm_px - 0.6) * 2.4));
}

const path = (line) => line.map(([u, v], k) => `${k ? 'L' : 'M'}${u.toFixed(2)} ${v.toFixed(2)}`).join('');
const ring = (line) => `${path(line)}Z`;

const SHAPES = {
  IED: () => s('path', { class: 'shape', d: 'M-1 0h2' }),
  IDS: () => s('circle', { class: 'shape ring' }),
  IDP: () => s('circle', { class: 'shape disc' }),
  IHD: () => s('rect', { class: 'shape diamond' }),
};

function pointSign([u, v], depths) {
  const classes = `sign ${depths[0]}${depths[1] ? ` with-${depths[1]}` : ''}`;
  const shapes = depths[1] ? [s('circle', { class: `also ${depths[1]}` })] : [];
  return s('g', { class: classes, transform: `translate(${u.toFixed(2)} ${v.toFixed(2)})` }, ...shapes, SHAPES[depths[0]]());
}

const halo = ([u, v], depth, r) => s('circle', { class: `halo ${depth}`, cx: u.toFixed(2), cy: v.toFixed(2), r });

/**
 * The elements of a mark: {halo: […], fill: […], sign: […]}, for three layers.
 * `traced` comes from geom/trace, `radius_mm` and `width_mm` are what the mark counts as skin.
 */
export function signsOf(mark, traced, { radius_mm, width_mm, zonePath }) {
  const depths = depthsOf(mark);
  const out = { halo: [], fill: [], sign: [] };
  for (const at of traced.points) {
    out.halo.push(halo(at, depths[0], radius_mm));
    out.sign.push(pointSign(at, depths));
  }
  const fills = mark.kind === 'zone' ? zonePath : traced.fills.map(ring).join('');
  if (fills) {
    for (const depth of depths) out.fill.push(s('path', { class: `fill ${depth}`, d: fills, fill: `url(#hatch-${depth})` }));
  }
  const lines = mark.kind === 'zone' ? zonePath : traced.lines.map(path).join('');
  if (lines && mark.kind === 'stroke') {
    out.halo.push(s('path', { class: `band ${depths[0]}`, d: lines, 'stroke-width': width_mm }));
  }
  if (lines) out.sign.push(s('path', { class: `line ${mark.kind} ${depths.join(' ')}`, d: lines }));
  return out;
}

/** Hatches of the four depths, in millimetres of the skin. */
export function hatches() {
  const hatch = (depth, turn, ...inside) => s(
    'pattern', {
      id: `hatch-${depth}`, class: `hatch ${depth}`, width: 5, height: 5,
      patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${turn})`,
    },
    s('rect', { class: 'tint', width: 5, height: 5 }), ...inside,
  );
  return s(
    'defs', {},
    hatch('IED', 0, s('path', { d: 'M0.5 2.5h3' })),
    hatch('IDS', 45, s('path', { d: 'M0 2.5h5' })),
    hatch('IDP', 0, s('circle', { cx: 2.5, cy: 2.5, r: 0.8 })),
    hatch('IHD', 0, s('path', { class: 'solid', d: 'M2.5 1.2L3.8 2.5L2.5 3.8L1.2 2.5Z' })),
  );
}

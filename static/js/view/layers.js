// What may be laid over the drawing: levels of the spine, and skin where something lies beneath.

import { place } from '../geom/sight.js';
import { s } from './dom.js';

/** Length of a level's tick, CSS pixels. */
const TICK_PX = 9;

/** From this scale on the areas have names; farther off these would overlap. */
const NAMED_MM_PX = 0.8;

/** Height of a name, CSS pixels: read at arm's length where there is room for it. */
const textPx = (mm_px) => (mm_px <= NAMED_MM_PX ? 15 : 12);

const at = (p) => `${p.u_mm.toFixed(1)} ${p.v_mm.toFixed(1)}`;

/** The stretches of a line on the skin that `sight` sees, as path data. */
function seenLine(sight, anchors, closed = true) {
  const spots = anchors.map((anchor) => place(sight, anchor));
  const whole = spots.every((p) => p.visible);
  let pen = false;
  const path = (closed ? [...spots, spots[0]] : spots)
    .map((p) => {
      if (!p.visible) {
        pen = false;
        return '';
      }
      const step = `${pen ? 'L' : 'M'}${at(p)}`;
      pen = true;
      return step;
    })
    .join('');
  return whole && closed ? `${path}Z` : path;
}

const word = (text, [u, v], px, mm_px, attributes = {}) =>
  s(
    'text',
    {
      x: u.toFixed(1),
      y: v.toFixed(1),
      'font-size': (px * mm_px).toFixed(2),
      'stroke-width': (4 * mm_px).toFixed(2),
      ...attributes,
    },
    text,
  );

/** Levels along the midline; a name only where there is room for it, every tick. */
function spine(levels, midline, sight, mm_px) {
  const out = [s('path', { class: 'midline', d: seenLine(sight, midline, false) })];
  const px = textPx(mm_px);
  let last = -Infinity;
  for (const { key, anchor } of levels) {
    const spot = place(sight, anchor);
    if (!spot.visible) continue;
    const [u, v] = [spot.u_mm, spot.v_mm];
    out.push(
      s('path', {
        class: 'level',
        d: `M${(u - TICK_PX * mm_px).toFixed(1)} ${v.toFixed(1)}h${(2 * TICK_PX * mm_px).toFixed(1)}`,
      }),
    );
    if (Math.abs(v - last) < (px + 2) * mm_px) continue;
    last = v;
    out.push(word(key, [u + (TICK_PX + 5) * mm_px, v + (px / 3) * mm_px], px, mm_px, { 'data-level': key }));
  }
  return out;
}

function danger(areas, sight, mm_px, { nameOf, noteOf }) {
  const px = textPx(mm_px);
  return areas.flatMap((area) => {
    const d = seenLine(sight, area.outline);
    if (!d) return [];
    const spot = place(sight, area.anchor);
    const outline = s('path', { class: 'danger-area', 'data-danger': area.key, d });
    if (!spot.visible || mm_px > NAMED_MM_PX) return [outline];
    const name = word(nameOf(area), [spot.u_mm, spot.v_mm], px, mm_px, { 'text-anchor': 'middle' });
    const note = noteOf(area.key);
    if (!note) return [outline, name];
    const small = { 'text-anchor': 'middle', class: 'note' };
    return [outline, name, word(note, [spot.u_mm, spot.v_mm + (px + 3) * mm_px], px, mm_px, small)];
  });
}

/** Draw what is on; `data` is layers-1.json, `on` {spine, danger}, `words` {nameOf(area), noteOf(key)}. */
export function drawLayers(group, data, on, { sight, mm_px, words }) {
  group.replaceChildren(
    ...(on.danger ? danger(data.danger, sight, mm_px, words) : []),
    ...(on.spine ? spine(data.spine, data.midline?.anchors ?? data.midline ?? [], sight, mm_px) : []),
  );
}

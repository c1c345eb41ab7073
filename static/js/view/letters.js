// Letters of syringes beside the marks of a view, where more than one syringe stands.

import { DRY } from '../model/assign.js';
import { s, say } from './dom.js';

/** @import { Stage } from './stage.js' */

/** Beside a point, above what is drawn wide: a place of the drawing, or null where nothing is seen. */
function placeOf({ points, fills, lines }, drawn) {
  if (points.length) return { at: points[0], kind: 'of-point' };
  const wide = fills[0] ?? lines[0];
  if (wide?.length) return { at: wide.reduce((top, p) => (p[1] < top[1] ? p : top)), kind: 'of-wide' };
  // a whole zone has no anchors: the start of its path as it is drawn
  const line = drawn.fill[0] ?? drawn.sign[0];
  if (!line?.getTotalLength?.()) return null;
  const { x, y } = line.getPointAtLength(0);
  return { at: [x, y], kind: 'of-wide' };
}

const wordOf = (mark, dry) => (mark.syringe === DRY ? dry : (mark.syringe ?? '?'));

function letter({ mark, traced, parts }, dry) {
  const place = placeOf(traced, parts);
  if (!place) return null;
  const [u, v] = place.at.map((x) => x.toFixed(2));
  return s(
    'text',
    { class: `letter ${place.kind}${mark.syringe ? '' : ' nobody'}`, x: u, y: v, dx: '0.62em', dy: '-0.3em' },
    wordOf(mark, dry),
  );
}

/**
 * @param {Stage} stage
 * @param {string} dry  the word of the needle alone
 */
export function createLetters(stage, dry) {
  const leaves = stage.leaves('letter');
  /** id → {traced, element} of what is on the screen */
  let shown = new Map();

  function clear() {
    leaves.clear();
    shown = new Map();
  }

  return Object.freeze({
    /** Letters of these marks ([{mark, traced}] as the layer of marks has them), or of none. */
    show(entries, on) {
      if (!on) {
        if (shown.size) clear();
        return;
      }
      const before = shown;
      shown = new Map();
      for (const entry of [...entries].reverse()) {
        const old = before.get(entry.mark.id);
        if (old?.traced === entry.traced && old.element.isConnected) {
          say(old.element, wordOf(entry.mark, dry));
          old.element.classList.toggle('nobody', !entry.mark.syringe);
          shown.set(entry.mark.id, old);
        } else {
          old?.element.remove();
          const element = letter(entry, dry);
          if (!element) continue;
          leaves.append(element);
          shown.set(entry.mark.id, { traced: entry.traced, element });
        }
      }
      for (const [id, { element }] of before) if (!shown.has(id)) element.remove();
    },
  });
}

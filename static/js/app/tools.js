// What the hand holds: brushes, eraser or selection, and which syringe.

import { chooseBrush } from '../model/depths.js';

const REMEMBERED = 'mesomap.hand';

const remembered = () => {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED)) ?? {};
  } catch {
    return {};
  }
};

/** @import { Mark } from '../model/marks.js' */
/** @typedef {ReturnType<typeof createTools>} Tools */

/**
 * Settings of this tablet that are no health data are kept in the browser.
 * @param {{ left_handed?: boolean, pen_only?: boolean }} settings
 * @param {() => void} onChange
 * @param {{ canMark: () => boolean, canChange: (mark: Mark) => boolean }} may  what the step of the session lets
 */
export function createTools(settings, onChange, may) {
  const kept = {
    hand: settings.left_handed ? 'left' : 'right',
    penOnly: Boolean(settings.pen_only),
    borders: false,
    spine: false,
    danger: false,
    past: true,
    ...remembered(),
  };
  let brushes = Object.freeze(['IDP']);
  let tool = 'brush';
  let syringe = null;

  function change(work) {
    work();
    onChange();
  }

  return {
    get brushes() {
      return brushes;
    },
    get tool() {
      return tool;
    },
    syringe: () => syringe,
    penOnly: () => kept.penOnly,
    hand: () => kept.hand,
    /** A setting of this tablet by its name. */
    kept: (name) => kept[name],
    ...may,
    brush: (depth, together = false) =>
      change(() => {
        brushes = chooseBrush(brushes, depth, together && tool === 'brush');
        tool = 'brush';
      }),
    use: (name) =>
      change(() => {
        tool = tool === name ? 'brush' : name;
      }),
    setTool: (name) =>
      change(() => {
        tool = name;
      }),
    fill: (key) =>
      change(() => {
        syringe = key;
      }),
    keep: (name, value) =>
      change(() => {
        kept[name] = value;
        localStorage.setItem(REMEMBERED, JSON.stringify(kept));
      }),
  };
}

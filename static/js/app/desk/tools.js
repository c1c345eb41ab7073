// The tool in hand: brushes, eraser or selection; and the syringe in hand.

import { chooseBrush } from '../../model/depths.js';
import { createEmitter } from '../../model/emitter.js';
import { canChange, canMark } from '../../model/rules.js';

const REMEMBERED = 'mesomap.hand';

const remembered = () => {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED)) ?? {};
  } catch {
    return {};
  }
};

/** @import { Mark } from '../../model/marks.js' */
/** @import { Desk } from './desk.js' */
/** @import { StepPlace } from './place.js' */
/** @typedef {ReturnType<typeof createTools>} Tools */

/**
 * Settings of this tablet that are no health data are kept in the browser.
 * @param {{
 *   settings?: { left_handed?: boolean, pen_only?: boolean }, desk: Pick<Desk, 'session'>, place: StepPlace,
 * }} parts
 */
export function createTools({ settings = {}, desk, place }) {
  const changed = createEmitter();
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
    changed.emit();
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
    /** Whether the step that is shown lets marks be laid, moved or taken away. */
    canMark: () => canMark(desk.session(), place.now()),
    /** @param {Mark} mark */
    canChange: (mark) => canChange(mark, place.now()),
    /** Hear of every change of what the hand holds. */
    listen: changed.listen,
    /** As the page opens: have every listener show what the hand holds. */
    begin: () => changed.emit(),
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

// The keyboard: which key stands for which act of the page (undo, brush, eraser, zoom, mark …).

/** By place on the keyboard: on a French one the digits need Shift. */
const DIGIT = /^(?:Digit|Numpad)([1-4])$/;
const ARROWS = Object.freeze({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });

const typing = (target) => target.closest?.('input, textarea, select, [contenteditable], dialog');

/** A sheet is open: what lies under it is out of reach, also where nothing in the sheet has the focus. */
const underSheet = () => document.querySelector('dialog[open]') !== null;

function command(event, on, onMap) {
  const key = event.key.toLowerCase();
  if (key === 'a' && onMap) return on.all;
  if (key === 'z' && !event.shiftKey) return on.undo;
  if (key === 'y' || (key === 'z' && event.shiftKey)) return on.redo;
  return null;
}

function plain(event, on, onMap) {
  const digit = DIGIT.exec(event.code);
  if (digit) return () => on.brush(Number(digit[1]) - 1, event.altKey);
  if (event.key === 'Escape') return on.whole;
  if (event.key === 'e' || event.key === 'E') return on.eraser;
  if (event.key === '+' || event.key === '-') return () => on.zoom(event.key === '+' ? 1.5 : 1 / 1.5);
  if (event.key === 'Delete' || event.key === 'Backspace') return onMap || on.selecting() ? on.remove : null;
  return onMap ? ofMap(event, on) : null;
}

function ofMap(event, on) {
  if (ARROWS[event.key]) return () => (event.shiftKey ? on.move : on.step)(ARROWS[event.key]);
  if (event.key === 'Enter' || event.key === ' ') return on.mark;
  if (event.key.toLowerCase() === 'm') return () => on.next(event.shiftKey ? -1 : 1);
  if (event.key.toLowerCase() === 's') return on.select;
  return null;
}

/**
 * @param {object} on  undo, redo, brush(k, together), whole, eraser, zoom(f), step([dx, dy]), mark, remove; of
 *   a selection: select (take the tool), next(±1), all, move([dx, dy]), selecting() → whether there is one
 */
export function createKeys(map, on) {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || typing(event.target) || underSheet()) return;
    const onMap = map.contains(event.target);
    const act = event.ctrlKey || event.metaKey ? command(event, on, onMap) : plain(event, on, onMap);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

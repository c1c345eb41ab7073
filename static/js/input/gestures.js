// Fingers, pen and mouse on the map, told apart: a tap, a long press, a drag, two fingers.
//
// Two fingers never draw. What the first one began is cancelled, even if the second comes late. A pen
// goes before fingers: a hand that rests beside it is not felt, and what a palm began ends with the pen.

/** Millimetres of glass that a tap may wander; a gloved finger rolls more than a pen. */
const WANDER_MM = Object.freeze({ touch: 2.5, pen: 1.2, mouse: 1 });

/** CSS defines an inch as 96 pixels. */
const PX_PER_MM = 96 / 25.4;

const LONG_PRESS_MS = 550;
const WHEEL_REST_MS = 140;

const middle = (/** @type {XY[]} */ [a, b]) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const gap = (/** @type {XY[]} */ [a, b]) => Math.hypot(a[0] - b[0], a[1] - b[1]) || 1;

/**
 * @typedef {number[]} XY  [x, y] in px
 *
 * @typedef {object} Hand  what is told of the gestures
 * @property {(xy: XY) => void} press
 * @property {(xy: XY) => void} tap
 * @property {(xy: XY) => boolean} long  whether it was handled
 * @property {(xy: XY) => string} drag  'draw' | 'pan'
 * @property {(xys: XY[]) => void} draw
 * @property {() => void} drawn
 * @property {() => void} cancel
 * @property {(by: XY) => void} pan
 * @property {(xy: XY, factor: number, by: XY) => void} pinch
 * @property {() => void} rest
 * @property {(xy: XY | null) => void} hover
 * @property {(xy: XY, factor: number) => void} zoom
 * @property {() => boolean} penOnly
 */

/**
 * One finger, pen or mouse: a press that becomes a tap, a long press, or a drag that draws or moves the map.
 * @param {Hand} on
 */
function createOne(on) {
  let one = null;

  function forget() {
    clearTimeout(one?.timer);
    one = null;
  }

  function begin({ pointerId, pointerType }, at) {
    const timer = setTimeout(() => {
      if (one?.what === 'press' && on.long(one.from)) one.what = 'done';
    }, LONG_PRESS_MS);
    one = { id: pointerId, type: pointerType, from: at, last: at, what: 'press', timer };
    on.press(at);
  }

  const onlyPans = () => on.penOnly() && one.type === 'touch';

  function wander(at) {
    const far = Math.hypot(at[0] - one.from[0], at[1] - one.from[1]);
    if (far <= (WANDER_MM[one.type] ?? WANDER_MM.touch) * PX_PER_MM) return;
    clearTimeout(one.timer);
    one.what = onlyPans() ? 'pan' : on.drag(one.from);
    if (one.what === 'pan') on.cancel();
  }

  /** `steps()`: where it was on the way, as closely as the glass felt it. */
  function move(at, steps) {
    if (one.what === 'press') wander(at);
    if (one.what === 'draw') on.draw(steps());
    else if (one.what === 'pan') on.pan([at[0] - one.last[0], at[1] - one.last[1]]);
    one.last = at;
  }

  function end() {
    const { what, from } = one;
    const isTap = what === 'press' && !onlyPans();
    forget();
    if (isTap) on.tap(from);
    else if (what === 'press') on.cancel();
    else if (what === 'draw') on.drawn();
    else if (what === 'pan') on.rest();
  }

  /** A second finger came: what this one drew goes, where it moved the map to stays. */
  function giveWay() {
    if (one && one.what !== 'pan') on.cancel();
    forget();
  }

  return { begin, move, end, giveWay, forget, is: (id) => one?.id === id, isDown: () => one !== null };
}

/**
 * Two fingers: they move and stretch the map.
 * @param {Hand} on
 */
function createTwo(on) {
  let two = null;

  function begin(points) {
    two = { centre: middle(points), gap: gap(points) };
  }

  function move(points) {
    const [centre, wide] = [middle(points), gap(points)];
    on.pinch(centre, wide / two.gap, [centre[0] - two.centre[0], centre[1] - two.centre[1]]);
    two = { centre, gap: wide };
  }

  function end() {
    two = null;
  }

  return { begin, move, end, isDown: () => two !== null };
}

/**
 * @param {HTMLElement} map
 * @param {Hand} on
 * @returns {() => boolean}  ends what the hand is about without a trace, for Escape, a dialog, a hidden page;
 *   whether there was anything
 */
export function createGestures(map, on) {
  const fingers = new Map();
  const one = createOne(on);
  const two = createTwo(on);
  let wheelRest = 0;
  /** the pen that is on the glass */
  let pen = null;

  /** Where the map is on the page: read when a finger comes down, before anything is changed. */
  let box = null;
  const where = (event) => [event.clientX - box.left, event.clientY - box.top];
  const pair = () => [...fingers.values()].slice(0, 2);

  function down(event) {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    event.preventDefault();
    if (pen !== null) return;
    if (event.pointerType === 'pen') {
      bail();
      pen = event.pointerId;
    }
    if (!fingers.size) box = map.getBoundingClientRect();
    map.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, where(event));
    if (fingers.size === 1) one.begin(event, where(event));
    else if (fingers.size === 2) {
      one.giveWay();
      two.begin(pair());
    }
  }

  function move(event) {
    if (!fingers.has(event.pointerId)) {
      if (event.pointerType === 'touch' || fingers.size) return;
      box = map.getBoundingClientRect();
      on.hover(where(event));
      return;
    }
    const at = where(event);
    fingers.set(event.pointerId, at);
    if (two.isDown()) two.move(pair());
    else if (one.is(event.pointerId))
      one.move(at, () => {
        const steps = event.getCoalescedEvents?.() ?? [];
        return steps.length ? steps.map(where) : [at];
      });
  }

  function lift({ pointerId }) {
    if (pen === pointerId) pen = null;
    return fingers.delete(pointerId);
  }

  function up(event) {
    if (!lift(event)) return;
    if (two.isDown() && fingers.size < 2) {
      two.end();
      on.rest();
    } else if (one.is(event.pointerId)) one.end();
  }

  /** The system took the finger away: as if the gesture had never begun. */
  function cancelled(event) {
    if (!lift(event)) return;
    if (one.is(event.pointerId)) {
      one.forget();
      on.cancel();
      on.rest();
    } else if (two.isDown()) {
      two.end();
      on.rest();
    }
  }

  function bail() {
    const busy = one.isDown() || two.isDown();
    fingers.clear();
    pen = null;
    one.forget();
    two.end();
    if (busy) {
      on.cancel();
      on.rest();
    }
    return busy;
  }

  function wheel(event) {
    event.preventDefault();
    box = map.getBoundingClientRect();
    on.zoom(where(event), Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0018)));
    clearTimeout(wheelRest);
    wheelRest = setTimeout(() => on.rest(), WHEEL_REST_MS);
  }

  // keeps the browser's own gestures off the map: after a drag, one would take the next tap elsewhere as its own
  map.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
  map.addEventListener('pointerdown', down);
  map.addEventListener('pointermove', move);
  map.addEventListener('pointerup', up);
  map.addEventListener('pointercancel', cancelled);
  map.addEventListener('pointerleave', () => {
    if (fingers.size === 0) on.hover(null);
  });
  map.addEventListener('wheel', wheel, { passive: false });
  map.addEventListener('contextmenu', (event) => event.preventDefault());
  return bail;
}

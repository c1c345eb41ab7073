// A session page without a browser: the real hand, desk and gestures on the real skin; the glass, the
// drawing and the disk are stand-ins.
import { createGestures } from '../../static/js/input/gestures.js';
import { createBrush } from '../../static/js/app/hand/brush.js';
import { createHand } from '../../static/js/app/hand/hand.js';
import { createMarking } from '../../static/js/app/desk/marking.js';
import { createSelection } from '../../static/js/app/hand/selection.js';
import { createDesk } from '../../static/js/app/desk/desk.js';
import { toDrawing, toScreen } from '../../static/js/geom/camera.js';
import { hit, onBody } from '../../static/js/geom/hit.js';
import { trace } from '../../static/js/geom/trace.js';
import { standing } from '../../static/js/model/session.js';
import { createSights } from './sights.js';

globalThis.requestAnimationFrame ??= (work) => setTimeout(work);

export const OPENED = Object.freeze({
  id: 'e0',
  device_id: 'server',
  device_seq: 1,
  session_id: 's',
  kind: 'session.opened',
  v: 1,
  seq: 1,
  gesture_id: null,
  at: '2026-11-21T09:00:00.000Z',
  elapsed_ms: null,
  body: {
    patient_id: 'p',
    course_id: null,
    number: 1,
    treatment_date: '2026-11-21',
    time_zone: 'Europe/Paris',
    figure: 'F',
    body: { sex: 'F', age_years: 41, height_cm: 165, weight_kg: 62 },
    body_estimated: false,
    silhouette: null,
    body_nearest: false,
    radii_mm: { IED: 2.5, IDS: 5, IDP: 10, IHD: 10 },
    stroke_width_mm: 5,
    spacing_mm: {},
    duration: {},
    tariff: {},
    atlas: { mesh: '1', zones: '2', drawing: '1' },
  },
});

const SIZE = Object.freeze({ w: 800, h: 700 });
const all = createSights();

/** The map as the hand uses it, close on the lumbar region, half a millimetre a pixel. */
function createMap(session, seen) {
  const camera = { u_mm: 0, v_mm: -1060, mm_px: 0.5 };
  const sight = all.of('F', 'back', true);
  const at = (xy) => toDrawing(camera, SIZE, xy);
  const nothing = () => {};
  return {
    now: () => ({ view: 'back', limb: true, sight, figure: 'F', box: null }),
    at,
    hit: (xy) => hit(sight, ...at(xy)),
    hitAt: (uv, snap_mm) => hit(sight, ...uv, snap_mm),
    onBody: (line) => onBody(sight, line),
    toScreen: (uv) => toScreen(camera, SIZE, uv),
    mm_px: () => camera.mm_px,
    close: () => true,
    drawnOn: () => ({}),
    draft: (line) => {
      seen.draft = line;
    },
    carried: {
      show: () => {
        seen.carried = true;
      },
      to: nothing,
      clear: () => {
        seen.carried = false;
      },
    },
    layer: {
      choose: (...ids) => {
        seen.chosen = ids;
      },
      standing: () =>
        standing(session())
          .map((mark) => ({ mark, traced: trace(sight, mark, all.of), parts: { fill: [] } }))
          .reverse(),
    },
    stage: { map: { focus: nothing } },
    pan: nothing,
    pinch: nothing,
    zoom: nothing,
    rest: nothing,
    open: nothing,
    sight,
  };
}

/** A pointer of the page, at CSS pixels of the map. */
export function pointer(type, id, [x, y], pointerType = 'touch') {
  return Object.assign(new Event(type, { cancelable: true }), {
    pointerId: id,
    pointerType,
    clientX: x,
    clientY: y,
    button: 0,
  });
}

export function createPage({ tool = 'brush', brush = 'IDP', events = [] } = {}) {
  const seen = { draft: null, carried: false, chosen: [], heard: [], told: [], bar: null, pushed: [] };
  const outbox = {
    device_id: 'd',
    n: 0,
    takeSeq() {
      this.n += 1;
      return this.n;
    },
    keep: async () => {},
  };
  const desk = createDesk({
    events: [OPENED, ...events],
    outbox,
    session_id: 's',
    name: (mark) => mark.zone ?? 'Région lombaire gauche',
    push: (made) => seen.pushed.push(...made),
    onKeeping: () => {},
  });
  const map = createMap(desk.session, seen);
  const tools = {
    tool,
    brushes: [brush],
    syringe: () => null,
    penOnly: () => false,
    canMark: () => true,
    canChange: () => true,
    listen: () => {},
  };
  const place = { now: () => ({ step: 'plan', adding: false }) };
  const parts = {
    desk,
    map,
    tools,
    marking: createMarking({ desk, place }),
    tell: (words) => seen.told.push(words),
    ear: (words) => seen.heard.push(words),
    name: () => 'Région lombaire gauche',
  };
  const bar = {
    show: (marks, words, work) => {
      seen.bar = { marks, words, work };
    },
    hide: () => {
      seen.bar = null;
    },
    holdsFocus: () => false,
  };
  const nothing = () => {};
  const selection = createSelection({ ...parts, bar, mirror: null });
  const hand = createHand({
    ...parts,
    brush: createBrush({ ...parts, offer: { outlined: nothing } }),
    selection,
    nogo: null,
    takers: [],
    zones: { under: nothing, touched: nothing },
    examination: { takes: () => false, free: () => false },
    card: nothing,
  });
  const glass = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ left: 0, top: 0 }),
    setPointerCapture: () => {},
  });
  const bail = createGestures(glass, hand);
  const send = (...event) => glass.dispatchEvent(pointer(...event));
  return {
    desk,
    map,
    tools,
    hand,
    selection,
    seen,
    send,
    bail,
    tap(xy, type = 'touch') {
      send('pointerdown', 1, xy, type);
      send('pointerup', 1, xy, type);
    },
    /** A drag that has not ended: the finger is still down. */
    begin(path, type = 'touch') {
      path.forEach((xy, k) => send(k ? 'pointermove' : 'pointerdown', 1, xy, type));
    },
    drag(path, type = 'touch') {
      this.begin(path, type);
      send('pointerup', 1, path.at(-1), type);
    },
    standing: () => standing(desk.session()),
  };
}

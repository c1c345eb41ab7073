// The lumbar grid as places to palpate: a touch makes a painful one a mark, the rest is said examined.
//
// The places are those of a published examination (geom/patterns.js), on this patient's skin. They are
// no marks: nothing counts, prints or keeps them before the doctor says what was examined.

import { place } from '../../geom/sight.js';
import { addPoint, removeMarks } from '../../model/actions.js';
import { depthOf } from '../../model/depths.js';
import { examine, examinedOf } from '../../model/examined.js';
import { standing } from '../../model/session.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { $ } from '../../view/dom.js';
import { drawPlaces, openPlaceList, showExaminationBar } from '../../view/examination.js';

const patterns = () => import('../../geom/patterns.js');

const PATTERN = 'lumbar';
const VERSION = 1;
const LEVELS = Object.freeze(['L1', 'L2', 'L3', 'L4', 'L5', 'S1']);

/** Levels that are there where they are asked for: the publication says every level, a hand mostly the lower ones. */
const UPPER = Object.freeze(['L1', 'L2']);

/** A finger this near to a place means it. */
const REACH_PX = 30;

/** A mark this near to a place stands on it: on a body of another weight the grid lies a little off. */
const ON_MM = 4;

/** Room that the bar takes of the map. */
const BAR_PX = 110;
const MOST_OF_MAP = 0.34;

/** A zone in the midst of the grid: views that show it can show the grid. */
const ZONES = Object.freeze(['lumbar_paravertebral.L', 'lumbar_paravertebral.R']);

/** @import { Views } from '../../model/views.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Live } from '../map/live.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { StepPlace } from '../desk/place.js' */
/** @import { Shown } from '../map/shown.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {ReturnType<typeof createExamination>} Examination */

/**
 * @param {{
 *   boot: Boot, desk: Desk, place: StepPlace, map: BodyMap, views: Views, live: Live, tools: Tools, tell: Tell,
 *   ear: Ear, root: HTMLElement, shown: Shown,
 * }} parts
 */
export function createExamination({ boot, desk, place: step, map, views, live, tools, tell, ear, root, shown: glass }) {
  const key = $('[data-act=lumbar]', root);
  const bar = $('#examination', root);
  const layer = map.layerBelow('examined');
  const remembered = `mesomap.grid.${boot.session_id}`;
  let every = null;
  let places = null;
  let upper = false;
  let open = false;
  let skin = null;
  let pointOf = null;
  let list = null;

  /** Where each mark is on the skin: a mark that moves is another object. */
  const points = new WeakMap();
  const pointOfMark = (mark) => {
    if (!points.has(mark)) points.set(mark, pointOf(skin, mark.anchors[0]));
    return points.get(mark);
  };

  const far = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);

  /** place → the mark on it, as the marks stand now */
  let held = { marks: null, on: new Map() };
  let spots = { sight: null, seen: [] };
  function onPlaces() {
    const { marks } = desk.session();
    if (held.marks === marks) return held.on;
    const laid = standing(desk.session()).filter((m) => m.kind === 'point');
    const on = new Map(places.map((each) => [each.key, laid.find((m) => far(pointOfMark(m), each.point) < ON_MM)]));
    held = { marks, on };
    return on;
  }

  const said = () => examinedOf(desk.session(), PATTERN);

  /** A place is painful that has a mark, or that was said to be. */
  const isPainful = (name) => Boolean(onPlaces().get(name)) || Boolean(said()?.painful.includes(name));

  async function load() {
    const [{ lumbarPlaces, pointOf: found }, body, layers] = await Promise.all([
      patterns(),
      live.skin(),
      fetch(`${boot.urls.static}/body/layers-1.json`).then((r) => r.json()),
    ]);
    [skin, pointOf] = [body, found];
    every = lumbarPlaces(skin, layers, LEVELS);
    level();
  }

  const isUpper = (name) => UPPER.includes(name.split('.')[0]);

  /** The places that are there: of the upper levels too where that was chosen, or where they were examined. */
  function level() {
    const wanted = upper || Boolean(said()?.examined.some(isUpper));
    if (!every || (places && wanted === places.some((each) => isUpper(each.key)))) return;
    places = every.filter((each) => wanted || !isUpper(each.key));
    held = { marks: null, on: new Map() };
    spots = { sight: null, seen: [] };
  }

  /** Where the places are in this view: {place, u_mm, v_mm} of those it shows. */
  function seen() {
    const { sight } = map.now();
    if (spots.sight !== sight) {
      spots = { sight, seen: places.map((each) => ({ each, ...place(sight, each.anchor) })).filter((p) => p.visible) };
    }
    return spots.seen;
  }

  const shown = () => open && places !== null && tools.canMark() && step.now().step === 'plan';

  function draw() {
    if (!shown()) {
      layer.replaceChildren();
      return;
    }
    const found = said();
    drawPlaces(layer, seen(), {
      mm_px: map.mm_px(),
      state: ({ key: name }) => {
        if (onPlaces().get(name)) return 'marked';
        return found?.painful.includes(name) ? 'painful' : found?.examined.includes(name) ? 'not-painful' : 'free';
      },
    });
  }

  function show() {
    if (!map.now().view) return;
    level();
    const inView = views.isCloseUp(map.now().view)
      ? ZONES.some((zone) => views.shows(map.now().view, zone))
      : map.now().view === 'back';
    const may = tools.canMark() && step.now().step === 'plan';
    key.hidden = !may || !inView || open;
    root.toggleAttribute('data-examining', shown());
    draw();
    if (!shown()) {
      bar.hidden = true;
      return;
    }
    showExaminationBar(bar, {
      painful: places.filter((p) => isPainful(p.key)).length,
      all: places.length,
      said: saidAll(),
      rest: sayRest,
      openList,
      close,
      upper: said()?.examined.some(isUpper) ? null : { on: upper, toggle: toggleUpper },
    });
    list?.();
  }

  const saidAll = () => places.every((each) => said()?.examined.includes(each.key));

  async function toggleUpper() {
    upper = !upper;
    sessionStorage.setItem(remembered, upper ? 'upper' : 'open');
    level();
    await bring();
    show();
  }

  /** Bring the grid into sight, near enough to be touched. */
  async function bring() {
    if (map.now().view !== 'back' && !views.isCloseUp(map.now().view)) await glass.choose('back');
    const found = seen();
    const bar_px = Math.min(BAR_PX, map.stage.size().h * MOST_OF_MAP);
    if (found.length)
      map.bring(
        found.map((p) => [p.u_mm, p.v_mm]),
        bar_px,
      );
  }

  async function begin(moves = true) {
    open = true;
    sessionStorage.setItem(remembered, upper ? 'upper' : 'open');
    try {
      if (!places) await load();
    } catch (error) {
      close();
      tell(_('La grille ne peut pas être calculée : le corps du patient manque. Réessayez dès que le serveur répond.'));
      if (!(error instanceof TypeError)) throw error;
      return;
    }
    if (moves) await bring();
    show();
  }

  function close() {
    open = false;
    sessionStorage.removeItem(remembered);
    show();
    key.focus({ preventScroll: true });
  }

  /** What was said examined, with a place more or less that is painful; nothing where nothing was said. */
  function saidAlso(name, painful) {
    const before = said();
    if (!before) return [];
    const hurts = before.painful.filter((each) => each !== name);
    return examine(PATTERN, VERSION, [...new Set([...before.examined, name])], painful ? [...hurts, name] : hurts);
  }

  /** A touched place becomes a mark of the brush in hand; touched again the mark is taken back. */
  function toggle({ key: name, anchor }) {
    const mark = onPlaces().get(name);
    if (mark) return desk.perform([...removeMarks(desk.session(), [mark.id]), ...saidAlso(name, false)]);
    return desk.perform([
      ...addPoint(desk.session(), {
        id: uuid7(),
        anchor,
        ...map.drawnOn(),
        depth: depthOf(tools.brushes),
        syringe: tools.syringe(),
      }),
      ...saidAlso(name, true),
    ]);
  }

  /** One touch: all of them were examined, and those without a mark are not painful. Again: not said. */
  function sayRest() {
    const all = places.map((each) => each.key);
    const acts = saidAll() ? examine(PATTERN, VERSION, [], []) : examine(PATTERN, VERSION, all, all.filter(isPainful));
    if (desk.perform(acts) && said())
      ear(_('{n} points douloureux sur {all} examinés', { n: said().painful.length, all: said().examined.length }));
  }

  function openList() {
    const made = openPlaceList({
      places,
      isPainful: (name) => Boolean(onPlaces().get(name)),
      toggle: (each) => {
        toggle(each);
      },
    });
    list = made.show;
    made.closed.then(() => {
      list = null;
    });
  }

  /** The place that a finger means: the nearest one within its reach, or null. */
  function meant(xy) {
    if (!shown() || !map.close()) return null;
    const [u, v] = map.at(xy);
    const near = seen()
      .map((p) => [Math.hypot(p.u_mm - u, p.v_mm - v), p.each])
      .sort(([a], [b]) => a - b)[0];
    return near && near[0] <= REACH_PX * map.mm_px() ? near[1] : null;
  }

  key.addEventListener('click', () => begin());
  map.stage.map.addEventListener('settled', draw);
  // the grid, its key and its bar follow the view, the step, the hand and the marks
  [glass, step, tools, desk].forEach((news) => news.listen(show));

  return Object.freeze({
    /** As the page opens: there again where it was. */
    resume() {
      const was = sessionStorage.getItem(remembered);
      upper = was === 'upper';
      if (was) begin(false);
      else show();
    },
    /** A finger on the body: whether it meant a place of the grid. */
    takes(xy) {
      const near = meant(xy);
      if (near) toggle(near);
      return Boolean(near);
    },
    /** Whether it meant one without a mark: a slow finger marks it, and asks nothing of the mark beside it. */
    free(xy) {
      const near = meant(xy);
      return Boolean(near) && !onPlaces().get(near.key);
    },
  });
}

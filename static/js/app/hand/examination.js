// The lumbar grid as places to palpate: a touch makes a painful one a mark, the rest is said examined.
//
// The places are those of a published examination (geom/patterns.js), on this patient's skin. They are
// no marks: nothing counts, prints or keeps them before the doctor says what was examined.

import { removeMarks } from '../../model/actions.js';
import { examine, examineAlso } from '../../model/examined.js';
import { _ } from '../../texts.js';
import { $ } from '../../view/dom.js';
import { drawPlaces, openPlaceList, showExaminationBar } from '../../view/examination.js';
import { PATTERN, VERSION, createGrid } from './grid.js';

/** A finger this near to a place means it. */
const REACH_PX = 30;

/** Height of the map that the bar covers, and the most of it as a share. */
const BAR_PX = 110;
const MOST_OF_MAP = 0.34;

/** A zone in the midst of the grid: views that show it can show the grid. */
const ZONES = Object.freeze(['lumbar_paravertebral.L', 'lumbar_paravertebral.R']);

/** @import { Views } from '../../model/views.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Brush } from './brush.js' */
/** @import { Live } from '../map/live.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { StepPlace } from '../desk/place.js' */
/** @import { Shown } from '../map/shown.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */

/**
 * @param {{
 *   boot: Boot, desk: Desk, place: StepPlace, map: BodyMap, views: Views, live: Live, tools: Tools, brush: Brush,
 *   tell: Tell, ear: Ear, root: HTMLElement, shown: Shown,
 * }} parts
 */
export function createExamination({
  boot,
  desk,
  place: step,
  map,
  views,
  live,
  tools,
  brush,
  tell,
  ear,
  root,
  shown: glass,
}) {
  const key = $('[data-act=lumbar]', root);
  const bar = $('#examination', root);
  const layer = map.layerBelow('examined');
  const remembered = `mesomap.grid.${boot.session_id}`;
  const grid = createGrid({ boot, desk, map, live });
  let upper = false;
  let open = false;
  let list = null;

  const shown = () => open && grid.isThere() && tools.canMark() && step.now().step === 'plan';

  function draw() {
    if (!shown()) {
      layer.replaceChildren();
      return;
    }
    drawPlaces(layer, grid.seen(), { mm_px: map.mm_px(), state: grid.stateOf });
  }

  function show() {
    if (!map.now().view) return;
    grid.follow(upper);
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
      painful: grid.painful().length,
      all: grid.names().length,
      said: grid.isSaid(),
      rest: sayRest,
      openList,
      close,
      upper: grid.saysUpper() ? null : { on: upper, toggle: toggleUpper },
    });
    list?.();
  }

  async function toggleUpper() {
    upper = !upper;
    sessionStorage.setItem(remembered, upper ? 'upper' : 'open');
    grid.follow(upper);
    await bring();
    show();
  }

  /** Bring the grid into sight, near enough to be touched. */
  async function bring() {
    if (map.now().view !== 'back' && !views.isCloseUp(map.now().view)) await glass.choose('back');
    const found = grid.seen();
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
      if (!grid.isThere()) await grid.load(upper);
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

  /** A touched place becomes a mark of the brush in hand; touched again the mark is taken back. */
  function toggle({ key: name, anchor }) {
    const mark = grid.markOn(name);
    const laid = mark ? removeMarks(desk.session(), [mark.id]) : brush.point(anchor);
    return desk.perform([...laid, ...examineAlso(desk.session(), PATTERN, VERSION, name, !mark)]);
  }

  /** One touch: all of them were examined, and those without a mark are not painful. Again: not said. */
  function sayRest() {
    const [examined, painful] = grid.isSaid() ? [[], []] : [grid.names(), grid.painful()];
    if (!desk.perform(examine(PATTERN, VERSION, examined, painful)) || !examined.length) return;
    ear(_('{n} points douloureux sur {all} examinés', { n: painful.length, all: examined.length }));
  }

  function openList() {
    const made = openPlaceList({
      places: grid.places(),
      isPainful: (name) => Boolean(grid.markOn(name)),
      toggle: (each) => {
        toggle(each);
      },
    });
    list = made.show;
    made.closed.then(() => {
      list = null;
    });
  }

  /** The place that a finger means, or null. */
  const meant = (xy) => (shown() && map.close() ? grid.near(map.at(xy), REACH_PX * map.mm_px()) : null);

  key.addEventListener('click', () => begin());
  map.stage.map.addEventListener('settled', draw);
  // the grid, its key and its bar follow the view, the step, the hand and the marks
  for (const news of [glass, step, tools, desk]) news.listen(show);

  return Object.freeze({
    /** As the page opens: show the grid again where it was shown before a reload. */
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
      return Boolean(near) && !grid.markOn(near.key);
    },
  });
}

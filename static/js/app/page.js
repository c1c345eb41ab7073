// The page at work: map, tools, figures and steps, tied to the session on the desk.

import { DEPTHS } from '../model/brushes.js';
import { conflictWords } from '../model/labels.js';
import { standing } from '../model/session.js';
import { whenFree, watchFingers } from '../input/free.js';
import { createGestures } from '../input/gestures.js';
import { onHold } from '../input/hold.js';
import { openDialog } from '../view/dialog.js';
import { $, $$, h, say } from '../view/dom.js';
import { soonAfter } from '../view/frame.js';
import { showWho } from '../view/header.js';
import { makeBrushes, showHistory, showTools } from '../view/rail.js';
import { makeThumbs, showThumb } from '../view/thumbs.js';
import { _ } from '../texts.js';
import { createCard } from './card.js';
import { createFigures } from './figures.js';
import { createHand } from './hand.js';
import { bindKeys } from './keyboard.js';
import { createMap } from './map.js';
import { createMinimaps } from './minimaps.js';
import { createSteps } from './steps.js';
import { createSyringes } from './syringes.js';
import { createTools } from './tools.js';
import { createZones } from './zones.js';
import { openMore } from './more.js';

const SENTENCE_MS = 4200;

/** What stands beside the map follows a quick hand in steps of this. */
const ASIDE_MS = 100;

/** A sentence for the eye and for the ear, gone after a while. */
function createTell() {
  const place = $('#sentence');
  let timer = 0;
  return (sentence) => {
    place.textContent = sentence;
    place.setAttribute('data-on', '');
    clearTimeout(timer);
    timer = setTimeout(() => place.removeAttribute('data-on'), SENTENCE_MS);
  };
}

/** Where most sessions begin: the back, unless marks stand elsewhere. */
function firstView(session, previous) {
  const marks = standing(session).length ? standing(session) : standing(previous ?? session);
  return marks.find((m) => m.view)?.view ?? 'back';
}

/** Marks came or went, and nothing else was said: the map shows it, the rest can follow. */
const onlyMarks = (session, before) => Object.keys(session)
  .every((name) => name === 'marks' || name === 'last_seq' || session[name] === before[name]);

export async function createPage({ boot, desk, meta, mesh, name, api, status }) {
  const root = $('#session');
  const tell = createTell();
  const ear = (words) => say($('#live'), words);
  const map = createMap({
    map: $('#map'), mesh, boxes: meta.figures[desk.session().figure], root: boot.urls.static,
    figure: desk.session().figure, session: desk.session,
  });
  const tools = createTools(boot.settings ?? {}, () => showAll());
  const parts = { boot, desk, map, tools, tell, ear, meta, mesh, name, api, root, status };
  const zones = parts.zones = createZones(parts);
  const card = parts.card = createCard(parts);
  const minimaps = createMinimaps({ ...parts, place: $('#views') });
  const figures = parts.figures = createFigures(parts);
  const syringes = parts.syringes = createSyringes(parts);
  const steps = parts.steps = createSteps(parts);
  tools.canMark = steps.canMark;
  tools.differ = steps.differ;
  tools.rubOut = steps.rubOut;
  tools.canChange = steps.canChange;

  async function choose(view, limb = false) {
    card(null);
    await map.show(view, limb);
    showThumb($('#views'), view);
    zones.shownView(view, limb);
    steps.shownView();
  }
  parts.choose = choose;

  const hand = createHand({ map, desk, tools, tell, openCard: card, onZone: zones.under, inEnd: steps.inEnd, onRecord: steps.onRecord });
  createGestures(map.stage.map, hand);
  watchFingers(map.stage.map);

  function showAll() {
    root.dataset.hand = tools.hand();
    map.stage.map.dataset.tool = tools.tool;
    map.stage.map.dataset.borders = tools.borders() ? 'on' : 'off';
    showTools(root, tools);
    zones.refresh();
    syringes.show();
  }

  function whyNot(word) {
    return word === 'undo' ? _('Rien à annuler sur cette tablette.') : _('Rien à rétablir.');
  }

  function travel(word) {
    const why = steps.whyNotTravel(word === 'undo' ? desk.undoStep() : desk.redoStep());
    if (why) { tell(why); return; }
    const label = desk[word]();
    if (label === false) tell(whyNot(word));
    else ear(word === 'undo' ? _('Annulé : {step}', { step: label }) : _('Rétabli : {step}', { step: label }));
  }

  function bindKeysOfRail() {
    for (const [k, key] of makeBrushes($('#brushes')).entries()) {
      onHold(key, { tap: () => tools.brush(DEPTHS[k]), hold: () => tools.brush(DEPTHS[k], true) });
    }
    const acts = {
      undo: () => travel('undo'),
      redo: () => travel('redo'),
      eraser: () => tools.use('eraser'),
      select: () => tools.use('select'),
      whole: () => map.whole(),
      arm: () => choose(map.now().view, !map.now().limb),
      fill: () => zones.fill(),
      more: () => openMore(parts),
      allergies: () => openDialog(_('Allergies'), () => h('p', { class: 'known' }, boot.patient.allergies)),
    };
    for (const [act, work] of Object.entries(acts)) {
      $$(`[data-act=${act}]`, root).forEach((key) => key.addEventListener('click', work));
    }
    bindKeys({ ...parts, travel, removeAt: hand.removeAt });
  }

  function showAside(before) {
    const session = desk.session();
    showHistory(root, desk.undoStep(), desk.redoStep());
    showWho(boot, session);
    status.conflicts(conflictWords(session, name));
    figures.counted(session);
    steps.changed(session, before);
    syringes.show();
    minimaps.changed(session);
  }

  const asideSoon = soonAfter(() => whenFree(() => showAside(desk.session())), ASIDE_MS);

  desk.listen((session, before, local) => {
    if (local) card(null);
    map.layer.update(session);
    if (!local) whenFree(() => showAside(before));
    else if (onlyMarks(session, before)) asideSoon();
    else showAside(before);
  });

  showWho(boot, desk.session());
  makeThumbs($('#views'), choose);
  bindKeysOfRail();
  showAll();
  await choose(firstView(desk.session(), boot.previous));
  map.layer.update(desk.session());
  showHistory(root, desk.undoStep(), desk.redoStep());
  figures.counted(desk.session());
  steps.begin();
  new ResizeObserver(map.resized).observe(map.stage.map);
  map.stage.map.addEventListener('settled', () => {
    $('.whole').hidden = !(map.mm_px() < map.wholeScale() * 0.98);
  });

  return Object.freeze({
    stored: figures.stored,
    ready() {
      root.dataset.ready = 'yes';
      performance.mark('mesomap-ready');
      minimaps.changed(desk.session());
      figures.stored();
      status.begin();
    },
  });
}

// The page at work: map, tools, figures and steps, tied to the session on the desk.

import { asideOf } from '../model/acts/reading.js';
import { lettered } from '../model/assign.js';
import { conflictWords } from '../model/labels.js';
import { canChange, canMark } from '../model/rules.js';
import { createViews } from '../model/views.js';
import { whenFree, watchFingers } from '../input/free.js';
import { createGestures } from '../input/gestures.js';
import { $, say } from '../view/dom.js';
import { soonAfter } from '../view/frame.js';
import { showWho } from '../view/header.js';
import { createLetters } from '../view/letters.js';
import { createNogoBar } from '../view/nogo.js';
import { showHistory, showTools } from '../view/rail.js';
import { createSelectBar } from '../view/select_bar.js';
import { makeThumbs, showThumb } from '../view/thumbs.js';
import { _ } from '../texts.js';
import { createActDay } from './act_day.js';
import { bailOut } from './bail.js';
import { createCard } from './card.js';
import { createClockFix } from './clock_fix.js';
import { createCloseUps } from './close_ups.js';
import { createExamination } from './examination.js';
import { createFigures } from './figures.js';
import { createHand } from './hand.js';
import { bindKeys } from './keyboard.js';
import { createKnown } from './known.js';
import { createLayers } from './layers.js';
import { limited } from './limit.js';
import { createLive } from './live.js';
import { createMap } from './map.js';
import { createMixes } from './mixes.js';
import { createMarking } from './marking.js';
import { mirrorLast } from './mirror.js';
import { createMinimaps } from './minimaps.js';
import { createNogo } from './nogo.js';
import { noDrawing } from './no_drawing.js';
import { createOffer } from './offer.js';
import { createOwnPatterns } from './own_patterns.js';
import { createPain } from './pain.js';
import { createPast } from './past.js';
import { createPatterns } from './patterns.js';
import { createPlace } from './place.js';
import { createProposal } from './proposal.js';
import { bindRail } from './rail.js';
import { createSelection } from './selection.js';
import { createSteps } from './steps.js';
import { createSyringes } from './syringes.js';
import { createTools } from './tools.js';
import { createTravel } from './travel.js';
import { createTray } from './tray.js';
import { createWhere } from './where.js';
import { createZones } from './zones.js';
import { openMore } from './more.js';

/** What stands beside the map follows a quick hand in steps of this, all of it in one frame. */
const BESIDE = Object.freeze({ gap_ms: 500, rest_ms: 350 });

const later = window.requestIdleCallback?.bind(window) ?? ((work) => setTimeout(work, 200));

/** Marks came or went, and nothing else was said: the map shows it, the rest can follow. */
const onlyMarks = (session, before) =>
  Object.keys(session).every((name) => name === 'marks' || name === 'last_seq' || session[name] === before[name]);

/** @import { Mesh } from '../geom/mesh.js' */
/** @import { ViewTable } from '../model/views.js' */
/** @import { Api } from '../store/api.js' */
/** @import { Here } from '../store/courier.js' */
/** @import { BrowserStore } from '../store/idb.js' */
/** @import { Desk } from './desk.js' */
/** @import { Drafts } from './drafts.js' */
/** @import { Skins } from './load.js' */
/** @import { BodyMap } from './map.js' */
/** @import { Nogo } from './nogo.js' */
/** @import { Boot } from './offline_boot.js' */
/** @import { Status } from './status.js' */
/** @import { Tell } from './tell.js' */
/** @import { Marking } from './marking.js' */
/** @import { StepPlace } from './place.js' */
/** @import { Tools } from './tools.js' */
/** @import { Upkeep } from './upkeep.js' */

/**
 * @typedef {object} Beginning  what the page is given
 * @property {Boot} boot
 * @property {Desk} desk
 * @property {ViewTable & {names: Record<string, any>, zones_version: string}} meta  body-1.json
 * @property {Mesh} mesh
 * @property {(mark: object) => string} name
 * @property {Api} api
 * @property {Status} status
 * @property {Tell} tell
 * @property {BrowserStore | null} db
 * @property {Upkeep} upkeep
 * @property {Here} here
 * @property {Drafts} drafts
 *
 * @typedef {object} Added  what it makes of that, one after the other
 * @property {StepPlace} place
 * @property {Marking} marking
 * @property {Nogo} nogo
 * @property {ReturnType<typeof createPast>} past
 * @property {BodyMap} map
 * @property {Tools} tools
 * @property {(words: string) => void} ear
 * @property {HTMLElement} root
 * @property {ReturnType<typeof createViews>} views
 * @property {() => void} followNow
 * @property {ReturnType<typeof createKnown>} known
 * @property {ReturnType<typeof createZones>} zones
 * @property {ReturnType<typeof createCloseUps>} closeUps
 * @property {ReturnType<typeof createLayers>} layers
 * @property {ReturnType<typeof createLive>} live
 * @property {ReturnType<typeof createProposal>} proposal
 * @property {ReturnType<typeof createOffer>} offer
 * @property {ReturnType<typeof createExamination>} examination
 * @property {ReturnType<typeof createCard>} card
 * @property {ReturnType<typeof createSelection>} selection
 * @property {ReturnType<typeof createFigures>} figures
 * @property {ReturnType<typeof createTray>} tray
 * @property {ReturnType<typeof createSyringes>} syringes
 * @property {ReturnType<typeof createPain>} pain
 * @property {ReturnType<typeof createActDay>} actDay
 * @property {ReturnType<typeof createClockFix>} clockFix
 * @property {ReturnType<typeof createSteps>} steps
 * @property {() => Promise<void>} toMarks
 * @property {(view: string, limb?: boolean, how?: {camera?: object}) => Promise<void>} choose
 * @property {() => void} showSyringesOfMarks
 *
 * @typedef {Beginning & Added} Parts
 */

/** @param {Beginning & {skins: Skins}} given */
export async function createPage({
  boot,
  desk: record,
  meta,
  mesh,
  skins,
  name,
  api,
  status,
  tell,
  db,
  upkeep,
  here,
  drafts,
}) {
  const root = $('#session');
  let heard = false;
  /** Say to a screen reader what was done. */
  const ear = (words) => {
    heard = true;
    say($('#live'), words);
  };
  const views = createViews(meta, boot.lang);
  const map = createMap({
    map: $('#map'),
    mesh,
    skins,
    views,
    zones: meta.zones_version,
    root: boot.urls.static,
    session: record.session,
    onNoDrawing: noDrawing(tell),
  });
  const place = createPlace(boot.session_id);
  const tools = createTools(boot.settings ?? {}, () => showAll(), {
    canMark: () => canMark(record.session(), place.now()),
    canChange: (mark) => canChange(mark, place.now()),
  });
  const past = createPast({ boot, map, tools, layer: map.layerBelow('past') });
  const nogo = createNogo({
    boot,
    desk: record,
    map,
    mesh,
    tools,
    tell,
    ear,
    name,
    bar: createNogoBar(root),
    layer: map.layerBelow('nogo-skin'),
  });
  // whatever lays a mark asks first where skin is to be left alone
  const desk = Object.freeze({ ...record, perform: limited(nogo.perform, tell) });
  const marking = createMarking({ desk, place });
  const letters = createLetters(map.stage, _('sec'));
  /** the syringe whose marks stand before the others, as it was last shown */
  let faintFor = null;
  const parts = /** @type {Parts} */ ({
    boot,
    desk,
    place,
    marking,
    nogo,
    past,
    map,
    tools,
    tell,
    ear,
    meta,
    mesh,
    name,
    api,
    root,
    status,
    views,
    db,
    upkeep,
    here,
    drafts,
    followNow: () => whenFree(follow),
  });
  parts.known = createKnown(parts);
  const zones = (parts.zones = createZones({ ...parts, onShown: () => closeUps.changed() }));
  const closeUps = (parts.closeUps = createCloseUps({ ...parts, choose }));
  const layers = (parts.layers = createLayers(parts));
  parts.live = createLive(parts);
  const proposal = (parts.proposal = createProposal({ ...parts, choose }));
  const own = createOwnPatterns(parts);
  const patterns = createPatterns({ ...parts, zones, own });
  const offer = (parts.offer = createOffer({ ...parts, choose }));
  const examination = (parts.examination = createExamination({ ...parts, choose }));
  const card = (parts.card = createCard({ ...parts, patternOf: patterns.ofMark }));
  const selection = (parts.selection = createSelection({
    ...parts,
    keepPattern: own.keep,
    bar: createSelectBar(root),
  }));
  const minimaps = createMinimaps({ ...parts, place: $('#views') });
  const figures = (parts.figures = createFigures(parts));
  parts.tray = createTray(parts);
  const syringes = (parts.syringes = createSyringes({ ...parts, mixes: createMixes(parts) }));
  const pain = (parts.pain = createPain(parts));
  const where = createWhere(parts);
  parts.toMarks = toMarks;
  const actDay = (parts.actDay = createActDay(parts));
  parts.clockFix = createClockFix(parts);
  const steps = (parts.steps = createSteps(parts));
  parts.known.listen(() => steps.changed(desk.session()));

  async function choose(view, limb = false, how = {}) {
    card(null);
    offer.close();
    if (!(await map.show(view, limb, how))) return;
    showThumb($('#views'), view);
    zones.shownView(view, limb);
    closeUps.show();
    examination.show();
    if (!how.camera) steps.shownView();
    showSyringesOfMarks();
  }
  parts.choose = choose;

  /** Have the marks in sight and framed, on the arm as well; the view stays where it shows them. */
  async function toMarks() {
    const { view, limb } = map.now();
    const to = where.now();
    if (to && (to.view !== view || to.limb !== limb)) await choose(to.view, to.limb);
    map.frame();
  }

  const hand = createHand({
    map,
    desk,
    tools,
    tell,
    openCard: card,
    onZone: zones.under,
    onTouched: touched,
    onOutline: offer.outlined,
    proposal: { takes: (found) => proposal.takes(found) || pain.takes(found) },
    marking,
    selection,
    nogo,
    examination,
  });
  bailOut(createGestures(map.stage.map, hand));
  watchFingers(map.stage.map);

  function showAll() {
    root.dataset.hand = tools.hand();
    map.stage.map.dataset.tool = tools.tool;
    map.stage.map.dataset.borders = tools.kept('borders') ? 'on' : 'off';
    layers.show();
    showTools(root, tools);
    zones.refresh();
    syringes.show();
    closeUps.changed();
    if (!tools.canMark()) proposal.close();
    selection.toolChanged();
    nogo.toolChanged();
    past.show();
    examination.show();
  }

  const travel = createTravel({ desk, place, tell, ear });

  function bindKeysOfRail() {
    bindRail(root, tools, {
      undo: () => travel('undo'),
      redo: () => travel('redo'),
      eraser: () => tools.use('eraser'),
      select: () => tools.use('select'),
      whole: () => map.whole(),
      arm: () => choose(map.now().view, !map.now().limb),
      fill: () => zones.fill(),
      grid: () => patterns.gridInZone(zones.current()),
      patterns: () => {
        if (tools.canMark()) patterns.openSheet();
        else tell(_('Les modèles se posent dans Repérer.'));
      },
      mirror: () => mirrorLast(parts),
      more: () => openMore(parts),
      allergies: parts.known.open,
    });
    bindKeys({ ...parts, travel, removeAt: hand.removeAt });
  }

  /** Letters of syringes, and in *Injecter* the marks of the one in hand before the others. */
  function showSyringesOfMarks() {
    const session = desk.session();
    letters.show(map.layer.standing(), lettered(session));
    const held = lettered(session) ? steps.held() : null;
    if (held === faintFor) return;
    faintFor = held;
    map.layer.faint(held ? (mark) => mark.syringe !== held : () => false);
  }

  function showAside(before) {
    const session = desk.session();
    showHistory(root, desk.undoStep(), desk.redoStep());
    showWho(boot, session);
    status.conflicts(conflictWords(session, name));
    status.newer(asideOf(session, boot.previous));
    figures.counted(session);
    steps.changed(session, before);
    syringes.show();
    minimaps.changed();
    offer.changed();
    closeUps.show();
    showSyringesOfMarks();
  }

  /** What nobody said yet, in the words of the step. */
  function sayStep() {
    const label = heard ? null : desk.undoStep()?.label;
    if (label) ear(label);
  }

  /** marks came or went, and what stands beside the map has not followed yet */
  let behind = false;

  function follow() {
    zones.follow();
    if (behind) {
      showAside(desk.session());
      sayStep();
    } else closeUps.show();
    behind = false;
  }

  parts.showSyringesOfMarks = showSyringesOfMarks;

  const followSoon = soonAfter(() => whenFree(follow), BESIDE);

  function touched(zone) {
    zones.touched(zone);
    followSoon();
  }

  desk.listen((session, before, local) => {
    if (local) {
      heard = false;
      card(null);
    }
    map.update(session);
    figures.behind();
    selection.changed();
    nogo.changed(session);
    examination.show();
    if (!local) whenFree(() => showAside(before));
    else if (onlyMarks(session, before)) {
      behind = true;
      followSoon();
    } else showAside(before);
  });

  showWho(boot, desk.session());
  parts.known.show();
  makeThumbs(
    $('#views'),
    (view) => choose(view, where.limbFor(view)),
    () => closeUps.openSheet(),
  );
  bindKeysOfRail();
  showAll();
  const first = where.first();
  await choose(first.view, first.limb);
  nogo.changed(desk.session());
  showHistory(root, desk.undoStep(), desk.redoStep());
  status.newer(asideOf(desk.session(), boot.previous));
  figures.counted(desk.session());
  steps.begin();
  new ResizeObserver(map.looked).observe(map.stage.map);
  map.stage.map.addEventListener('settled', () => {
    const inside = views.isCloseUp(map.now().view);
    $('.whole').hidden = inside || !(map.mm_px() < map.wholeScale() * 0.98);
  });

  let online = true;
  return Object.freeze({
    /** Whether the server answers: figures say of when they are. */
    reached(now) {
      if (now === online) return;
      online = now;
      whenFree(figures.again);
    },
    /** What the record says of the patient by now, and what this tablet has not sent of it. */
    said(words, requests) {
      if (parts.known.heard(words, requests)) showAside(desk.session());
    },
    stored() {
      figures.stored();
      map.again();
    },
    ready() {
      root.dataset.ready = 'yes';
      performance.mark('mesomap-ready');
      minimaps.changed();
      figures.stored();
      status.begin();
      examination.resume();
      past.load();
      actDay.resumed();
      later(figures.rest, { timeout: 3000 });
    },
  });
}

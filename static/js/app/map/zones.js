// The zone under the finger: lit on the map, named on a chip, filled by tapping the chip.

import { isSide } from '../../geom/views.js';
import { addZone } from '../../model/actions.js';
import { LEVELS, depthOf } from '../../model/depths.js';
import { createEmitter } from '../../model/emitter.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { $, say } from '../../view/dom.js';

/** Both ends of the body's axes: the patient's right and left, feet and head, back and front. */
const ENDS = [() => [_('D'), _('G')], () => [_('Bas'), _('Haut')], () => [_('Arrière'), _('Avant')]];

/** What stands at the left and right edges of a drawing whose right is this direction. */
function edges(right) {
  const axis = right.map(Math.abs).reduce((best, x, k, all) => (x > all[best] ? k : best), 0);
  return right[axis] > 0 ? ENDS[axis]() : ENDS[axis]().reverse();
}

/** @import { Views, ViewTable } from '../../model/views.js' */
/** @import { Beside } from '../desk/beside.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { BodyMap } from './map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Shown } from './shown.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {ReturnType<typeof createZones>} Zones */
/** @typedef {ViewTable & {names: Record<string, any>, zones_version: string}} Meta  body-1.json */

/**
 * @param {{
 *   boot: Boot, desk: Desk, map: BodyMap, tools: Tools, tell: Tell, ear: Ear, meta: Meta, views: Views, shown: Shown,
 *   beside: Beside,
 * }} parts
 */
export function createZones({ boot, desk, map, tools, tell, ear, meta, views, shown: glass, beside }) {
  const said = createEmitter();
  const chip = $('.zone-chip');
  const gridKey = $('.grid-key');
  let zone = null;
  let shown = null;
  /** the zone that a finger has touched and the chip does not show yet */
  let touched;

  const nameOf = (key) => meta.names[boot.lang]?.[key] ?? key;

  function canFill() {
    return tools.canMark() && tools.tool === 'brush';
  }

  /** Show how to begin while the session has no marks; asked again at every change, also from another tablet. */
  function hint() {
    const opened = views.isCloseUp(map.now().view) && map.close();
    $('#hint').hidden = opened || !chip.hidden || !tools.canMark() || desk.session().marks.length > 0;
  }

  desk.listen((session, before) => {
    if (session.marks.length > 0 !== before?.marks.length > 0) hint();
  });

  function refresh() {
    chip.hidden = !shown || !tools.canMark();
    gridKey.hidden = chip.hidden || !canFill();
    hint();
    if (chip.hidden) return;
    chip.toggleAttribute('data-idle', !canFill());
    const depth = tools.brushes.map((d) => _(LEVELS[d].name)).join(' + ');
    say($('.chip-name', chip), nameOf(shown));
    chip.setAttribute(
      'aria-label',
      canFill() ? _('Remplir la zone {zone} : {depth}', { zone: nameOf(shown), depth }) : nameOf(shown),
    );
    chip.dataset.zone = shown;
  }

  /** Light the zone under a finger or the mouse (null: beside the body). True where a finger is on another one now. */
  function lie(next, hovering) {
    if (!hovering) touched = undefined;
    map.light(next);
    if (next === zone) return false;
    zone = next;
    if (next || !hovering) shown = next;
    refresh();
    return !hovering;
  }

  tools.listen(refresh);
  glass.listen(({ view, limb }) => {
    const [left, right] = edges(views.row(view).right);
    say($('#side-left'), left);
    say($('#side-right'), right);
    const arm = $('.arm');
    arm.hidden = !isSide(view);
    arm.setAttribute('aria-pressed', String(limb));
    zone = null;
    shown = null;
    touched = undefined;
    refresh();
  });
  beside.onFollow(() => {
    if (touched !== undefined) lie(touched, false);
  });

  return Object.freeze({
    nameOf,
    current: () => shown,
    /** Hear when the chip shows another zone. */
    listen: said.listen,

    under(next, hovering = false) {
      if (lie(next, hovering)) said.emit();
    },

    /** A finger has touched this zone: first its mark is drawn, then the chip says where it is. */
    touched(next) {
      touched = next;
      beside.soon();
    },

    fill() {
      if (!shown || !canFill()) return;
      const depth = depthOf(tools.brushes);
      const did = desk.perform(addZone(desk.session(), { id: uuid7(), zone: shown, depth, syringe: tools.syringe() }));
      if (did) ear(_('Zone entière : {zone}', { zone: nameOf(shown) }));
      else if (did === false) tell(_('Cette zone est déjà remplie avec ce pinceau.'));
    },
  });
}

// Close-ups: opened from their place on the body or from the sheet of plates, and back again.

import { standing } from '../../model/session.js';
import { unlike } from '../../model/views.js';
import { _, N_ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { afterFrame } from '../../view/frame.js';
import { drawPlates, plateIndex, showStrip } from '../../view/close_ups.js';
import { $, h, say } from '../../view/dom.js';

/** Most keys at the map's edge; the others are in the sheet. */
const MOST_KEYS = 5;

/** Names of places, by the groups of the table; a new group is named by its first close-up. */
const PLACES = Object.freeze({
  face: N_('Visage'),
  scalp: N_('Cuir chevelu'),
  neck: N_('Cou'),
  shoulder: N_('Épaule'),
  armpit: N_('Aisselle'),
  axilla: N_('Aisselle'),
  elbow: N_('Coude'),
  arm: N_('Bras'),
  'inner-arm': N_('Bras, face interne'),
  forearm: N_('Avant-bras'),
  wrist: N_('Poignet'),
  hand: N_('Main'),
  back: N_('Dos'),
  'lower-back': N_('Lombes et bassin'),
  pelvis: N_('Lombes et bassin'),
  spine: N_('Rachis'),
  hip: N_('Hanche'),
  knee: N_('Genou'),
  thigh: N_('Cuisse'),
  calf: N_('Mollet'),
  leg: N_('Cuisse et mollet'),
  'inner-leg': N_('Cuisse et mollet'),
  ankle: N_('Cheville'),
  foot: N_('Pied'),
});

/** What is said of a close-up whose adult is unlike the patient. */
const DRAWN = Object.freeze({ older: N_('dessin d’un adulte'), thinner: N_('dessin d’un adulte mince') });

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Views } from '../../model/views.js' */
/** @import { Beside } from '../desk/beside.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from './map.js' */
/** @import { Shown } from './shown.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { Zones } from './zones.js' */
/** @typedef {ReturnType<typeof createCloseUps>} CloseUps */

/**
 * @param {{
 *   desk: Desk, map: BodyMap, views: Views, mesh: Mesh, tools: Tools, root: HTMLElement, shown: Shown, zones: Zones,
 *   beside: Beside,
 * }} parts
 */
export function createCloseUps({ desk, map, views, mesh, tools, root, shown: glass, zones, beside }) {
  const strip = $('#close-ups', root);
  const back = $('[data-act=back]', root);
  const name = $('#view-name', root);
  /** the whole view, and the camera in it, from which the close-up was opened */
  let from = null;
  let shown = '';

  async function open(key) {
    const { view, limb } = map.now();
    if (!views.isCloseUp(view)) from = { view, limb, camera: map.camera() };
    await glass.choose(key);
    map.stage.map.focus({ preventScroll: true });
  }

  async function goBack() {
    const { view, limb, camera } = from ?? { view: views.wholeOf(map.now().view), limb: false, camera: null };
    from = null;
    await glass.choose(view, limb, { camera });
    map.stage.map.focus({ preventScroll: true });
  }

  function rowsNow() {
    const { view } = map.now();
    if (views.isCloseUp(view)) return views.beside(view);
    const zone = zones.current() ?? (map.close() ? map.zoneInMiddle() : null);
    return zone ? views.opening(zone, view) : [];
  }

  function show() {
    if (!map.now().view) return;
    const { view } = map.now();
    const inside = views.isCloseUp(view);
    const rows = tools.canMark() || inside ? rowsNow() : [];
    const drawn = DRAWN[unlike(desk.session().figure)];
    const key = `${view} ${drawn} ${rows.map((row) => row.key)}`;
    if (key === shown) return;
    shown = key;
    const many = rows.length > MOST_KEYS;
    showStrip(strip, many ? rows.slice(0, MOST_KEYS - 1) : rows, {
      current: inside ? view : null,
      views,
      open,
      across: inside ? views.acrossFrom(view) : null,
      more: many ? () => openSheet() : null,
    });
    back.hidden = !inside;
    name.hidden = !inside;
    if (inside) name.replaceChildren(views.nameOf(view), drawn ? h('small', {}, _(drawn)) : '');
    if (inside) say($('span', back), views.shortOf(from?.view ?? views.wholeOf(view)));
  }

  const nameOfGroup = ({ group, rows }) => (PLACES[group] ? _(PLACES[group]) : views.nameOf(rows[0].key).split(',')[0]);

  /** The sheet opens where the hand is: at the place of the zone last touched. */
  function scrollTo(index) {
    const zone = zones.current();
    const near = zone && views.opening(zone, map.now().view)[0];
    const group = views.isCloseUp(map.now().view) ? views.row(map.now().view).group : near?.group;
    index.querySelector(`[data-group="${group}"]`)?.scrollIntoView({ block: 'start' });
  }

  async function openSheet() {
    const { figure } = desk.session();
    const marks = standing(desk.session()).map((m) => ({
      view: m.view,
      zone: m.zone ?? mesh.zones[mesh.zoneOf[m.anchors[0][0]]],
    }));
    const count = (plate) => marks.filter(({ view, zone }) => view === plate || views.shows(plate, zone)).length;
    const key = await openDialog(
      _('Gros plans'),
      (close) => {
        const index = plateIndex(
          views.groups().map((each) => ({ ...each, name: nameOfGroup(each) })),
          { views, count, open: close },
        );
        requestAnimationFrame(() => {
          scrollTo(index);
          drawPlates(index, async (plate) => ({
            mesh: await map.loadView(figure, plate),
            row: views.row(plate),
            box: views.box(figure, plate),
          }));
        });
        return index;
      },
      { kind: 'plates-dialog' },
    );
    if (key) await open(key);
  }

  back.addEventListener('click', goBack);
  const soon = () => afterFrame(show);
  map.stage.map.addEventListener('settled', soon);
  tools.listen(soon);
  zones.listen(soon);
  glass.listen(show);
  beside.onFollow(show);

  return Object.freeze({
    open,
    openSheet,
    /** Back to where one came from; false when this is no close-up. */
    goBack: () => views.isCloseUp(map.now().view) && (goBack(), true),
  });
}

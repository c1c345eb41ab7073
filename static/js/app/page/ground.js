// The ground: the parts that all others of the page are given: desk, place, map, shown, tools, tell, ear, beside.

import { createViews } from '../../model/views.js';
import { $ } from '../../view/dom.js';
import { createBeside } from '../desk/beside.js';
import { createEar } from '../desk/ear.js';
import { limited } from '../desk/limit.js';
import { createMap } from '../map/map.js';
import { noDrawing } from '../map/no_drawing.js';
import { createNogo } from '../hand/nogo.js';
import { createPlace } from '../desk/place.js';
import { createShown } from '../map/shown.js';
import { createTools } from '../desk/tools.js';

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Placed } from '../../model/labels.js' */
/** @import { Api } from '../../store/api.js' */
/** @import { Here } from '../../store/courier.js' */
/** @import { BrowserStore } from '../../store/idb.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Skins } from '../offline/load.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Meta } from '../map/zones.js' */
/** @typedef {ReturnType<typeof createGround>} Ground */

/**
 * @param {{
 *   boot: Boot, record: Desk, meta: Meta, mesh: Mesh, skins: Skins, name: (mark: Placed) => string, tell: Tell,
 *   api: Api, here: Here, db: BrowserStore | null,
 * }} given  `record`: the desk itself; the ground's `desk` asks before a mark on skin to avoid
 */
export function createGround({ boot, record, meta, mesh, skins, name, tell, api, here, db }) {
  const root = $('#session');
  const { ear, sayStep } = createEar(record);
  const views = createViews(meta, boot.lang);
  const map = createMap({
    map: $('#map'),
    mesh,
    skins,
    views,
    zones: meta.zones_version,
    root: boot.urls.static,
    desk: record,
    onNoDrawing: noDrawing(tell),
  });
  const shown = createShown(map);
  const place = createPlace(boot.session_id);
  const tools = createTools({ settings: boot.settings, desk: record, place });
  const nogo = createNogo({ boot, desk: record, map, mesh, tools, tell, ear, name, root });
  const desk = Object.freeze({ ...record, perform: limited(nogo.perform, tell) });
  const beside = createBeside({ desk, sayStep });
  return Object.freeze({
    root,
    boot,
    desk,
    place,
    map,
    shown,
    views,
    meta,
    mesh,
    tools,
    nogo,
    beside,
    tell,
    ear,
    name,
    api,
    here,
    db,
  });
}

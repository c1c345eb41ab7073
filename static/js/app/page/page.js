// Makes the parts of the page (map, hand, syringes, steps) on one ground, and ties them to the session on the desk.

import { asideOf } from '../../model/acts/reading.js';
import { conflictWords } from '../../model/labels.js';
import { showWho } from '../../view/header.js';
import { createGround } from './ground.js';
import { createHandRoom } from './hand_room.js';
import { createKnown } from '../record/known.js';
import { createMapRoom } from './map_room.js';
import { openMore } from './more.js';
import { createNotes } from '../record/notes.js';
import { createPain } from '../record/pain.js';
import { createRail } from './rail.js';
import { createStepsRoom } from './steps_room.js';
import { createSyringesRoom } from './syringes_room.js';

const later = window.requestIdleCallback?.bind(window) ?? ((work) => setTimeout(work, 200));

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Placed } from '../../model/labels.js' */
/** @import { Api } from '../../store/api.js' */
/** @import { Here } from '../../store/courier.js' */
/** @import { BrowserStore } from '../../store/idb.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Drafts } from '../desk/drafts.js' */
/** @import { Skins } from '../offline/load.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Status } from '../offline/status.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Upkeep } from '../offline/upkeep.js' */
/** @import { Meta } from '../map/zones.js' */

/**
 * @param {{
 *   boot: Boot, record: Desk, meta: Meta, mesh: Mesh, skins: Skins, name: (mark: Placed) => string, api: Api,
 *   status: Status, tell: Tell, db: BrowserStore | null, upkeep: Upkeep, here: Here, drafts: Drafts,
 * }} given
 */
export async function createPage({
  boot,
  record,
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
  const ground = createGround({ boot, record, meta, mesh, skins, name, tell, api, here, db });
  const { root, desk, place, map, shown, tools, nogo, beside, ear } = ground;
  const known = createKnown({ boot, here, tell, ear });
  const notes = createNotes({ desk, ear, drafts });
  const around = createMapRoom(ground);
  const { past, minimaps, zones, figures, where } = around;
  const pain = createPain({ desk, place, tools, zones, mesh, root });
  const hand = createHandRoom(ground, around, pain);
  const { marking, examination } = hand;
  const syringes = createSyringesRoom(ground, known, hand.offer);
  const { steps, actDay } = createStepsRoom(ground, around, syringes, { known, notes, pain, drafts });
  createRail(ground, { ...hand, zones, known, more: () => openMore(ground, { marking, notes, status, upkeep }) });

  const newer = (session) => status.newer(asideOf(session, boot));
  beside.listen((session) => {
    showWho(boot, session);
    status.conflicts(conflictWords(session, name));
    newer(session);
  });
  beside.begin();

  showWho(boot, desk.session());
  newer(desk.session());
  known.show();
  tools.begin();
  const first = where.first();
  await shown.choose(first.view, first.limb);
  nogo.begin();
  figures.begin();
  steps.begin();
  map.watchSize();

  return Object.freeze({
    reached: figures.reached,
    /** What the record says of the patient by now, and what this tablet has not sent of it. */
    said(words, requests) {
      if (known.heard(words, requests)) beside.show();
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

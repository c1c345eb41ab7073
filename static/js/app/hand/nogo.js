// Skin to leave alone: drawn, lifted, shown in every session, and asked about before a mark lies on it.

import { closeOutline, ringArea, simplify } from '../../geom/lines.js';
import { drawNogo, liftNogo } from '../../model/nogo.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { confirmDialog } from '../../view/dialog.js';
import { createNogoBar } from '../../view/nogo.js';
import { drawLine } from './line.js';
import { guarded } from './nogo_guard.js';
import { createNogoSkin } from './nogo_skin.js';

/** Radius of the disc that a tap leaves alone: a mole, and what is round it. */
const RADIUS_MM = 5;
const TOLERANCE_PX = 0.8;

/** A smaller outline is not laid. */
const SMALLEST_MM2 = 20;

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Placed } from '../../model/labels.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {ReturnType<typeof createNogo>} Nogo */

/**
 * @param {{
 *   boot: Boot, desk: Desk, map: BodyMap, mesh: Mesh, tools: Tools, tell: Tell, ear: Ear,
 *   name: (mark: Placed) => string, root: HTMLElement,
 * }} parts  `desk` as it is: its acts are asked about here
 */
export function createNogo({ boot, desk, map, mesh, tools, tell, ear, name, root }) {
  const skin = createNogoSkin({ boot, desk, map, mesh, name });
  const { wordsOf } = skin;
  const bar = createNogoBar(root);
  let kind = 'mole';

  async function lift(nogo) {
    const yes = await confirmDialog(_('Ne plus éviter cette peau ?'), [wordsOf(nogo)], _('Retirer'));
    if (yes && desk.perform(liftNogo(nogo))) ear(_('Retiré : {what}', { what: wordsOf(nogo) }));
  }

  function add(nogo) {
    const { view, figure } = map.now();
    const made = { id: uuid7(), kind, view, figure, ...nogo };
    if (desk.perform(drawNogo(made))) ear(_('Peau à éviter : {what}', { what: wordsOf(made) }));
  }

  function tap(xy) {
    const found = map.hit(xy);
    if (!found) return;
    if (!map.close()) {
      map.open(map.at(xy));
      return;
    }
    const there = skin.at(map.at(xy));
    if (there) lift(there);
    else add({ anchors: [found.anchor], radius_mm: RADIUS_MM });
  }

  function finish(line) {
    const ring = closeOutline(simplify(map.onBody(line), TOLERANCE_PX * map.mm_px()));
    if (!ring) {
      tell(_('Ce contour se croise : dessinez-le d’un seul tour.'));
      return;
    }
    const anchors = ring.map((p) => map.hitAt(p)?.anchor).filter(Boolean);
    if (ringArea(ring) < SMALLEST_MM2 || anchors.length < 3) {
      tell(_('Ce contour est trop petit.'));
      return;
    }
    add({ anchors });
  }

  const close = () => tools.setTool('brush');

  function showBar() {
    bar.show(
      kind,
      (next) => {
        kind = next;
        showBar();
      },
      close,
    );
  }

  tools.listen(() => {
    if (tools.tool === 'nogo' && tools.canMark()) showBar();
    else bar.hide();
  });

  return Object.freeze({
    perform: guarded({ desk, skin, ear }),
    tap,
    drag: (xy) => (map.close() ? drawLine(map, xy, 'lasso', finish) : null),
    /** As the page opens: show the skin to leave alone that other sessions noted. */
    begin: skin.begin,
    lift,
    wordsOf,
    standing: skin.standing,
    open: () => tools.setTool('nogo'),
    /** Put the tool away; false where it is not in hand. */
    leave: () => tools.tool === 'nogo' && (close(), true),
  });
}

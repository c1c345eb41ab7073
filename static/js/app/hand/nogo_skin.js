// Skin to leave alone: which patches stand, where they lie on this body, and what is seen of them.

import { inRing } from '../../geom/lines.js';
import { centreOf, liesOn, patchOf } from '../../geom/nogo.js';
import { place } from '../../geom/sight.js';
import { NOGO, standingNogo } from '../../model/nogo.js';
import { _ } from '../../texts.js';
import { afterFrame } from '../../view/frame.js';
import { drawNogoSkin } from '../../view/nogo.js';

/** A finger reaches a patch this far beside it. */
const REACH_PX = 16;

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Placed } from '../../model/labels.js' */
/** @import { Mark } from '../../model/marks.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @typedef {ReturnType<typeof createNogoSkin>} NogoSkin */

/** @param {{boot: Boot, desk: Desk, map: BodyMap, mesh: Mesh, name: (mark: Placed) => string}} parts */
export function createNogoSkin({ boot, desk, map, mesh, name }) {
  const { sightOf, loadView } = map;
  const layer = map.layerBelow('nogo-skin');
  const said = boot.nogo ?? [];
  /** @type {readonly Record<string, any>[]} */
  let standing = [];
  let of = null;
  let drawnFor = null;
  const patches = new WeakMap();

  const wordsOf = (nogo) =>
    [_(NOGO[nogo.kind] ?? nogo.kind), name({ kind: 'point', anchors: [centreOf(ready(nogo))] })]
      .filter(Boolean)
      .join(', ');
  const limbOf = (nogo) => nogo.anchors.some(([face]) => mesh.partOf[face] > 0);
  const ownSight = (nogo) => (nogo.view ? sightOf(nogo.figure ?? null, nogo.view, limbOf(nogo)) : null);

  function ready(nogo) {
    if (!patches.has(nogo)) patches.set(nogo, patchOf(mesh, nogo, ownSight(nogo)));
    return patches.get(nogo);
  }

  function draw() {
    const { sight } = map.now();
    if (!sight || (drawnFor?.sight === sight && drawnFor.standing === standing)) return;
    drawnFor = { sight, standing };
    drawNogoSkin(layer, standing, sight, sightOf);
  }

  /** Have the bodies that patches were drawn on, draw what waited for them, and prepare them for the first tap. */
  async function load() {
    const wanted = standing;
    await Promise.all(wanted.filter((n) => n.view).map((n) => loadView(n.figure ?? null, n.view)));
    if (wanted !== standing) return;
    drawnFor = null;
    draw();
    afterFrame(() =>
      wanted.forEach((n) => {
        patches.delete(n);
        ready(n);
      }),
    );
  }

  function changed(session) {
    if (of && session.nogo === of.nogo) return;
    of = session;
    standing = standingNogo(session, said);
    draw();
    load();
  }

  map.stage.map.addEventListener('settled', draw);
  desk.listen(changed);

  return Object.freeze({
    standing: () => standing,
    wordsOf,
    /** Patches that a mark lies on. */
    meets(/** @type {Mark} */ mark) {
      const zones = desk.session().atlas?.zones;
      return standing.filter((n) => liesOn(ready(n), mesh, mark, sightOf, zones));
    },
    /** As the page opens: what is left alone from before. */
    begin: () => changed(desk.session()),
    /** The patch at a place of the drawing, or undefined. */
    at(uv) {
      const reach_mm = REACH_PX * map.mm_px();
      return standing.find((n) => {
        const ring = n.anchors.map((anchor) => place(map.now().sight, anchor));
        if (n.radius_mm !== undefined)
          return (
            ring[0].visible && Math.hypot(ring[0].u_mm - uv[0], ring[0].v_mm - uv[1]) <= n.radius_mm + reach_mm / 2
          );
        return (
          ring.some((p) => p.visible) &&
          inRing(
            uv,
            ring.map((p) => [p.u_mm, p.v_mm]),
          )
        );
      });
    },
  });
}

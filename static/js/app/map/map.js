// The map: which view it shows and which part of it, with which marks, and what lies under a finger.

import { hit, onBody } from '../../geom/hit.js';
import { KINDS } from '../../geom/kinds.js';
import { isSide } from '../../geom/views.js';
import { createCarried } from '../../view/carried.js';
import { createDraft } from '../../view/draft.js';
import { drawing, silhouette } from '../../view/drawings.js';
import { createMarksLayer } from '../../view/marks.js';
import { createStage } from '../../view/stage.js';
import { createUnderlay } from '../../view/underlay.js';
import { createZonePaths } from '../../view/zone_paths.js';
import { createCamera } from './camera.js';
import { createSights } from './sights.js';

/** The nearest skin is looked for this far when a keyboard caret or a mark is put somewhere. */
const CARET_SNAP_MM = 12;

/** Share of a close-up's height that is kept free above it. */
const HEAD_ROOM = 0.1;

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Views } from '../../model/views.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Skins } from '../offline/load.js' */
/** @typedef {ReturnType<typeof createMap>} BodyMap */

/**
 * @param {{
 *   map: HTMLElement, mesh: Mesh, skins: Skins, views: Views, zones: string, root: string,
 *   desk: Pick<Desk, 'session' | 'listen'>, onNoDrawing: (view: string, offline: boolean) => void,
 * }} parts `root` of static files, `zones` their newest version, `onNoDrawing(view, offline)` when a plain silhouette
 * stands in
 */
export function createMap({ map, mesh, skins, views, zones, root, desk, onNoDrawing }) {
  const { session } = desk;
  const stage = createStage(map);
  const layer = createMarksLayer(stage);
  const draft = createDraft(stage.hand);
  const carried = createCarried(stage.hand);
  const underlay = createUnderlay(stage.layers);
  const sights = createSights({ mesh, skins, views, figure: () => session().figure });
  const { sightOf } = sights;
  const zonePaths = createZonePaths(zones, () => session().atlas?.zones ?? null);
  const now = { view: null, limb: false, sight: null, figure: null, box: null };
  const glass = createCamera({ stage, now, placesOf: () => layer.standing().flatMap(placesOf) });
  let shows = 0;
  /** whether a silhouette is shown in place of the drawing */
  let lacking = false;

  async function drawn(figure, view, limb) {
    let unread = null;
    const [svg] = await Promise.all([
      drawing(root, figure, view, limb, views.row(view)).catch((error) => {
        unread = error;
      }),
      sights.load(figure, view),
      ...sights.wanted(session().marks),
    ]);
    lacking = !svg;
    if (svg) return svg;
    onNoDrawing(view, unread instanceof TypeError);
    return silhouette(sightOf(figure, view, limb), figure);
  }

  /** The box of a view; above a close-up there is room for its name and the way back. */
  function boxOf(whose, view) {
    const box = views.box(whose, view);
    if (!views.isCloseUp(view)) return box;
    const [u, v, w, h] = box;
    return [u, v - HEAD_ROOM * h, w, (1 + HEAD_ROOM) * h];
  }

  async function show(view, asked = false, { camera = null } = {}) {
    const mine = (shows += 1);
    const limb = asked && isSide(view);
    const { figure: whose } = session();
    const figure = views.drawn(whose, view);
    const svg = await drawn(figure, view, limb);
    if (mine !== shows) return false;
    const box = boxOf(whose, view);
    const fresh = now.view !== view;
    const next = glass.forView(view, box, camera);
    Object.assign(now, { view, limb, sight: sightOf(figure, view, limb), figure, box });
    Object.assign(map.dataset, { view, figure });
    stage.show(svg, next, { outline: (zone) => zonePaths(svg, now.sight, zone), fade: fresh && views.isCloseUp(view) });
    layer.stage({ sight: now.sight, sightOf, session: session(), zonePath: stage.zoneOutline });
    glass.farOrNear();
    return true;
  }

  /** Where a mark stands in this view; a zone by the corners of its outline. */
  function placesOf({ mark, traced, parts }) {
    if (!KINDS[mark.kind].whole) return [...traced.points, ...traced.lines.flat()];
    return parts.fill
      .map((outline) => outline.getBBox())
      .filter((box) => box.width)
      .flatMap((box) => [
        [box.x, box.y],
        [box.x + box.width, box.y + box.height],
      ]);
  }

  /** Bring the map to this session: its marks, and its figure where that is another now. */
  async function update(next) {
    const figure = now.view && views.drawn(next.figure, now.view);
    const missing = sights.wanted(next.marks);
    layer.update(next);
    if (figure !== now.figure) await show(now.view, now.limb);
    else if (missing.length) {
      await Promise.all(missing);
      layer.stage({ sight: now.sight, sightOf, session: session(), zonePath: stage.zoneOutline });
    }
  }

  desk.listen(update);

  return Object.freeze({
    layer,
    stage,
    carried,
    /** A group of its own below the marks, drawn anew by whoever asked for it. */
    layerBelow: underlay.add,
    now: () => now,
    onLimb: (face) => mesh.partOf[face] > 0,
    show,
    sightOf,
    loadView: sights.load,
    ...glass.moves,
    hit: (xy) => hit(now.sight, ...glass.moves.at(xy)),
    /** Zone of the skin in the middle of the map, or null. */
    zoneInMiddle: () => hit(now.sight, stage.camera().u_mm, stage.camera().v_mm)?.zone ?? null,
    /** What a point laid here says of the drawing: nothing in a whole view. */
    drawnOn: () => (views.isCloseUp(now.view) ? { view: now.view, figure: now.figure } : {}),
    hitAt: (uv, snap_mm = undefined) => hit(now.sight, ...uv, snap_mm),
    onBody: (line) => onBody(now.sight, line),
    /** The server answers: read the drawing that it could not give. The hand may have gone elsewhere by then. */
    again() {
      if (lacking) show(now.view, now.limb);
    },

    light: stage.light,

    /** The line under the finger, in millimetres of the drawing; null takes it away. */
    draft: draft.line,
    ghosts: draft.ghosts,
    /** Show the keyboard's caret at a place of the drawing (null: none); gives what is hit there. */
    caret(uv) {
      draft.caret(uv);
      return uv ? hit(now.sight, ...uv, CARET_SNAP_MM) : null;
    },
  });
}

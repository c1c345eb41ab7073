// The map at work: which view and which part of it, what a finger does there.

import { around, fit, isClose, pan, region, roomFor, toDrawing, toScreen, within, zoomAt } from '../../geom/camera.js';
import { hit, onBody } from '../../geom/hit.js';
import { isSide } from '../../geom/views.js';
import { createCarried } from '../../view/carried.js';
import { s } from '../../view/dom.js';
import { drawing, silhouette } from '../../view/drawings.js';
import { createMarksLayer } from '../../view/marks.js';
import { createStage } from '../../view/stage.js';
import { createUnderlay } from '../../view/underlay.js';
import { createZonePaths } from '../../view/zone_paths.js';
import { createSights } from './sights.js';

/** The nearest skin is looked for this far when a keyboard caret or a mark is put somewhere. */
const CARET_SNAP_MM = 12;

/** Share of a close-up's height that is kept free above it. */
const HEAD_ROOM = 0.1;

/** The same place on another figure's drawing, and the same share of it on the screen. */
function cameraOn(camera, from, to) {
  const [du, dv] = [(camera.u_mm - from[0]) / from[2], (camera.v_mm - from[1]) / from[3]];
  return { u_mm: to[0] + du * to[2], v_mm: to[1] + dv * to[3], mm_px: (camera.mm_px * to[3]) / from[3] };
}

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
  const draft = s('path', { class: 'draft' });
  const ghosts = s('g', { class: 'ghosts' });
  const caret = s('circle', { class: 'caret', r: 4, visibility: 'hidden' });
  stage.hand.append(draft, ghosts, caret);
  const carried = createCarried(stage.hand);
  const underlay = createUnderlay(stage.layers);
  const sights = createSights({ mesh, skins, views, figure: () => session().figure });
  const { sightOf } = sights;
  const zonePaths = createZonePaths(zones, () => session().atlas?.zones ?? null);
  const now = { view: null, limb: false, sight: null, figure: null, box: null };
  /** the map shows its marks, whatever its size: until a hand moves it */
  let framed = false;
  let shows = 0;
  /** a silhouette stands in for the drawing */
  let lacking = false;

  const whole = () => fit(now.box, stage.size());
  const clamp = (camera) => within(camera, now.box, stage.size());

  function farOrNear() {
    map.dataset.far = isClose(stage.camera()) ? 'no' : 'yes';
  }

  function reach(camera, smooth) {
    framed = false;
    if (smooth) stage.glide(clamp(camera));
    else stage.follow(clamp(camera));
    farOrNear();
  }

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

  /** Where the camera goes when `view` of `figure` takes the place of what is shown. */
  function cameraFor(view, box, camera) {
    if (camera) return camera;
    if (now.view !== view) return fit(box, stage.size());
    return String(now.box) === String(box) ? stage.camera() : cameraOn(stage.camera(), now.box, box);
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
    framed &&= !fresh;
    stage.measure();
    const next = cameraFor(view, box, camera);
    Object.assign(now, { view, limb, sight: sightOf(figure, view, limb), figure, box });
    Object.assign(map.dataset, { view, figure });
    stage.show(svg, next, { outline: (zone) => zonePaths(svg, now.sight, zone), fade: fresh && views.isCloseUp(view) });
    layer.stage({ sight: now.sight, sightOf, session: session(), zonePath: stage.zoneOutline });
    farOrNear();
    return true;
  }

  function zoomed(xy, factor) {
    const room = roomFor(stage.camera(), now.box, stage.size(), factor);
    return zoomAt(stage.camera(), stage.size(), xy, room);
  }

  /** Where a mark stands in this view; a zone by the corners of its outline. */
  function placesOf({ mark, traced, parts }) {
    if (mark.kind !== 'zone') return [...traced.points, ...traced.lines.flat()];
    return parts.fill
      .map((outline) => outline.getBBox())
      .filter((box) => box.width)
      .flatMap((box) => [
        [box.x, box.y],
        [box.x + box.width, box.y + box.height],
      ]);
  }

  /** Where the camera belongs in a map of this size. */
  function belongs() {
    const places = framed ? layer.standing().flatMap(placesOf) : [];
    if (places.length) return around(places, stage.size());
    return isClose(stage.camera()) && !framed ? stage.camera() : whole();
  }

  function keep() {
    stage.measure();
    stage.follow(clamp(belongs()));
    stage.settle();
    farOrNear();
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

  /** The browser has looked at the map's size: it may be what it was. */
  function looked() {
    const { w, h } = stage.size();
    if (!now.view) return;
    stage.measure();
    if (stage.size().w !== w || stage.size().h !== h) keep();
  }

  desk.listen(update);

  const at = (xy) => toDrawing(stage.camera(), stage.size(), xy);
  const lineOf = (line) => line.map(([u, v], k) => `${k ? 'L' : 'M'}${u.toFixed(1)} ${v.toFixed(1)}`).join('');

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
    at,
    hit: (xy) => hit(now.sight, ...at(xy)),
    /** Zone of the skin in the middle of the map, or null. */
    zoneInMiddle: () => hit(now.sight, stage.camera().u_mm, stage.camera().v_mm)?.zone ?? null,
    /** What a point laid here says of the drawing: nothing in a whole view. */
    drawnOn: () => (views.isCloseUp(now.view) ? { view: now.view, figure: now.figure } : {}),
    hitAt: (uv, snap_mm = undefined) => hit(now.sight, ...uv, snap_mm),
    onBody: (line) => onBody(now.sight, line),
    mm_px: () => stage.camera().mm_px,
    camera: () => stage.camera(),
    close: () => isClose(stage.camera()),
    wholeScale: () => whole().mm_px,
    toScreen: (uv) => toScreen(stage.camera(), stage.size(), uv),
    whole: () => reach(whole(), true),
    open: (uv) => reach(region(uv), true),

    /** The server answers: read the drawing that it could not give. The hand may have gone elsewhere by then. */
    again() {
      if (lacking) show(now.view, now.limb);
    },

    /** Frame the marks of this view; the whole body when it shows none. */
    frame() {
      framed = true;
      if (now.view) keep();
    },
    /** Have these places in sight, near, clear of the lowest `below_px` of the map; stay where they are already. */
    bring(places, below_px) {
      const { w, h } = stage.size();
      const clear = { w, h: h - below_px };
      const seen = places.every((uv) => {
        const [x, y] = toScreen(stage.camera(), stage.size(), uv);
        return x > 0 && x < w && y > 0 && y < clear.h;
      });
      if (seen && isClose(stage.camera())) return;
      const camera = around(places, clear);
      reach({ ...camera, v_mm: camera.v_mm + (below_px / 2) * camera.mm_px }, true);
    },
    pan: (by) => reach(pan(stage.camera(), by), false),
    pinch: (xy, factor, by) => reach(pan(zoomed(xy, factor), by), false),
    zoom: (xy, factor) => reach(zoomed(xy, factor), false),
    rest: () => {
      stage.settle();
    },
    light: stage.light,

    /** Keep what is seen when the map changes its size (a turned tablet, a panel). */
    resized() {
      if (now.view) keep();
    },

    /** The page stands: from here on the map keeps to the size that it has. */
    watchSize: () => new ResizeObserver(looked).observe(map),

    /** The line under the finger, in millimetres of the drawing; null takes it away. */
    draft(line, depth, open) {
      draft.setAttribute('class', `draft ${depth ?? ''}${open ? ' open' : ''}`);
      if (line) draft.setAttribute('d', lineOf(line));
      else draft.removeAttribute('d');
    },

    /** What is proposed, as this view shows it: [{depth, spots: [[u, v], …], lines}]. */
    ghosts(groups) {
      ghosts.replaceChildren(
        ...groups.map(({ depth, spots, lines }) =>
          s(
            'g',
            { class: depth },
            ...spots.map(([cx, cy]) => s('circle', { cx: cx.toFixed(1), cy: cy.toFixed(1), r: 3 })),
            lines.length ? s('path', { d: lines.map(lineOf).join('') }) : null,
          ),
        ),
      );
    },

    /** The keyboard's place on the skin. */
    caret(uv) {
      caret.setAttribute('visibility', uv ? 'visible' : 'hidden');
      if (uv) {
        caret.setAttribute('cx', uv[0]);
        caret.setAttribute('cy', uv[1]);
      }
      return uv ? hit(now.sight, ...uv, CARET_SNAP_MM) : null;
    },
  });
}

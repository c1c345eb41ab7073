// The map at work: which view and which part of it, what a finger does there.

import {
  around, fit, isClose, pan, region, roomFor, toDrawing, toScreen, within, zoomAt,
} from '../geom/camera.js';
import { hit, onBody } from '../geom/hit.js';
import { isSide } from '../geom/views.js';
import { createSight } from '../geom/sight.js';
import { s } from '../view/dom.js';
import { drawing } from '../view/drawings.js';
import { createMarksLayer } from '../view/marks.js';
import { createStage } from '../view/stage.js';

/** The nearest skin is looked for this far when a keyboard caret or a mark is put somewhere. */
const CARET_SNAP_MM = 12;

/**
 * @param {object} parts  `map` element, `mesh`, `boxes` {view: [u0, v0, w, h]}, `root` of static files,
 *   `figure`, `session()`
 */
export function createMap({ map, mesh, boxes, root, figure, session }) {
  const stage = createStage(map);
  const layer = createMarksLayer(stage.over);
  const draft = s('path', { class: 'draft' });
  const caret = s('circle', { class: 'caret', r: 4, visibility: 'hidden' });
  stage.hand.append(draft, caret);
  const sights = new Map();
  const now = { view: null, limb: false, sight: null };
  /** the map shows its marks, whatever its size: until a hand moves it */
  let framed = false;

  function sightOf(view, limb) {
    const key = `${view} ${limb && isSide(view)}`;
    if (!sights.has(key)) sights.set(key, createSight(mesh, view, limb));
    return sights.get(key);
  }

  const whole = () => fit(boxes[now.view], stage.size());
  const clamp = (camera) => within(camera, boxes[now.view], stage.size());

  function farOrNear() {
    map.dataset.far = isClose(stage.camera()) ? 'no' : 'yes';
  }

  function reach(camera, smooth) {
    framed = false;
    if (smooth) stage.glide(clamp(camera)); else stage.follow(clamp(camera));
    farOrNear();
  }

  async function show(view, limb = false) {
    const svg = await drawing(root, figure, view, limb && isSide(view));
    const same = now.view === view;
    framed &&= same;
    stage.measure();
    Object.assign(now, { view, limb: limb && isSide(view), sight: sightOf(view, limb) });
    map.dataset.view = view;
    stage.show(svg, same ? stage.camera() : whole());
    layer.stage({ sight: now.sight, sightOf, session: session(), zonePath: stage.zoneOutline });
    farOrNear();
  }

  function zoomed(xy, factor) {
    const room = roomFor(stage.camera(), boxes[now.view], stage.size(), factor);
    return zoomAt(stage.camera(), stage.size(), xy, room);
  }

  /** Where a mark stands in this view; a zone by the corners of its outline. */
  function placesOf({ mark, traced, parts }) {
    if (mark.kind !== 'zone') return [...traced.points, ...traced.lines.flat()];
    return parts.fill.map((outline) => outline.getBBox()).filter((box) => box.width)
      .flatMap((box) => [[box.x, box.y], [box.x + box.width, box.y + box.height]]);
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

  const at = (xy) => toDrawing(stage.camera(), stage.size(), xy);
  const lineOf = (line) => line.map(([u, v], k) => `${k ? 'L' : 'M'}${u.toFixed(1)} ${v.toFixed(1)}`).join('');

  return Object.freeze({
    layer,
    stage,
    now: () => now,
    onLimb: (face) => mesh.partOf[face] > 0,
    show,
    sightOf,
    at,
    hit: (xy) => hit(now.sight, ...at(xy)),
    hitAt: (uv, snap_mm) => hit(now.sight, ...uv, snap_mm),
    onBody: (line) => onBody(now.sight, line),
    mm_px: () => stage.camera().mm_px,
    close: () => isClose(stage.camera()),
    wholeScale: () => whole().mm_px,
    toScreen: (uv) => toScreen(stage.camera(), stage.size(), uv),
    whole: () => reach(whole(), true),
    open: (uv) => reach(region(uv), true),

    /** Frame the marks of this view; the whole body when it shows none. */
    frame() {
      framed = true;
      if (now.view) keep();
    },
    pan: (by) => reach(pan(stage.camera(), by), false),
    pinch: (xy, factor, by) => reach(pan(zoomed(xy, factor), by), false),
    zoom: (xy, factor) => reach(zoomed(xy, factor), false),
    rest: () => { stage.settle(); },
    light: stage.light,

    /** Keep what is seen when the map changes its size (a turned tablet, a panel). */
    resized() {
      if (now.view) keep();
    },

    /** The line under the finger, in millimetres of the drawing; null takes it away. */
    draft(line, depth, open) {
      draft.setAttribute('class', `draft ${depth ?? ''}${open ? ' open' : ''}`);
      if (line) draft.setAttribute('d', lineOf(line)); else draft.removeAttribute('d');
    },

    /** The keyboard's place on the skin. */
    caret(uv) {
      caret.setAttribute('visibility', uv ? 'visible' : 'hidden');
      if (uv) { caret.setAttribute('cx', uv[0]); caret.setAttribute('cy', uv[1]); }
      return uv ? hit(now.sight, ...uv, CARET_SNAP_MM) : null;
    },
  });
}

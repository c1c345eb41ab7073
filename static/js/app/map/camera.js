// Which part of the view is on the glass, and how a hand moves it.

import {
  around,
  fit,
  isClose,
  onto,
  pan,
  region,
  roomFor,
  toDrawing,
  toScreen,
  within,
  zoomAt,
} from '../../geom/camera.js';

/** @import { Stage } from '../../view/stage.js' */
/** @typedef {{u_mm: number, v_mm: number, mm_px: number}} Camera */

/**
 * @param {{stage: Stage, now: {view: string | null, box: number[] | null}, placesOf: () => number[][]}} parts
 *   `now`: the view that is shown and its box, `placesOf()` its marks on the drawing
 */
export function createCamera({ stage, now, placesOf }) {
  /** whether the marks are framed anew when the map's size changes: true until a hand moves the map */
  let framed = false;

  const whole = () => fit(now.box, stage.size());
  const clamp = (camera) => within(camera, now.box, stage.size());

  function farOrNear() {
    stage.map.dataset.far = isClose(stage.camera()) ? 'no' : 'yes';
  }

  function reach(camera, smooth) {
    framed = false;
    if (smooth) stage.glide(clamp(camera));
    else stage.follow(clamp(camera));
    farOrNear();
  }

  function zoomed(xy, factor) {
    const room = roomFor(stage.camera(), now.box, stage.size(), factor);
    return zoomAt(stage.camera(), stage.size(), xy, room);
  }

  /** Where the camera belongs in a map of this size. */
  function belongs() {
    const places = framed ? placesOf() : [];
    if (places.length) return around(places, stage.size());
    return isClose(stage.camera()) && !framed ? stage.camera() : whole();
  }

  function keep() {
    stage.measure();
    stage.follow(clamp(belongs()));
    stage.settle();
    farOrNear();
  }

  /** Fit the camera to the map's size, which may have changed (`ResizeObserver` also calls at the beginning). */
  function looked() {
    const { w, h } = stage.size();
    if (!now.view) return;
    stage.measure();
    if (stage.size().w !== w || stage.size().h !== h) keep();
  }

  return Object.freeze({
    farOrNear,

    /**
     * Where the camera goes when `view` takes the place of what is shown.
     * @param {string} view
     * @param {number[]} box  of the view
     * @param {Camera | null} camera  where it is asked for
     */
    forView(view, box, camera) {
      framed &&= now.view === view;
      stage.measure();
      if (camera) return camera;
      if (now.view !== view) return fit(box, stage.size());
      return String(now.box) === String(box) ? stage.camera() : onto(stage.camera(), now.box, box);
    },

    /** The part of the camera that the map hands on to others. */
    moves: Object.freeze({
      at: (xy) => toDrawing(stage.camera(), stage.size(), xy),
      toScreen: (uv) => toScreen(stage.camera(), stage.size(), uv),
      mm_px: () => stage.camera().mm_px,
      camera: () => stage.camera(),
      close: () => isClose(stage.camera()),
      wholeScale: () => whole().mm_px,
      whole: () => reach(whole(), true),
      open: (uv) => reach(region(uv), true),
      pan: (by) => reach(pan(stage.camera(), by), false),
      pinch: (xy, factor, by) => reach(pan(zoomed(xy, factor), by), false),
      zoom: (xy, factor) => reach(zoomed(xy, factor), false),
      rest: () => {
        stage.settle();
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

      /** Keep what is seen when the map changes its size (a turned tablet, a panel). */
      resized() {
        if (now.view) keep();
      },

      /** From here on follow every change of the map's size. */
      watchSize: () => new ResizeObserver(looked).observe(stage.map),
    }),
  });
}

// Which part of a view is on the screen: the place in its middle and the scale. Pure functions.
//
// A camera is {u_mm, v_mm, mm_px}: millimetres of the drawing in the middle, millimetres a CSS pixel.

/** At this scale or closer a tap marks; farther off it opens the region. */
export const MARKING_MM_PX = 0.75;

/** Scale at which a first tap opens a region, mm a pixel. */
export const REGION_MM_PX = 0.45;

export const MAX_ZOOM = 8;

/** Scale, mm a pixel, that every screen may zoom to, also where that is more than MAX_ZOOM times. */
const CLOSEST_MM_PX = 0.3;

const freeze = Object.freeze;

const MARGIN_PX = 14;

/** Skin shown around marks that are framed. */
const AROUND_MM = 45;

/** The whole drawing `box` [u0, v0, w, h] in a map of `size` {w, h} pixels. */
export function fit(box, size) {
  const [u0, v0, w, h] = box;
  const mm_px = Math.max(w / Math.max(1, size.w - 2 * MARGIN_PX), h / Math.max(1, size.h - 2 * MARGIN_PX));
  return freeze({ u_mm: u0 + w / 2, v_mm: v0 + h / 2, mm_px });
}

/** Pixel of the map → place on the drawing. */
export const toDrawing = (camera, size, /** @type {number[]} */ [x_px, y_px]) => [
  camera.u_mm + (x_px - size.w / 2) * camera.mm_px,
  camera.v_mm + (y_px - size.h / 2) * camera.mm_px,
];

/** Place on the drawing → pixel of the map. */
export const toScreen = (camera, size, /** @type {number[]} */ [u_mm, v_mm]) => [
  size.w / 2 + (u_mm - camera.u_mm) / camera.mm_px,
  size.h / 2 + (v_mm - camera.v_mm) / camera.mm_px,
];

const clamp = (x, low, high) => (low > high ? (low + high) / 2 : Math.min(high, Math.max(low, x)));

const closest = (whole) => Math.min(whole.mm_px / MAX_ZOOM, CLOSEST_MM_PX);

/** As much of a zoom by `factor` as there is room for between the whole body and 8 times. */
export function roomFor(camera, box, size, factor) {
  const whole = fit(box, size);
  return camera.mm_px / clamp(camera.mm_px / factor, closest(whole), whole.mm_px);
}

/** The same camera, no farther than the whole body, no closer than 8 times, the body in sight. */
export function within(camera, box, size) {
  const whole = fit(box, size);
  const mm_px = clamp(camera.mm_px, closest(whole), whole.mm_px);
  const [u0, v0, w, h] = box;
  // the middle of the screen stays on the drawing; zoomed out to the whole, the drawing is centred
  const [su, sv] = mm_px >= whole.mm_px ? [0, 0] : [w / 2, h / 2];
  return freeze({
    u_mm: clamp(camera.u_mm, u0 + w / 2 - su, u0 + w / 2 + su),
    v_mm: clamp(camera.v_mm, v0 + h / 2 - sv, v0 + h / 2 + sv),
    mm_px,
  });
}

/** Zoom by `factor` (2 = twice as large) so that what is under the pixel stays there. */
export function zoomAt(camera, size, /** @type {number[]} */ [x_px, y_px], factor) {
  const [u, v] = toDrawing(camera, size, [x_px, y_px]);
  const mm_px = camera.mm_px / factor;
  return freeze({ u_mm: u - (x_px - size.w / 2) * mm_px, v_mm: v - (y_px - size.h / 2) * mm_px, mm_px });
}

export const pan = (camera, /** @type {number[]} */ [dx_px, dy_px]) =>
  freeze({
    ...camera,
    u_mm: camera.u_mm - dx_px * camera.mm_px,
    v_mm: camera.v_mm - dy_px * camera.mm_px,
  });

/** The camera that opens the region around a place. */
export const region = (at) => freeze({ u_mm: at[0], v_mm: at[1], mm_px: REGION_MM_PX });

/** The camera that shows these places [[u, v], …] as large as a marking scale allows. */
export function around(places, size) {
  const us = places.map((p) => p[0]);
  const vs = places.map((p) => p[1]);
  const [u0, u1, v0, v1] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)];
  const mm_px = Math.max(
    (u1 - u0 + 2 * AROUND_MM) / Math.max(1, size.w),
    (v1 - v0 + 2 * AROUND_MM) / Math.max(1, size.h),
    REGION_MM_PX,
  );
  return freeze({ u_mm: (u0 + u1) / 2, v_mm: (v0 + v1) / 2, mm_px });
}

/** The drawing's viewBox as the camera sees it. */
export function viewBox(camera, size) {
  const [w, h] = [size.w * camera.mm_px, size.h * camera.mm_px];
  return [camera.u_mm - w / 2, camera.v_mm - h / 2, w, h];
}

/** CSS transform that makes what was drawn for `drawn` look as seen by `now`. */
export function between(drawn, now, size) {
  const scale = drawn.mm_px / now.mm_px;
  const [x, y] = toScreen(now, size, toDrawing(drawn, size, [0, 0]));
  return { scale, x_px: x, y_px: y };
}

export const isClose = (camera) => camera.mm_px <= MARKING_MM_PX;

/** The same place in the box of another figure's drawing, and the same share of it on the screen. */
export function onto(camera, from, to) {
  const [du, dv] = [(camera.u_mm - from[0]) / from[2], (camera.v_mm - from[1]) / from[3]];
  return freeze({ u_mm: to[0] + du * to[2], v_mm: to[1] + dv * to[3], mm_px: (camera.mm_px * to[3]) / from[3] });
}

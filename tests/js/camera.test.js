import test from 'node:test';
import assert from 'node:assert/strict';
import {
  around,
  between,
  fit,
  isClose,
  onto,
  pan,
  region,
  roomFor,
  toDrawing,
  toScreen,
  viewBox,
  within,
  zoomAt,
} from '../../static/js/geom/camera.js';

const BOX = [-420, -1665, 840, 1676];
const SIZE = { w: 804, h: 764 };

const near = (a, b, by = 1e-6) => a.forEach((x, k) => assert.ok(Math.abs(x - b[k]) <= by, `${a} ${b}`));

test('a pixel and its place on the drawing are each other’s', () => {
  const camera = zoomAt(fit(BOX, SIZE), SIZE, [300, 200], 3);
  for (const xy of [
    [0, 0],
    [804, 764],
    [123, 456],
  ])
    near(toScreen(camera, SIZE, toDrawing(camera, SIZE, xy)), xy);
});

test('zooming keeps what is under the finger there', () => {
  const camera = fit(BOX, SIZE);
  const finger = [600, 150];
  near(toDrawing(zoomAt(camera, SIZE, finger, 5), SIZE, finger), toDrawing(camera, SIZE, finger));
});

test('the whole body fits, and is far; a region is close', () => {
  const camera = fit(BOX, SIZE);
  const [u, v, w, h] = viewBox(camera, SIZE);
  assert.ok(u <= BOX[0] && v <= BOX[1] && u + w >= BOX[0] + BOX[2] && v + h >= BOX[1] + BOX[3]);
  assert.equal(isClose(camera), false);
  assert.equal(isClose(region([0, -1000])), true);
  assert.ok(region([0, -1000]).mm_px <= 0.5);
});

test('no camera leaves the body or zooms past the ends', () => {
  const whole = fit(BOX, SIZE);
  assert.deepEqual(within(zoomAt(whole, SIZE, [0, 0], 0.2), BOX, SIZE), whole);
  const closest = within(zoomAt(whole, SIZE, [400, 400], 100), BOX, SIZE);
  assert.ok(closest.mm_px >= whole.mm_px / 8 - 1e-9);
  const lost = within(pan(region([0, -1000]), [90000, -90000]), BOX, SIZE);
  const [u, v, w, h] = viewBox(lost, SIZE);
  assert.ok(u < BOX[0] + BOX[2] && u + w > BOX[0] && v < BOX[1] + BOX[3] && v + h > BOX[1]);
});

test('the transform from what is drawn to what is seen moves every place alike', () => {
  const drawn = fit(BOX, SIZE);
  const now = zoomAt(drawn, SIZE, [200, 300], 2.5);
  const { scale, x_px, y_px } = between(drawn, now, SIZE);
  for (const uv of [
    [0, -1000],
    [200, -300],
  ]) {
    const [x, y] = toScreen(drawn, SIZE, uv);
    near([x * scale + x_px, y * scale + y_px], toScreen(now, SIZE, uv));
  }
});

test('marks are framed with skin around them, never too close', () => {
  const places = [
    [-50, -1100],
    [50, -1000],
  ];
  const camera = around(places, SIZE);
  places.forEach((p) => {
    const [x, y] = toScreen(camera, SIZE, p);
    assert.ok(x > 40 && y > 40 && x < SIZE.w - 40 && y < SIZE.h - 40);
  });
  assert.ok(around([[0, 0]], SIZE).mm_px >= 0.4);
});

test('a zoom past the ends stops there, and what is under the finger stays', () => {
  const whole = fit(BOX, SIZE);
  const finger = [400, 250];
  const factor = roomFor(whole, BOX, SIZE, 50);
  assert.ok(Math.abs(factor - 8) < 1e-9);
  const close = within(zoomAt(whole, SIZE, finger, factor), BOX, SIZE);
  near(toDrawing(close, SIZE, finger), toDrawing(whole, SIZE, finger));
  assert.equal(roomFor(whole, BOX, SIZE, 0.5), 1);
});

test('the same place on another figure’s drawing keeps its share of the glass', () => {
  const [from, to] = [
    [-300, -1800, 600, 1800],
    [-200, -1200, 400, 1200],
  ];
  const camera = onto({ u_mm: 30, v_mm: -900, mm_px: 0.6 }, from, to);
  near([camera.u_mm, camera.v_mm], [20, -600]);
  assert.ok(Math.abs(camera.mm_px - 0.4) < 1e-9);
  near([onto(camera, to, from).u_mm, onto(camera, to, from).v_mm], [30, -900]);
});

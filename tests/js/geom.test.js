import test from 'node:test';
import assert from 'node:assert/strict';
import { bodyOf } from './body.js';
import { hit, onBody, SNAP_MM } from '../../static/js/geom/hit.js';
import { createSight, place } from '../../static/js/geom/sight.js';
import { closeOutline, crosses, inRing, ringArea, simplify, toLine } from '../../static/js/geom/lines.js';

const woman = bodyOf('F');
const sights = Object.fromEntries(['front', 'back', 'left', 'right'].map((view) => [view, createSight(woman, view)]));

/** Always the same scattered places, so that a failure can be met again. */
function* places(sight, count) {
  let seed = 7;
  const next = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const { u0, u1, v0, v1 } = sight.grid;
  for (let k = 0; k < count; k += 1) yield [u0 + next() * (u1 - u0), v0 + next() * (v1 - v0)];
}

for (const [view, sight] of Object.entries(sights)) {
  test(`${view}: a tap and its anchor are the same place`, () => {
    let found = 0;
    for (const [u, v] of places(sight, 500)) {
      const at = hit(sight, u, v);
      if (!at) continue;
      found += 1;
      const back = place(sight, at.anchor);
      assert.ok(back.visible, `${u} ${v}`);
      assert.ok(Math.hypot(back.u_mm - u, back.v_mm - v) <= SNAP_MM + 0.01, `${u} ${v}`);
    }
    assert.ok(found > 100);
  });
}

test('an anchor never leaves its face, whatever the rounding', () => {
  for (const [u, v] of places(sights.front, 800)) {
    const at = hit(sights.front, u, v);
    if (!at) continue;
    const [, b1, b2] = at.anchor;
    assert.ok(b1 >= 0 && b2 >= 0 && b1 + b2 <= 1 + 1e-9, String(at.anchor));
  }
});

test('the left of the drawing is not the left of the patient', () => {
  assert.match(hit(sights.back, 60, -1060).zone, /\.R$/);
  assert.match(hit(sights.back, -60, -1060).zone, /\.L$/);
  assert.match(hit(sights.front, 60, -700).zone, /\.L$/);
});

test('in a side view the arm is there only when asked for', () => {
  const arm = createSight(woman, 'left', true);
  const of = (sight) => [...places(sight, 600)].map((p) => hit(sight, ...p)?.anchor[0]);
  const limbs = (faces) => faces.filter((f) => f !== undefined && woman.partOf[f] > 0);
  limbs(of(sights.left)).forEach((f) =>
    assert.match(
      woman.zones[woman.zoneOf[f]],
      /^(deltoid_|arm_triceps|subacromial|acromioclavicular|bicipital_groove)/,
    ),
  );
  assert.ok(limbs(of(arm)).length > 20);
});

test('what the back shows is hidden from the front', () => {
  const spine = hit(sights.back, 10, -1060).anchor;
  assert.equal(place(sights.front, spine).visible, false);
});

test('a flank is one place in two views', () => {
  const { v0, v1 } = sights.left.grid;
  const at = hit(sights.left, 20, v0 + 0.38 * (v1 - v0));
  const seen = ['front', 'back', 'left'].filter((view) => place(sights[view], at.anchor).visible);
  assert.ok(seen.includes('left'));
});

test('far beside the body there is nothing', () => {
  assert.equal(hit(sights.front, 5000, 0), null);
  assert.equal(hit(sights.front, sights.front.grid.u0, sights.front.grid.v0), null);
});

test('a line that leaves the body is cut at its edge', () => {
  const line = [
    [0, -1060],
    [900, -1060],
    [900, -1000],
    [0, -1000],
  ];
  const cut = onBody(sights.back, line);
  assert.equal(cut.length, 4);
  cut.forEach(([u, v]) => assert.ok(hit(sights.back, u, v), `${u} ${v}`));
  assert.ok(cut[1][0] > 60 && cut[1][0] < 450);
});

test('simplifying keeps corners and drops what a straight edge says already', () => {
  const line = [
    [0, 0],
    [1, 0.01],
    [2, 0],
    [3, 0.02],
    [4, 0],
    [4, 4],
  ];
  assert.deepEqual(simplify(line, 0.1), [
    [0, 0],
    [4, 0],
    [4, 4],
  ]);
  line.forEach((p) => assert.ok(toLine(p, simplify(line, 0.1)) <= 0.1));
});

test('an outline closes itself, and tails past its start fall away', () => {
  const square = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ];
  assert.deepEqual(closeOutline(square), square);
  const tails = [
    [0, -1],
    [0, 0],
    [10, 0],
    [10, 10],
    [0.5, 10],
    [0.5, -1],
  ];
  const ring = closeOutline(tails);
  assert.ok(ring && !crosses(ring));
  assert.ok(Math.abs(ringArea(ring) - 95) < 1);
});

test('a crossed outline is no outline', () => {
  assert.equal(
    closeOutline([
      [0, 0],
      [10, 10],
      [10, 0],
      [0, 10],
    ]),
    null,
  );
  assert.equal(
    closeOutline([
      [0, 0],
      [10, 10],
    ]),
    null,
  );
});

test('inside and outside of a ring', () => {
  const ring = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ];
  assert.ok(inRing([5, 5], ring));
  assert.ok(!inRing([15, 5], ring));
});

test('an outline of five thousand vertices closes, and keeps its area with far fewer', () => {
  const n = 5000;
  const ring = Array.from({ length: n }, (_unused, k) => {
    const [turn, r] = [(2 * Math.PI * k) / n, 60 + 3 * Math.sin((2 * Math.PI * 90 * k) / n)];
    return [r * Math.cos(turn), 0.8 * r * Math.sin(turn)];
  });
  const closed = closeOutline(simplify(ring, 0.3));
  assert.ok(closed.length > 90 && closed.length < n / 2, `${closed.length} vertices`);
  assert.ok(Math.abs(ringArea(closed) / ringArea(ring) - 1) < 0.01);
});

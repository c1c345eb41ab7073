import test from 'node:test';
import assert from 'node:assert/strict';
import { bodyOf } from './body.js';
import { hit } from '../../static/js/geom/hit.js';
import { pick } from '../../static/js/geom/pick.js';
import { createSight } from '../../static/js/geom/sight.js';
import { zoneSpots } from '../../static/js/geom/spots.js';
import { trace } from '../../static/js/geom/trace.js';

const mesh = bodyOf('F');
const made = new Map();
const sights = (view, limb = false) => {
  const key = `${view} ${limb}`;
  if (!made.has(key)) made.set(key, createSight(mesh, view, limb));
  return made.get(key);
};

const sightOf = (_figure, view, limb) => sights(view, limb);

const anchor = (view, u, v) => hit(sights(view), u, v).anchor;

test('a point looks the same where it was laid, and is hidden from behind', () => {
  const mark = { id: 'a', kind: 'point', depth: 'IDP', anchors: [anchor('back', 20, -1060)] };
  const [[u, v]] = trace(sights('back'), mark, sightOf).points;
  assert.ok(Math.hypot(u - 20, v + 1060) < 0.1);
  assert.deepEqual(trace(sights('front'), mark, sightOf).points, []);
});

test('an outline is a closed line on its own view', () => {
  const corners = [
    [-40, -1090],
    [40, -1090],
    [40, -1030],
    [-40, -1030],
  ];
  const mark = {
    id: 'a',
    kind: 'patch',
    depth: 'IDS',
    view: 'back',
    figure: 'F',
    anchors: corners.map((p) => anchor('back', ...p)),
  };
  const { lines, fills } = trace(sights('back'), mark, sightOf);
  assert.equal(lines[0].length, 5);
  assert.deepEqual(lines[0][0], lines[0][4]);
  assert.equal(fills.length, 1);
  assert.deepEqual(trace(sights('front'), mark, sightOf), { points: [], lines: [], fills: [] });
});

test('an outline on the flank of the back is seen, in part, from the side', () => {
  const side = [
    [-150, -1075],
    [-100, -1075],
    [-100, -1025],
    [-150, -1025],
  ];
  const found = side.map((p) => hit(sights('back'), ...p, 40));
  assert.ok(found.every(Boolean));
  const mark = { id: 'a', kind: 'patch', depth: 'IDS', view: 'back', figure: 'F', anchors: found.map((f) => f.anchor) };
  const { lines, fills } = trace(sights('left'), mark, sightOf);
  assert.ok(lines.length >= 1);
  assert.ok(fills.length >= 1);
});

test('the nearest mark is picked, else the one whose skin is touched', () => {
  const dot = { mark: { id: 'dot' }, traced: { points: [[0, 0]], lines: [], fills: [] } };
  const ring = [
    [-50, -50],
    [50, -50],
    [50, 50],
    [-50, 50],
  ];
  const patch = { mark: { id: 'patch' }, traced: { points: [], lines: [[...ring, ring[0]]], fills: [ring] } };
  assert.equal(pick([patch, dot], [3, 0], 10).id, 'dot');
  assert.equal(pick([patch, dot], [25, 0], 10).id, 'patch');
  assert.equal(pick([patch, dot], [80, 0], 10), null);
});

test('every zone that the back shows has a place in it to stop at', () => {
  const spots = zoneSpots(sights('back'));
  assert.ok(spots.length > 40);
  for (const { zone, at } of spots) assert.equal(hit(sights('back'), ...at).zone, zone);
});

test('the skin of an outline ends at its line, seen from another view too', () => {
  const corners = [
    [-40, -1090],
    [40, -1090],
    [40, -1030],
    [-40, -1030],
  ];
  const mark = {
    id: 'a',
    kind: 'patch',
    depth: 'IDS',
    view: 'back',
    figure: 'F',
    anchors: corners.map((p) => anchor('back', ...p)),
  };
  const again = createSight(mesh, { key: 'again', right: [-1, 0, 0], toward: [0, 0, -1] });
  const { fills } = trace(again, mark, sightOf);
  const twice = (line) => line.reduce((sum, [u, v], k) => sum + line.at(k - 1)[0] * v - u * line.at(k - 1)[1], 0);
  const area = fills.reduce((sum, line) => sum + Math.abs(twice(line)) / 2, 0);
  assert.ok(Math.abs(area - 80 * 60) < 0.01 * 80 * 60, `${area}`);
  assert.ok(fills.flat().every(([u, v]) => Math.abs(u) < 40.1 && v > -1090.1 && v < -1029.9));
});

test('beyond the rim of a close-up nothing is touched or seen', () => {
  const row = { key: 'near', right: [-1, 0, 0], toward: [0, 0, -1] };
  const near = createSight(mesh, row, false, [-50, -1100, 100, 80]);
  assert.ok(hit(near, 0, -1060));
  assert.equal(hit(near, 0, -1000), null);
  const mark = { id: 'a', kind: 'point', depth: 'IDP', anchors: [anchor('back', 0, -1000)] };
  assert.deepEqual(trace(near, mark, sightOf).points, []);
});

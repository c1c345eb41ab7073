// The lumbar grid as places that were examined: where they lie, what is kept of them, how it is undone.

import assert from 'node:assert/strict';
import test from 'node:test';

import { lumbarPlaces, distanceOnSkin } from '../../static/js/geom/patterns.js';
import { ACTS } from '../../static/js/model/acts/all.js';
import { examine, examineAlso, examinedOf } from '../../static/js/model/examined.js';
import { inverse } from '../../static/js/model/history.js';
import { layers, skinOf } from './skins.js';

const LEVELS = ['L3', 'L4', 'L5', 'S1'];

for (const figure of ['F', 'M']) {
  test(`${figure}: seven places a level, named by level, side and distance, each where its name says`, () => {
    const skin = skinOf(figure);
    const places = lumbarPlaces(skin, layers, LEVELS);
    assert.equal(places.length, 28);
    assert.deepEqual(
      places.slice(0, 7).map((p) => p.key),
      ['L3.0', 'L3.R15', 'L3.L15', 'L3.R50', 'L3.L50', 'L3.R80', 'L3.L80'],
    );
    for (const { level, side, offset_mm, anchor, point } of places) {
      const middle = places.find((p) => p.key === `${level}.0`);
      const far = offset_mm ? distanceOnSkin(skin, middle.anchor, anchor) : 0;
      assert.ok(Math.abs(far - offset_mm) < 1.5, `${level} ${side} ${far}`);
      if (side) assert.equal(point[0] > middle.point[0], side === 'L', 'x goes to the left of the patient');
    }
  });
}

/** What is examined after one more act, of what was before. */
const after = (examined, body, at, author_id) =>
  ACTS.get('points.examined').apply({ examined }, { body: { pattern: 'lumbar', version: 1, ...body }, at, author_id })
    .examined;

test('the last word on a pattern counts; no place takes it back', () => {
  const first = after(undefined, { examined: ['L4.0', 'L4.R15'], painful: ['L4.0'] }, 'a', null);
  const second = after(first, { examined: ['L4.0'], painful: [] }, 'b', 'me');
  assert.deepEqual(
    second.map((e) => [e.examined, e.painful, e.at]),
    [[['L4.0'], [], 'b']],
  );
  assert.equal(after(second, { examined: [], painful: [] }, 'c', null), undefined);
});

test('undo says again what was said before, or nothing', () => {
  const [act] = examine('lumbar', 1, ['L4.0'], ['L4.0']);
  assert.deepEqual(inverse({ marks: [] }, act), examine('lumbar', 1, [], []));
  const before = { marks: [], examined: after(undefined, { examined: ['S1.0'], painful: [] }, 'a', null) };
  assert.deepEqual(inverse(before, act), examine('lumbar', 1, ['S1.0'], []));
  assert.equal(examinedOf(before, 'lumbar').examined.length, 1);
});

test('one place more is examined where something was said, and its pain is said anew', () => {
  assert.deepEqual(examineAlso({ marks: [] }, 'lumbar', 1, 'L4.0', true), []);
  const said = { marks: [], examined: after(undefined, { examined: ['S1.0'], painful: ['S1.0'] }, 'a', null) };
  assert.deepEqual(
    examineAlso(said, 'lumbar', 1, 'L4.0', true),
    examine('lumbar', 1, ['S1.0', 'L4.0'], ['S1.0', 'L4.0']),
  );
  assert.deepEqual(examineAlso(said, 'lumbar', 1, 'S1.0', false), examine('lumbar', 1, ['S1.0'], []));
});

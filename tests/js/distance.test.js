import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { shareOff } from '../../static/js/geom/distance.js';

for (const { about, asked, taken, share } of JSON.parse(
  readFileSync(new URL('../cases/distance.json', import.meta.url), 'utf8'),
)) {
  test(`distance: ${about}`, () => assert.ok(Math.abs(shareOff(asked, taken) - share) < 1e-6));
}

// How long a page was left alone is never taken for too short, whatever is done to the machine's clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BACK_MS, lastTouch, leftAlone_ms } from '../../static/js/model/idle.js';

const MINUTE = 60_000;
const at = (wall_ms, page_ms = wall_ms) => ({ wall_ms, page_ms });

test('both clocks together', () => {
  assert.equal(leftAlone_ms(at(1000), at(1000)), 0);
  assert.equal(leftAlone_ms(at(1000), at(6000)), 5000);
});

test('the longer of both: a machine that slept, a clock that was set back a little', () => {
  assert.equal(leftAlone_ms(at(0, 0), at(9 * MINUTE, MINUTE)), 9 * MINUTE);
  assert.equal(leftAlone_ms(at(0, 0), at(-30_000, 6 * MINUTE)), 6 * MINUTE);
});

test('a clock set back says nothing: the page was left for ever', () => {
  assert.equal(leftAlone_ms(at(0, 0), at(-BACK_MS, 0)), 0);
  assert.equal(leftAlone_ms(at(0, 0), at(-BACK_MS - 1, 0)), Infinity);
  assert.equal(leftAlone_ms(at(0, 0), at(-24 * 60 * MINUTE, 1000)), Infinity);
});

test('a touch in another tab counts from when it was', () => {
  const mine = at(0, 0);
  const now = at(10 * MINUTE);
  const theirs = lastTouch(mine, 8 * MINUTE, now);
  assert.deepEqual(theirs, at(8 * MINUTE));
  assert.equal(leftAlone_ms(theirs, now), 2 * MINUTE);
  assert.equal(lastTouch(theirs, 8 * MINUTE, at(11 * MINUTE)), theirs, 'known already');
});

test('a touch that lies ahead is a touch of now at best', () => {
  assert.deepEqual(lastTouch(null, 5 * MINUTE, at(0, 0)), { wall_ms: 5 * MINUTE, page_ms: 0 });
});

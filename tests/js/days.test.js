import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dayIn, withFirst } from '../../static/js/model/days.js';

const cases = JSON.parse(readFileSync(new URL('../cases/days.json', import.meta.url), 'utf8'));

test('a moment falls on the day of the practice', () => {
  for (const [at, zone, day] of cases.day) assert.equal(dayIn(zone, Date.parse(at)), day, `${at} ${zone}`);
});

test('French counts the first of a month', () => {
  for (const [written, french] of cases.first) assert.equal(withFirst(written), french);
});

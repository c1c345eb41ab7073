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

test('an hour and a year are those of the practice, wherever the tablet’s clock stands', async () => {
  globalThis.document = { documentElement: { lang: 'fr', dataset: { zone: 'Pacific/Tahiti' } } };
  const { brief, clock } = await import('../../static/js/view/days.js');
  assert.equal(clock('2026-11-30T18:05:00.000Z'), '08:05');
  const new_year_in_paris = Date.parse('2027-01-01T05:00:00.000Z');
  assert.equal(brief('2026-12-30', new_year_in_paris), '30 déc.');
  assert.equal(brief('2027-01-02', new_year_in_paris), '2 janv. 2027');
  delete globalThis.document;
});

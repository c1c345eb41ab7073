import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { UNITS, reading, shown } from '../../static/js/model/typed.js';

const cases = JSON.parse(readFileSync(new URL('../cases/typed.json', import.meta.url), 'utf8'));

test('what is typed is read as it is meant', () => {
  for (const { text, unit, ...wanted } of cases.read) {
    assert.deepEqual(reading(text, unit), wanted, `${text} | ${unit}`);
  }
});

test('a field shows what it will read', () => {
  for (const [value, lang, text] of cases.shown) {
    assert.equal(shown(value, lang), text);
    assert.equal(reading(text).value, value);
  }
});

test('units are typed alike on both sides', () => {
  const python = readFileSync(new URL('../../mesomap/domain/typed.py', import.meta.url), 'utf8');
  for (const [unit, ways] of Object.entries(UNITS)) {
    const listed = new RegExp(`"${unit.replace('/', '/')}": \\(([^)]*)\\)`).exec(python)[1];
    assert.deepEqual(
      [...listed.matchAll(/"([^"]+)"/g)].map((m) => m[1]),
      ways,
      unit,
    );
  }
});

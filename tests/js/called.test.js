import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ageWords, called } from '../../static/js/model/called.js';

const cases = JSON.parse(readFileSync(new URL('../cases/called.json', import.meta.url), 'utf8'));

test('a person is called by sex and age', () => {
  for (const [sex, age_years, french] of cases.called)
    assert.equal(called({ sex, age_years }), french, `${sex} ${age_years}`);
});

test('an age is whole years lived, in words', () => {
  for (const [age_years, about, french] of cases.age) assert.equal(ageWords(age_years, about), french, `${age_years}`);
});

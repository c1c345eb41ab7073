import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readings } from '../../static/js/model/dates.js';
import { fold } from '../../static/js/model/letters.js';
import { rankOf, termsOf } from '../../static/js/model/names.js';

const cases = (name) => JSON.parse(readFileSync(new URL(`../cases/names/${name}.json`, import.meta.url), 'utf8'));

for (const { text, folded } of cases('letters')) {
  test(`letters of ${text}`, () => assert.equal(fold(text), folded));
}

for (const { text, days } of cases('dates')) {
  test(`date ${text}`, () => assert.deepEqual(readings(text), days));
}

for (const { person, typed, not } of cases('found')) {
  test(`finding ${person.family_name}`, () => {
    const terms = termsOf(person);
    assert.deepEqual(
      typed.filter((text) => rankOf(terms, text) === null),
      [],
    );
    assert.deepEqual(
      not.filter((text) => rankOf(terms, text) !== null),
      [],
    );
  });
}

test('the family name itself comes first, then beginnings, then given names', () => {
  const people = [
    ['Martin', 'Zoé'],
    ['Zed', 'Martin'],
    ['Martinez', ''],
    ['Zed', 'Martine'],
  ];
  const ranks = people.map(([family_name, given_name]) => rankOf(termsOf({ family_name, given_name }), 'martin'));
  assert.deepEqual(ranks, [...new Set(ranks)].sort());
});

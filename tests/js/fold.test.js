import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { fold } from '../../static/js/model/session.js';

const folder = new URL('../cases/fold/', import.meta.url);
const names = readdirSync(folder).filter((n) => n.endsWith('.json')).sort();

test('there are cases', () => assert.ok(names.length >= 10));

for (const name of names) {
  test(`fold: ${name.replace('.json', '').replaceAll('_', ' ')}`, () => {
    const { events, session } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    assert.deepEqual(JSON.parse(JSON.stringify(fold(events))), session);
  });
}

test('a session is frozen all the way down', () => {
  const { events } = JSON.parse(readFileSync(new URL('technique_mixte.json', folder), 'utf8'));
  const look = (value) => {
    if (!value || typeof value !== 'object') return;
    assert.ok(Object.isFrozen(value), JSON.stringify(value).slice(0, 80));
    Object.values(value).forEach(look);
  };
  look(fold(events));
});

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { treatedZones } from '../../static/js/model/zones.js';
import { dayIn } from '../../static/js/model/days.js';
import { answers, asked, besides, confirmAll, nothingElse, proposed } from '../../static/js/model/checklist.js';

const groups = JSON.parse(readFileSync(new URL('../../mesomap/data/checklist.json', import.meta.url), 'utf8'));
const women = asked(groups, 'F');
const check = (answer, note = null) => ({ answer, note });
const session = (checks = {}, syringes = {}) => ({ checks, syringes });
const keys = (acts) => acts.map((a) => a.body.question);

test('men are not asked whether they are pregnant', () => {
  assert.ok(women.some((q) => q.key === 'pregnant'));
  assert.ok(!asked(groups, 'M').some((q) => ['pregnant', 'breastfeeding'].includes(q.key)));
});

test('last time proposes lasting answers alone, and none that is answered', () => {
  const previous = session({ anticoagulant: check(true, 'AVK'), ulcer: check(false), infection: check(true), clotting: check(false), pregnant: check(true) });
  const found = proposed(women, session({ clotting: check(true) }), previous);
  assert.deepEqual(found.map((p) => [p.question.key, p.answer, p.note]), [['anticoagulant', true, 'AVK'], ['ulcer', false, null]]);
  assert.deepEqual(proposed(women, session(), null), []);
});

test('confirming writes what last time said, note and all', () => {
  const previous = session({ anticoagulant: check(true, 'AVK') });
  assert.deepEqual(confirmAll(proposed(women, session(), previous)).map((a) => a.body), [{ question: 'anticoagulant', answer: true, note: 'AVK' }]);
});

test('"nothing to report" is a no to what is open, never to a yes of last time', () => {
  const previous = session({ anticoagulant: check(true), ulcer: check(false) });
  const acts = nothingElse(women, session({ infection: check(true) }), previous);
  assert.ok(!keys(acts).includes('anticoagulant'));
  assert.ok(!keys(acts).includes('infection'));
  assert.ok(keys(acts).includes('ulcer'));
  assert.equal(acts.length, women.length - 2);
  assert.ok(acts.every((a) => a.body.answer === false));
  assert.deepEqual(nothingElse(women, session(Object.fromEntries(women.map((q) => [q.key, check(false)]))), previous), []);
});

test('what is open, yes and no', () => {
  const { yes, no, open } = answers(women, session({ ulcer: check(true), clotting: check(false), medicines: check('texte d’une autre version') }));
  assert.deepEqual([yes.length, no.length, open.length], [1, 1, women.length - 2]);
});

test('a product in a syringe stands beside the question it concerns', () => {
  const products = [{ name: 'Piroxicam', source: 'notice', reminders: ['AINS', '24 semaines'], concerns: ['nsaid_48h', 'pregnant'] }];
  const filled = session({}, { A: { products: [{ name: 'Piroxicam' }] } });
  assert.deepEqual(besides('pregnant', filled, products), [{ name: 'Piroxicam', text: '24 semaines', source: 'notice' }]);
  assert.deepEqual(besides('ulcer', filled, products), []);
  assert.deepEqual(besides('pregnant', session(), products), []);
});

test('zones to score are those that marks lie in, once, in their order', () => {
  const point = (face, removed = false) => ({ kind: 'point', anchors: [[face, 0, 0]], removed });
  const marks = [point(2), point(1), point(2), point(9, true), { kind: 'patch', anchors: [[3, 0, 0], [9, 0, 0]] }, { kind: 'zone', zone: 'knee.L' }];
  assert.deepEqual(treatedZones({ marks }, (face) => `z${face}`), ['z2', 'z1', 'z3', 'knee.L']);
  assert.deepEqual(treatedZones({ marks: [] }, String), []);
});

test('a day is that of the practice', () => {
  const at = Date.parse('2026-11-21T23:30:00Z');
  assert.equal(dayIn('Europe/Paris', at), '2026-11-22');
  assert.equal(dayIn('America/Martinique', at), '2026-11-21');
  assert.equal(dayIn('Pacific/Noumea', at), '2026-11-22');
});

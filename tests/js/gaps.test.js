import test from 'node:test';
import assert from 'node:assert/strict';
import { gaps } from '../../static/js/model/gaps.js';
import { dayAfter } from '../../static/js/model/days.js';
import { withKnown } from '../../static/js/model/known.js';

const mark = (more = {}) => ({
  id: 'a',
  kind: 'point',
  anchors: [[1, 0, 0]],
  depth: 'IDP',
  phase: 'plan',
  removed: false,
  done: true,
  ...more,
});
const session = (more = {}) => ({
  marks: [mark({ syringe: 'A' })],
  checks: {},
  pain: [],
  notes: [],
  syringes: {},
  agreed: null,
  ...more,
});
const nobody = { named: false, allergies: '', treatments: '' };
const QUESTIONS = [{ key: 'ulcer' }, { key: 'infection' }];
const codes = (found) => found.map((gap) => gap.code);

test('a session of five taps says what it does not say', () => {
  const found = gaps(session({ marks: [mark()] }), nobody, QUESTIONS);
  assert.deepEqual(codes(found), ['name', 'known', 'informed', 'antisepsis', 'answers', 'syringe', 'pain']);
  assert.equal(found.find((g) => g.code === 'answers').n, 2);
  assert.deepEqual(found.at(-1).when, ['before', 'after']);
});

test('lots and marks without a syringe are named', () => {
  const A = {
    key: 'A',
    dry: false,
    products: [
      { name: 'Lidocaïne', lot: null },
      { name: 'Arnica', lot: 'L1' },
    ],
  };
  const found = gaps(session({ syringes: { A }, marks: [mark(), mark({ id: 'b', syringe: 'A' })] }), nobody, []);
  assert.deepEqual(found.find((g) => g.code === 'lots').keys, ['A']);
  assert.equal(found.find((g) => g.code === 'assign').n, 1);
  assert.ok(!codes(found).includes('syringe'));
});

test('a mark that was left out needs no syringe', () => {
  const A = { key: 'A', dry: false, products: [] };
  const found = gaps(
    session({ syringes: { A }, marks: [mark(), mark({ id: 'b', done: false }), mark({ id: 'c', done: true })] }),
    nobody,
    [],
  );
  assert.equal(found.find((g) => g.code === 'assign').n, 2);
});

test('a whole session lacks nothing; dry needs no syringe and no lot', () => {
  const known = ['allergies', 'treatments'].reduce(
    (p, s) => withKnown(p, s, { state: 'none', on: '2026-11-30', by: 'Dr Exemple' }),
    { ...nobody, named: true },
  );
  const whole = {
    agreed: { informed: true },
    marks: [mark({ syringe: 'dry' })],
    pain: [
      { when: 'before', zone: null, score: 6 },
      { when: 'after', zone: null, score: 2 },
    ],
    checks: { informed: { answer: true }, antisepsis: { answer: true }, ulcer: { answer: false } },
    bulk: [{ questions: ['infection'], answer: false, at: '', author_id: null }],
  };
  assert.deepEqual(gaps(session(whole), known, QUESTIONS), []);
  const refused = { ...whole, checks: { ...whole.checks, informed: { answer: false } } };
  assert.deepEqual(codes(gaps(session(refused), known, QUESTIONS)), ['informed']);
});

test('the next session of a course is a week away', () => {
  assert.equal(dayAfter('2026-11-30', 7), '2026-12-07');
  assert.equal(dayAfter('2026-12-28', 7), '2027-01-04');
});

test('a syringe without a product is named, a dry one is not', () => {
  const syringes = {
    A: { key: 'A', dry: false, products: [] },
    B: { key: 'B', dry: true, products: [] },
    C: { key: 'C', dry: false, products: [{ name: 'Arnica', lot: 'L1', expiry: '2027-06' }] },
  };
  const found = gaps(session({ syringes }), nobody, []);
  assert.deepEqual(found.find((g) => g.code === 'contents').keys, ['A']);
  assert.ok(!codes(found).includes('lots'));
});

test('a lot without its date is named once every product has a lot', () => {
  const of = (...products) => gaps(session({ syringes: { A: { key: 'A', dry: false, products } } }), nobody, []);
  const dated = { name: 'Arnica', lot: 'L1', expiry: '2027-06' };
  const bare = { name: 'Lidocaïne', lot: 'L2', expiry: null };
  assert.deepEqual(of(dated, bare).find((g) => g.code === 'expiries').keys, ['A']);
  assert.ok(!codes(of(dated)).includes('expiries'));
  const without_lot = codes(of(bare, { name: 'Procaïne', lot: null }));
  assert.ok(without_lot.includes('lots') && !without_lot.includes('expiries'));
});

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { volumesOf } from '../../static/js/model/counts.js';
import { amounts, strength } from '../../static/js/model/amounts.js';
import { boxCode } from '../../static/js/model/box_code.js';
import { piecesOf } from '../../static/js/model/allergies.js';
import { expiryOf, printed } from '../../static/js/model/expiry.js';
import { isExpired, oneLot } from '../../static/js/model/lots.js';
import { refusedAsInjected } from '../../static/js/model/refused.js';
import { deepest, faultOf, nextWithRoom, recipeOf } from '../../static/js/model/syringes.js';

const cases = (name) => JSON.parse(readFileSync(new URL(`../cases/syringes/${name}.json`, import.meta.url), 'utf8'));

/** What the server sends to the page, out of the same file. */
const table = JSON.parse(readFileSync(new URL('../../mesomap/data/never_injected.json', import.meta.url), 'utf8'));
const refused = { stems: table.flatMap((row) => row.stem ?? []), names: table.flatMap((row) => (row.stem ? [] : row.names)) };

for (const { about, syringe, fault } of cases('door')) {
  test(`door: ${about}`, () => assert.equal(faultOf(syringe, refused)?.fault ?? null, fault));
}

for (const { expiry, day, expired } of cases('lots')) {
  test(`lot of ${expiry} on ${day}`, () => assert.equal(isExpired(expiry, day), expired));
}

for (const { about, text, code } of cases('box_code')) {
  test(`the code of a box: ${about}`, () => assert.deepEqual(boxCode(text), code));
}

for (const { text, on, expiry, fault, readings } of cases('expiry')) {
  test(`expiry: ${text}`, () => {
    const found = expiryOf(text, on);
    assert.deepEqual([found.expiry ?? null, found.fault ?? null, found.readings ?? []], [expiry, fault, readings]);
  });
}

test('lots that differ by case, spaces and hyphens are one', () => {
  const found = cases('one_lot');
  for (const numbers of found.one) assert.equal(new Set(numbers.map(oneLot)).size, 1, numbers[0]);
  assert.equal(new Set(found.others.map(oneLot)).size, found.others.length);
});

test('a date is read back as it is printed', () => {
  for (const { expiry } of cases('expiry').filter((c) => c.expiry)) assert.equal(expiryOf(printed(expiry), '2026-11-30').expiry, expiry);
  assert.deepEqual([printed('2027-06'), printed('2027-06-30'), printed(null)], ['06/2027', '30/06/2027', '']);
});

test('presentations are read', () => {
  for (const [text, per_ml, unit] of cases('amounts')[0].strengths) {
    assert.deepEqual(strength(text), per_ml === null ? null : { per_ml, unit }, text);
  }
});

for (const { about, syringe, amounts: wanted } of cases('amounts').slice(1)) {
  test(`amounts: ${about}`, () => assert.deepEqual(amounts(syringe).map((a) => [a.name, a.prepared, a.injected]), wanted));
}

for (const { about, syringes, prepared_ml, injected_ml, open } of cases('volumes')) {
  test(`volumes: ${about}`, () => {
    const found = volumesOf({ syringes: Object.fromEntries(syringes.map((s) => [s.key, s])) });
    assert.deepEqual([found.prepared, found.injected, found.open.map((s) => [s.key, s.volume_ml])], [prepared_ml, injected_ml, open]);
  });
}

test('names that never enter a mix', () => {
  const found = cases('refused');
  assert.ok(found.refused.length > 50 && found.allowed.length > 20);
  assert.deepEqual(found.refused.filter((n) => !refusedAsInjected(n, refused)), []);
  assert.deepEqual(found.allowed.filter((n) => refusedAsInjected(n, refused)), []);
  assert.deepEqual(table.flatMap((row) => row.names).filter((n) => !refusedAsInjected(n, refused)), []);
});

test('a page without the list leaves it to the server', () => assert.equal(refusedAsInjected('Kenacort', undefined), false));

const known = JSON.parse(readFileSync(new URL('../../mesomap/data/allergens.json', import.meta.url), 'utf8'));

for (const { about, allergies, product, marked } of cases('allergies')) {
  test(`allergies: ${about}`, () => {
    const pieces = piecesOf(allergies, product, known);
    assert.deepEqual(pieces.filter((piece) => piece.concerns).map((piece) => piece.text), marked);
    assert.equal(pieces.map((piece) => piece.text).join(''), allergies.normalize('NFC').replace(/\p{Cf}/gu, ''));
  });
}

test('the patient’s words stand whole where the highlight is off, or nothing is known', () => {
  assert.deepEqual(piecesOf('lidocaïne, AINS', ['Lidocaïne'], null), [{ text: 'lidocaïne, AINS', concerns: false }]);
  assert.deepEqual(piecesOf(null, ['Lidocaïne'], known), []);
});

test('a recipe has no lot, no date, no reason and nothing that was left', () => {
  const syringe = {
    key: 'A', dry: false, volume_ml: 2, needle_mm: 4, needle_gauge: 30, device: 'manual', left_ml: 1, allergy_reason: 'x',
    products: [{ name: 'Lidocaïne', lot: 'L1', expiry: '2027-06', volume_ml: 2, presentation: '50 mg/5 mL', expired_confirmed: true }],
  };
  assert.deepEqual(recipeOf(syringe), {
    dry: false, volume_ml: 2, needle_mm: 4, needle_gauge: 30, device: 'manual',
    products: [{ name: 'Lidocaïne', volume_ml: 2, presentation: '50 mg/5 mL' }],
  });
});

test('the deepest use of a syringe is of its standing marks, or of the injector', () => {
  const marks = [['A', 'IDP', false], ['A', 'IHD', true], ['B', ['IDS', 'IHD'], false]]
    .map(([syringe, depth, removed], k) => ({ id: String(k), syringe, depth, removed }));
  assert.deepEqual(deepest({ marks }, 'A'), { depth: 'IDP', mm: 4 });
  assert.deepEqual(deepest({ marks }, 'B'), { depth: 'IHD', mm: 13 });
  assert.deepEqual(deepest({ marks }, 'A', 6), { depth: null, mm: 6 });
  assert.equal(deepest({ marks }, 'C'), null);
});

test('a fourth product goes to the next syringe with room', () => {
  const full = { dry: false, products: [1, 2, 3] };
  assert.equal(nextWithRoom({}, 'A'), 'B');
  assert.equal(nextWithRoom({ B: full }, 'A'), 'C');
  assert.equal(nextWithRoom({ B: { dry: true, products: [] } }, 'A'), 'C');
  assert.equal(nextWithRoom({ B: { dry: false, products: [1] } }, 'A'), 'B');
  assert.equal(nextWithRoom({}, 'C'), null);
});

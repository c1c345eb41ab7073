import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { volumesOf } from '../../static/js/model/counts.js';
import { amounts, strength } from '../../static/js/model/amounts.js';
import { boxCode } from '../../static/js/model/box_code.js';
import { piecesOf } from '../../static/js/model/allergies.js';
import { expiryOf, printed } from '../../static/js/model/expiry.js';
import { lotsToPut, putLots } from '../../static/js/model/day_lots.js';
import { isExpired, oneLot } from '../../static/js/model/lots.js';
import { refusedAsInjected } from '../../static/js/model/refused.js';
import { deepest, faultOf, nextWithRoom, recipeOf } from '../../static/js/model/syringes.js';

const cases = (name) => JSON.parse(readFileSync(new URL(`../cases/syringes/${name}.json`, import.meta.url), 'utf8'));

/** What the server sends to the page, out of the same file. */
const table = JSON.parse(readFileSync(new URL('../../mesomap/data/never_injected.json', import.meta.url), 'utf8'));
const refused = {
  stems: table.flatMap((row) => row.stem ?? []),
  names: table.flatMap((row) => (row.stem ? [] : row.names)),
};

for (const { about, syringe, fault } of cases('door')) {
  test(`door: ${about}`, () => assert.equal(faultOf(syringe, refused)?.fault ?? null, fault));
}

const repeated = (...products) => ({
  treatment_date: '2026-11-30',
  syringes: { A: { key: 'A', dry: false, products, volume_ml: 2, left_ml: null } },
});
const tray = (lots) => (name) => lots.filter((l) => l.name === name);
const LIDO = { name: 'Lidocaïne', lot: null, expiry: null, volume_ml: 2 };
const L1 = { name: 'Lidocaïne', lot: 'L1', expiry: '2027-06', presentation: null };
const never = () => false;

for (const [about, product, lots, asks, found] of [
  ['the one of today', LIDO, [L1], never, ['L1']],
  ['typed two ways it is one', LIDO, [L1, { ...L1, lot: 'l-1' }], never, ['L1']],
  ['of two none', LIDO, [L1, { ...L1, lot: 'L2' }], never, []],
  ['none of another product', LIDO, [{ ...L1, name: 'Procaïne' }], never, []],
  ['none that has expired on the day of the act', LIDO, [{ ...L1, expiry: '2026-10' }], never, []],
  ['none of another box', { ...LIDO, presentation: '5 mL' }, [{ ...L1, presentation: '10 mL' }], never, []],
  ['a lot that stands stays', { ...LIDO, lot: 'L0' }, [L1], never, []],
  ['a noted allergy is for the sheet', LIDO, [L1], () => true, []],
]) {
  test(`lot of the tray for a repeated syringe: ${about}`, () =>
    assert.deepEqual(
      lotsToPut(repeated(product), tray(lots), asks).map((one) => one.lot),
      found,
    ));
}

test('lots are put in by one act a syringe, which keeps all the rest of it', () => {
  const session = repeated(LIDO, { name: 'Procaïne', lot: 'P0', expiry: null, volume_ml: 1 });
  const [act, ...others] = putLots(session, lotsToPut(session, tray([L1, { name: 'Procaïne', lot: 'P1' }]), never));
  assert.deepEqual(others, []);
  assert.deepEqual(act.body.syringe, {
    key: 'A',
    dry: false,
    volume_ml: 2,
    products: [
      { ...LIDO, lot: 'L1', expiry: '2027-06' },
      { name: 'Procaïne', lot: 'P0', expiry: null, volume_ml: 1 },
    ],
  });
});

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
  for (const { expiry } of cases('expiry').filter((c) => c.expiry))
    assert.equal(expiryOf(printed(expiry), '2026-11-30').expiry, expiry);
  assert.deepEqual([printed('2027-06'), printed('2027-06-30'), printed(null)], ['06/2027', '30/06/2027', '']);
});

test('presentations are read', () => {
  for (const [text, per_ml, unit] of cases('amounts')[0].strengths) {
    assert.deepEqual(strength(text), per_ml === null ? null : { per_ml, unit }, text);
  }
});

for (const { about, syringe, amounts: wanted } of cases('amounts').slice(1)) {
  test(`amounts: ${about}`, () =>
    assert.deepEqual(
      amounts(syringe).map((a) => [a.name, a.prepared, a.injected]),
      wanted,
    ));
}

for (const { about, syringes, prepared_ml, injected_ml, open } of cases('volumes')) {
  test(`volumes: ${about}`, () => {
    const found = volumesOf({ syringes: Object.fromEntries(syringes.map((s) => [s.key, s])) });
    assert.deepEqual(
      [found.prepared, found.injected, found.open.map((s) => [s.key, s.volume_ml])],
      [prepared_ml, injected_ml, open],
    );
  });
}

test('names that never enter a mix', () => {
  const found = cases('refused');
  assert.ok(found.refused.length > 50 && found.allowed.length > 20);
  assert.deepEqual(
    found.refused.filter((n) => !refusedAsInjected(n, refused)),
    [],
  );
  assert.deepEqual(
    found.allowed.filter((n) => refusedAsInjected(n, refused)),
    [],
  );
  assert.deepEqual(
    table.flatMap((row) => row.names).filter((n) => !refusedAsInjected(n, refused)),
    [],
  );
});

test('a page without the list leaves it to the server', () =>
  assert.equal(refusedAsInjected('Kenacort', undefined), false));

const known = JSON.parse(readFileSync(new URL('../../mesomap/data/allergens.json', import.meta.url), 'utf8'));

for (const { about, allergies, product, marked } of cases('allergies')) {
  test(`allergies: ${about}`, () => {
    const pieces = piecesOf(allergies, product, known);
    assert.deepEqual(
      pieces.filter((piece) => piece.concerns).map((piece) => piece.text),
      marked,
    );
    assert.equal(pieces.map((piece) => piece.text).join(''), allergies.normalize('NFC').replace(/\p{Cf}/gu, ''));
  });
}

test('the patient’s words stand whole where the highlight is off, or nothing is known', () => {
  assert.deepEqual(piecesOf('lidocaïne, AINS', ['Lidocaïne'], null), [{ text: 'lidocaïne, AINS', concerns: false }]);
  assert.deepEqual(piecesOf(null, ['Lidocaïne'], known), []);
});

test('a recipe has no lot, no date, no reason and nothing that was left', () => {
  const syringe = {
    key: 'A',
    dry: false,
    volume_ml: 2,
    needle_mm: 4,
    needle_gauge: 30,
    device: 'manual',
    left_ml: 1,
    allergy_reason: 'x',
    products: [
      {
        name: 'Lidocaïne',
        lot: 'L1',
        expiry: '2027-06',
        volume_ml: 2,
        presentation: '50 mg/5 mL',
        expired_confirmed: true,
      },
    ],
  };
  assert.deepEqual(recipeOf(syringe), {
    dry: false,
    volume_ml: 2,
    needle_mm: 4,
    needle_gauge: 30,
    device: 'manual',
    products: [{ name: 'Lidocaïne', volume_ml: 2, presentation: '50 mg/5 mL' }],
  });
});

test('the deepest use of a syringe is of its standing marks, or of the injector', () => {
  const marks = [
    ['A', 'IDP', false],
    ['A', 'IHD', true],
    ['B', ['IDS', 'IHD'], false],
  ].map(([syringe, depth, removed], k) => ({ id: String(k), syringe, depth, removed }));
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

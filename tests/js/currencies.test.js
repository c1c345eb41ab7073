import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { MINOR_DIGITS, ofCurrency, toCents, written } from '../../static/js/model/currencies.js';

const places = JSON.parse(readFileSync(new URL('../../mesomap/data/places.json', import.meta.url), 'utf8'));

test('currencies have the decimals of the data file, in its order', () => {
  assert.deepEqual(Object.entries(MINOR_DIGITS), Object.entries(places.currencies.minor_digits));
});

test('an amount is written with the decimals of its currency', () => {
  const plain = (text) => text.replace(/\s/gu, ' ');
  assert.equal(plain(written(4550, 'EUR', 'fr')), '45,50 €');
  assert.equal(plain(written(4550, 'XPF', 'fr')), '4 550 FCFP');
  assert.equal(plain(written(4550, 'XPF', 'en-GB')), 'CFPF 4,550');
  assert.equal(plain(written(45_125, 'TND', 'fr')), '45,125 TND');
});

test('ariary and pounds of Lebanon keep the decimals that ISO 4217 gives them', () => {
  for (const currency of ['MGA', 'LBP']) assert.match(written(4550, currency, 'fr'), /45,50/);
});

test('what is read goes back to the smallest unit', () => {
  for (const currency of Object.keys(MINOR_DIGITS)) assert.equal(toCents(ofCurrency(4551, currency), currency), 4551);
});

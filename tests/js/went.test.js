// What a signed session says of each syringe: the box, its lot and date as the box prints them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.document ??= { documentElement: { lang: 'fr' } };
const { contentsWords } = await import('../../static/js/view/went.js');
const { cm2 } = await import('../../static/js/view/totals.js');

const LIDOCAINE = { name: 'Lidocaïne', presentation: '50 mg/5 mL', volume_ml: 2, lot: 'AB-123', expiry: '2027-06' };

test('strength, volume, lot and expiry are said, and two volumes are not read as one', () => {
  assert.equal(contentsWords({ products: [LIDOCAINE] }), 'Lidocaïne 50 mg/5 mL, 2 mL (lot AB-123, 06/2027)');
  const bare = { name: 'Piroxicam', presentation: null, volume_ml: 1, lot: 'P-55', expiry: '2028-03-31' };
  assert.equal(contentsWords({ products: [bare] }), 'Piroxicam 1 mL (lot P-55, 31/03/2028)');
  assert.equal(
    contentsWords({ products: [{ name: 'Arnica', presentation: null, volume_ml: null, lot: null, expiry: null }] }),
    'Arnica',
  );
});

test('a wheal is not said to be no skin at all', () => {
  assert.equal(cm2(0.42).replace('.', ','), '0,4');
  assert.equal(cm2(214.4), '214');
});

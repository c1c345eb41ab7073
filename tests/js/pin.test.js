// What this browser keeps of a PIN: slow, salted, and no PIN in it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fits, verifierOf } from '../../static/js/store/pin.js';

test('the PIN that was kept fits, and no other', async () => {
  const kept = await verifierOf('someone', '739154');
  assert.equal(await fits(kept, '739154'), true);
  for (const other of ['739155', '', '73915', '7391544']) assert.equal(await fits(kept, other), false);
});

test('the same PIN twice is kept as two things, slowly made', async () => {
  const [one, two] = await Promise.all([verifierOf('someone', '739154'), verifierOf('someone', '739154')]);
  assert.notDeepEqual(one.digest, two.digest);
  assert.ok(one.iterations >= 600_000);
  assert.equal(one.digest.length, 32);
  assert.equal(one.salt.length, 16);
  assert.ok(!JSON.stringify(Object.values(one).map(String)).includes('739154'));
});

test('a verifier that was cut short fits nothing', async () => {
  const kept = await verifierOf('someone', '739154');
  assert.equal(await fits({ ...kept, digest: kept.digest.slice(0, 4) }, '739154'), false);
  assert.equal(await fits({ ...kept, digest: new Uint8Array(0) }, '739154'), false);
});

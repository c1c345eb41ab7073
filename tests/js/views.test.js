import test from 'node:test';
import assert from 'node:assert/strict';
import { unlike } from '../../static/js/model/views.js';

test('the adult of a close-up is older than a child and thinner than who is obese', () => {
  const said = (build) => ['F', 'M'].map((sex) => unlike(sex + build));
  for (const build of ['10', '10-strong', '14', '14-strong']) assert.deepEqual(said(build), ['older', 'older'], build);
  assert.deepEqual(said('-obese'), ['thinner', 'thinner']);
  for (const build of ['', '-slim', '-strong']) assert.deepEqual(said(build), [null, null], build);
});

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createViews, unlike } from '../../static/js/model/views.js';

test('the adult of a close-up is older than a child and thinner than who is obese', () => {
  const said = (build) => ['F', 'M'].map((sex) => unlike(sex + build));
  for (const build of ['10', '10-strong', '14', '14-strong']) assert.deepEqual(said(build), ['older', 'older'], build);
  assert.deepEqual(said('-obese'), ['thinner', 'thinner']);
  for (const build of ['', '-slim', '-strong']) assert.deepEqual(said(build), [null, null], build);
});

test('from a close-up to the same one of the other side, and back; the middle has none', () => {
  const meta = JSON.parse(readFileSync(new URL('../../static/body/body-1.json', import.meta.url), 'utf8'));
  const views = createViews(meta, 'fr');
  for (const { key, side, group } of views.closeUps) {
    const other = views.acrossFrom(key);
    if (side === 'median') {
      assert.equal(other, null, key);
      continue;
    }
    assert.equal(views.acrossFrom(other), key);
    assert.equal(views.row(other).group, group);
    assert.notEqual(views.row(other).side, side);
  }
});

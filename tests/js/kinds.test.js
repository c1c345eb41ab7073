import test from 'node:test';
import assert from 'node:assert/strict';
import { createSights } from './sights.js';
import { liesOn } from '../../static/js/geom/nogo.js';
import { KINDS } from '../../static/js/geom/kinds.js';
import { trace } from '../../static/js/geom/trace.js';
import { createTwin } from '../../static/js/geom/twin.js';
import { countWords } from '../../static/js/model/labels.js';

const sights = createSights();
const { mesh } = sights;
const sight = sights.of('F', 'back', false);
const sightOf = () => sight;

test('a kind that nobody knows is not taken for another one', () => {
  const mark = { id: 'm', kind: 'wheal', depth: 'IED', anchors: [[0, 0.3, 0.3]], view: 'back' };
  const radii_mm = { IED: 2.5, IDS: 5, IDP: 10, IHD: 10 };
  const twin = createTwin({ mesh, body_mm: mesh.xyz_mm, sightOf, radii_mm, stroke_width_mm: 5 });
  const wanted = { name: 'TypeError', message: 'no such kind of mark: wheal' };
  assert.throws(() => trace(sight, mark, sightOf), wanted);
  assert.throws(() => twin.update([mark]), wanted);
  assert.throws(() => liesOn({ anchors: [], spots: [] }, mesh, mark, sightOf, 2), wanted);
});

test('every kind has its word', () => {
  for (const kind of Object.keys(KINDS)) assert.match(countWords([{ kind }]), /^1 ./);
});

import test from 'node:test';
import assert from 'node:assert/strict';
import { placeName } from '../../static/js/model/zones.js';

const ZONES = [null, 'gluteal.L', 'gluteal.R', 'sternal', 'pectoral.R'];
const NAMES = {
  'gluteal.L': 'Région glutéale gauche',
  'gluteal.R': 'Région glutéale droite',
  sternal: 'Région sternale',
  'pectoral.R': 'Région pectorale droite',
};
const named = (kind, ...faces) =>
  placeName({ kind, anchors: faces.map((face) => [face, 0.3, 0.3]) }, (face) => ZONES[face], NAMES);

test('a mark is called after the zone it begins in', () => {
  assert.equal(named('point', 1), 'Région glutéale gauche');
  assert.equal(named('patch', 2, 2, 4), 'Région glutéale droite');
  assert.equal(named('patch', 3, 1, 2), 'Région sternale');
  assert.equal(named('point', 0), '');
  assert.equal(
    placeName({ kind: 'zone', zone: 'gluteal.L' }, () => null, NAMES),
    'Région glutéale gauche',
  );
});

test('an outline or a stroke across the midline is called after the middle', () => {
  for (const kind of ['patch', 'stroke']) {
    assert.equal(named(kind, 1, 1, 2), 'Région glutéale, médian');
    assert.equal(named(kind, 2, 4, 1), 'Région glutéale, médian');
  }
});

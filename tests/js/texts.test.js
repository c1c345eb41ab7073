import test from 'node:test';
import assert from 'node:assert/strict';
import { _, n_, typeset, useTexts } from '../../static/js/texts.js';

test('French is typeset with no-break spaces, as on the server', () => {
  useTexts({});
  assert.equal(typeset('Reste : {n} mL ; « oui » !'), 'Reste\u00a0: {n}\u00a0mL\u00a0; «\u00a0oui\u00a0»\u00a0!');
  assert.equal(_('de 8 h à 9 heures, {n} marques', { n: 3 }), 'de 8\u00a0h à 9 heures, 3 marques');
  assert.equal(n_('{n} point : fait', '{n} points : faits', 2), '2 points\u00a0: faits');
});

test('another language says its own words, by its own rule of plurals', () => {
  useTexts({ Annuler: 'Undo', '{n} point': ['{n} spot', '{n} spots'] });
  assert.equal(_('Annuler'), 'Undo');
  assert.equal(n_('{n} point', '{n} points', 0), '0 spots');
  useTexts({});
  assert.equal(n_('{n} point', '{n} points', 0), '0 point');
});

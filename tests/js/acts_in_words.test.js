// What waits, in the doctor's words: one line a gesture.

import assert from 'node:assert/strict';
import test from 'node:test';

import { actsInWords } from '../../static/js/model/acts_in_words.js';
import { ACTS } from '../../static/js/model/acts/all.js';

const at = '2026-11-21T20:47:54.123Z';
const act = (kind, body = {}, gesture_id = 'g') => ({
  id: kind + gesture_id + Math.random(),
  kind,
  v: 1,
  body,
  gesture_id,
  at,
});
const mark = (id) => ({ mark: { id, kind: 'point', anchors: [[4000, 0.2, 0.2]], depth: 'IDP' } });

test('the events of one gesture are one line', () => {
  const said = actsInWords([
    act('mark.planned', mark('a')),
    act('mark.planned', mark('b')),
    act('note.written', { text: 'x' }, 'h'),
  ]);
  assert.deepEqual(said, [
    { at, words: '2 points' },
    { at, words: 'Note' },
  ]);
});

test('an agreement says both of its acts; a place is said where it is known', () => {
  const said = actsInWords([act('check.answered'), act('plan.agreed')]);
  assert.equal(said[0].words, 'Réponse avant de commencer · Accord du patient');
  assert.equal(actsInWords([act('mark.planned', mark('a'))], () => 'Région lombaire')[0].words, '1 point, lombaire');
});

test('an act without a gesture stands alone, and one of a newer form has a word too', () => {
  const said = actsInWords([
    act('session.opened', {}, null),
    act('mark.invented', {}, 'k'),
    act('mark.planned', { mark: { id: 'f', kind: 'fan', depth: 'IDP' } }, 'l'),
  ]);
  assert.deepEqual(
    said.map((s) => s.words),
    ['Séance ouverte', ...Array(2).fill('Saisie d’une version plus récente')],
  );
});

test('every kind of act has words of its own', () => {
  const bodies = {
    'mark.planned': mark('a'),
    'nogo.drawn': { nogo: { kind: 'mole' } },
    'nogo.lifted': { nogo: { kind: 'mole' } },
    'syringe.prepared': { syringe: { key: 'A' } },
    'syringe.emptied': { key: 'A' },
    'syringe.withdrawn': { key: 'A' },
    'pain.scored': { when: 'before' },
    'points.examined': { pattern: 'lumbar', examined: [], painful: [] },
  };
  for (const kind of ACTS.keys()) {
    const [{ words }] = actsInWords([act(kind, bodies[kind] ?? {})]);
    assert.ok(words.length > 2 && !words.startsWith('Saisie'), `${kind}: ${words}`);
  }
});

import test from 'node:test';
import assert from 'node:assert/strict';
import { createEmitter } from '../../static/js/model/emitter.js';
import { greatKey } from '../../static/js/model/great_key.js';

const mark = (done = null) => ({ id: 'a', kind: 'point', depth: 'IDP', phase: 'plan', removed: false, done });
const session = (more = {}) => ({
  marks: [mark()],
  signed: null,
  agreed: null,
  state: 'planning',
  checks: {},
  timer: { running: false, stopped: false, elapsed_ms: 0 },
  ...more,
});
const timer = (more) => ({ timer: { running: false, stopped: false, elapsed_ms: 0, ...more } });
const agreed = { agreed: { at: 'x' }, state: 'agreed' };
const [named, nameless] = [{ named: true }, { named: false }];
const key = (step, of, patient = named) => greatKey(step, of, patient, () => 'Martin');

test('a plan is agreed to once something is planned', () => {
  const { does, small, why } = key('plan', session());
  assert.deepEqual([does, small, why], ['accord', '1 marque', null]);
  assert.match(key('plan', session({ marks: [] })).why, /Rien/);
});

test('the key of the agreement says what its touch puts on record', () => {
  const told = (answer) => key('accord', session({ checks: { informed: { answer } } }));
  assert.equal(key('accord', session()).word, 'Informé et d’accord');
  assert.equal(told(true).word, 'Le patient est d’accord');
  assert.equal(told(false).small, 'information non donnée');
  assert.equal(key('accord', session(agreed)).word, 'Injecter');
  assert.equal(key('accord', session(timer({ stopped: true }))).word, 'Fin');
});

test('the clock is begun, gone on with, and ended', () => {
  assert.equal(key('inject', session()).word, 'Commencer');
  assert.equal(key('inject', session(timer({ elapsed_ms: 5 }))).word, 'Reprendre');
  assert.equal(key('inject', session(timer({ running: true }))).does, 'finish');
});

test('the end is said, then named where it has to be, then signed, then left', () => {
  const done = { marks: [mark(true)], state: 'finishing' };
  assert.equal(key('end', session({ state: 'finishing' }), nameless).does, 'planned');
  assert.equal(key('end', session(done), nameless).does, 'name');
  assert.deepEqual([key('end', session(done)).does, key('end', session(done)).why], ['sign', null]);
  const half = { ...done, marks: [mark(true), { ...mark(), id: 'b' }] };
  assert.match(key('end', session(half)).why, /ce qui a été fait/);
  assert.match(key('end', session(half), nameless).why, /nom/);
  const signed = key('end', session({ ...done, signed: { at: 'x' } }));
  assert.deepEqual([signed.does, signed.small], ['next', 'Martin']);
});

test('what is told reaches all who listen, first come first, until they stop', () => {
  const { emit, listen } = createEmitter();
  const heard = [];
  const deaf = listen((...news) => heard.push(['one', ...news]));
  listen((...news) => heard.push(['two', ...news]));
  emit(1, 2);
  deaf();
  emit(3);
  assert.deepEqual(heard, [
    ['one', 1, 2],
    ['two', 1, 2],
    ['two', 3],
  ]);
});

import test from 'node:test';
import assert from 'node:assert/strict';
import {
  canChange,
  canMark,
  losesAgreement,
  reachedStep,
  rubOut,
  saidDone,
  saysDone,
  whyNotGo,
  whyNotTravel,
} from '../../static/js/model/rules.js';

const mark = (id, more = {}) => ({
  id,
  kind: 'point',
  depth: 'IDP',
  phase: 'plan',
  removed: false,
  done: null,
  ...more,
});
const session = (more = {}) => ({
  marks: [mark('a')],
  signed: null,
  agreed: null,
  state: 'planning',
  timer: { running: false, stopped: false, elapsed_ms: 0 },
  ...more,
});
const at = (step, adding = false) => ({ step, adding });
const agreed = { agreed: { at: 'x' }, state: 'agreed' };
const timer = (more) => ({ timer: { running: false, stopped: false, elapsed_ms: 0, ...more } });
const signed = { signed: { at: 'x' }, state: 'signed' };

test('the step that a session has reached', () => {
  assert.equal(reachedStep(session()), 'plan');
  assert.equal(reachedStep(session(agreed)), 'inject');
  assert.equal(reachedStep(session({ ...agreed, ...timer({ running: true }) })), 'inject');
  assert.equal(reachedStep(session({ ...agreed, ...timer({ stopped: true }) })), 'end');
  assert.equal(reachedStep(session({ state: 'finishing' })), 'end');
  assert.equal(reachedStep(session(signed)), 'end');
});

test('marks are laid while planning, or while adding in the end, and never once signed', () => {
  assert.ok(canMark(session(), at('plan')));
  assert.ok(canMark(session(), at('end', true)));
  for (const step of ['accord', 'inject', 'end']) assert.ok(!canMark(session(), at(step)), step);
  assert.ok(!canMark(session(signed), at('plan')));
  assert.ok(!canChange(mark('a'), at('end', true)));
  assert.ok(canChange(mark('a', { phase: 'end' }), at('end', true)));
});

test('what was done is said of the plan; of no plan there is nothing to say', () => {
  assert.ok(!saidDone(session()));
  assert.ok(saidDone(session({ marks: [mark('a', { done: false })] })));
  assert.ok(saidDone(session({ marks: [mark('a', { phase: 'end', done: true })] })));
  assert.ok(saysDone(session(), at('end')));
  assert.ok(!saysDone(session(), at('end', true)));
  assert.ok(!saysDone(session(signed), at('end')));
});

test('each way that is closed says why', () => {
  assert.match(whyNotGo(session({ marks: [] }), 'accord'), /encore marqué/);
  assert.equal(whyNotGo(session(), 'accord'), null);
  assert.match(whyNotGo(session(), 'inject'), /accord du patient/);
  assert.match(whyNotGo(session(agreed), 'end'), /Terminé/);
  assert.equal(whyNotGo(session({ ...agreed, ...timer({ stopped: true }) }), 'end'), null);
  assert.match(whyNotGo(session({ state: 'finishing' }), 'plan'), /déjà dit/);
  assert.match(whyNotGo(session(signed), 'plan'), /signée/);
  assert.ok(losesAgreement(session(agreed), 'plan'));
  assert.ok(!losesAgreement(session({ ...agreed, state: 'finishing' }), 'plan'));
  assert.ok(!losesAgreement(session(), 'plan'));
});

test('the plan is not travelled through afterwards', () => {
  assert.equal(whyNotTravel(session(), at('plan'), { plan: true }), null);
  assert.match(whyNotTravel(session(agreed), at('inject'), { plan: true }), /Repérer/);
  assert.equal(whyNotTravel(session(agreed), at('end'), { plan: false }), null);
  assert.match(whyNotTravel(session(signed), at('end'), { plan: false }), /signée/);
});

test('in the end a planned mark is left out and never erased', () => {
  const both = session({ marks: [mark('a', { done: true }), mark('b', { phase: 'end', done: true })] });
  assert.deepEqual(
    rubOut(both, at('end', true), ['a', 'b']).map((act) => [act.kind, act.body]),
    [
      ['mark.removed', { mark_id: 'b' }],
      ['marks.done', { mark_ids: ['a'], done: false }],
    ],
  );
  assert.deepEqual(rubOut(session(), at('plan'), ['a']), [{ kind: 'mark.removed', body: { mark_id: 'a' } }]);
});

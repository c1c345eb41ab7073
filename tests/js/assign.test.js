import test from 'node:test';
import assert from 'node:assert/strict';
import {
  DRY,
  assignFirst,
  assignLevel,
  assignMarks,
  byHand,
  bySyringe,
  firstOf,
  lettered,
  levels,
  openMarks,
} from '../../static/js/model/assign.js';
import { changeMarks, copyMarks, repeat } from '../../static/js/model/actions.js';
import { EMPTY_HISTORY, remember, undoStep } from '../../static/js/model/history.js';
import { apply } from '../../static/js/model/session.js';

const OPENED = {
  kind: 'session.opened',
  v: 1,
  id: 'e0',
  device_id: 'd',
  device_seq: 1,
  session_id: 's',
  body: { patient_id: 'p', figure: 'F', body: {}, number: 1, treatment_date: '2026-11-30', time_zone: 'Europe/Paris' },
  at: '2026-11-30T10:00:00Z',
};
const point = (id, depth, syringe) => ({
  kind: 'mark.planned',
  body: { mark: { id, kind: 'point', anchors: [[1, 0, 0]], depth, ...(syringe ? { syringe } : {}) }, phase: 'plan' },
});
const prepare = (key) => ({ kind: 'syringe.prepared', body: { syringe: { key, products: [{ name: 'Lidocaïne' }] } } });

/** A tablet of its own: what it does, and its history. */
function tablet(...acts) {
  let session = apply(null, OPENED);
  let history = EMPTY_HISTORY;
  let n = 1;
  const perform = (some, gesture_id = `g${n}`) =>
    some.forEach(({ kind, body }) => {
      n += 1;
      const event = {
        kind,
        v: 1,
        body,
        gesture_id,
        id: `e${n}`,
        device_id: 'd',
        device_seq: n,
        session_id: 's',
        at: '2026-11-30T10:00:00Z',
      };
      history = remember(history, session, event);
      session = apply(session, event);
    });
  perform(acts);
  return { perform, session: () => session, undo: () => undoStep(history, () => '') };
}

const marksOf = (t) => Object.fromEntries(t.session().marks.map((m) => [m.id, m.syringe ?? null]));

test('nothing is asked while no syringe stands, and all marks once one does', () => {
  const t = tablet(point('a', 'IDS'), point('b', 'IDP'));
  assert.equal(openMarks(t.session()).length, 0);
  t.perform([prepare('A')]);
  assert.equal(openMarks(t.session()).length, 2);
  assert.ok(!lettered(t.session()));
});

test('a level is assigned in one act, and undone in one step', () => {
  const t = tablet(point('a', 'IDS'), point('b', 'IDP'), point('c', 'IHD'), prepare('A'), prepare('B'));
  const found = levels(t.session());
  assert.deepEqual(
    found.map((l) => l.level),
    ['IDS', 'IDP', 'IHD'],
  );
  const acts = assignLevel(t.session(), found[0].marks, 'A');
  assert.deepEqual(
    acts.map((a) => a.body),
    [{ mark_ids: ['a'], syringe: 'A', among: ['A', 'B'] }],
  );
  t.perform(acts, 'level');
  t.perform(assignLevel(t.session(), [...found[1].marks, ...found[2].marks], 'B'), 'others');
  assert.deepEqual(marksOf(t), { a: 'A', b: 'B', c: 'B' });
  assert.equal(openMarks(t.session()).length, 0);
  assert.ok(lettered(t.session()));
  t.perform(t.undo().acts);
  assert.deepEqual(marksOf(t), { a: 'A', b: null, c: null });
});

test('a syringe that comes later asks again about what nobody assigned by hand', () => {
  const t = tablet(point('a', 'IDP'), point('b', 'IDP'), point('c', 'IDP', 'A'), prepare('A'));
  t.perform(assignLevel(t.session(), levels(t.session())[0].marks, 'A'));
  t.perform(assignMarks(['b'], DRY));
  assert.equal(openMarks(t.session()).length, 0);
  t.perform([prepare('B')], 'B');
  assert.deepEqual(
    openMarks(t.session()).map((m) => m.id),
    ['a'],
  );
  assert.deepEqual(
    t
      .session()
      .marks.filter((m) => byHand(t.session(), m))
      .map((m) => m.id),
    ['b', 'c'],
  );
  t.perform(assignLevel(t.session(), levels(t.session())[0].marks, 'B'));
  assert.deepEqual(marksOf(t), { a: 'B', b: DRY, c: 'A' }, 'what was chosen by hand stays');
});

test('a mark that leaves its level is asked about again, and undo of it asks no more', () => {
  const depth = (id, to) => ({ kind: 'mark.changed', body: { mark_id: id, changes: { depth: to } } });
  const open = (t) => openMarks(t.session()).map((m) => m.id);
  const t = tablet(point('a', 'IDS'), point('b', 'IDS'), point('c', 'IDS', 'A'), prepare('A'), prepare('B'));
  t.perform(assignLevel(t.session(), levels(t.session())[0].marks, 'A'), 'level');
  t.perform([depth('a', 'IHD'), depth('c', 'IHD'), depth('b', ['IDS'])], 'deeper');
  assert.deepEqual(open(t), ['a'], 'neither what was chosen by hand, nor what stays at its level');
  assert.equal(marksOf(t).a, 'A', 'what was said is not lost');
  t.perform(t.undo().acts);
  assert.deepEqual(open(t), []);
  t.perform([depth('a', 'IHD')], 'again');
  const deep = levels(t.session()).find((l) => l.level === 'IHD');
  assert.equal(deep.open, 1);
  t.perform(assignLevel(t.session(), deep.marks, 'B'), 'B');
  assert.deepEqual(open(t), []);
  t.perform(t.undo().acts);
  assert.deepEqual(open(t), ['a'], 'back to what was asked');
});

test('where all marks come from one syringe, a depth that changes asks nothing', () => {
  const t = tablet(point('a', 'IDS'), point('b', 'IDP'), prepare('A'));
  t.perform(assignLevel(t.session(), t.session().marks, 'A'), 'first');
  t.perform([{ kind: 'mark.changed', body: { mark_id: 'a', changes: { depth: 'IHD' } } }], 'deeper');
  assert.equal(openMarks(t.session()).length, 0);
  t.perform(assignMarks(['b'], DRY), 'dry');
  assert.equal(openMarks(t.session()).length, 1);
});

test('a syringe that is taken back asks about its marks, and undo of it asks no more', () => {
  const t = tablet(point('a', 'IDP', 'B'), prepare('A'), prepare('B'));
  assert.equal(openMarks(t.session()).length, 0);
  t.perform([{ kind: 'syringe.withdrawn', body: { key: 'B' } }], 'gone');
  assert.deepEqual(
    openMarks(t.session()).map((m) => m.id),
    ['a'],
  );
  t.perform(t.undo().acts);
  assert.equal(openMarks(t.session()).length, 0);
});

test('where all of a level was chosen by hand, its key moves all of it', () => {
  const t = tablet(point('a', 'IDP', 'A'), point('b', 'IDP', 'A'), prepare('A'), prepare('B'));
  t.perform(assignLevel(t.session(), t.session().marks, 'B'));
  assert.deepEqual(marksOf(t), { a: 'B', b: 'B' });
});

test('dry is a choice of a mark, and goes along with copies and repeats', () => {
  const t = tablet(point('a', 'IDP'), point('b', 'IDP'), prepare('A'));
  t.perform(changeMarks(t.session(), new Set(['a', 'b']), { syringe: DRY }));
  assert.deepEqual(marksOf(t), { a: DRY, b: DRY });
  assert.deepEqual(
    bySyringe(t.session()).map((r) => [r.syringe, r.marks.length]),
    [
      ['A', 0],
      [DRY, 2],
    ],
  );
  const copies = copyMarks(t.session(), [{ ...t.session().marks[0], id: 'c' }]);
  assert.deepEqual(
    copies.map((a) => a.kind),
    ['mark.planned', 'marks.assigned'],
  );
  assert.equal(copies[0].body.mark.syringe, undefined);
  let n = 0;
  const again = repeat(tablet().session(), t.session(), () => `r${(n += 1)}`);
  assert.deepEqual(again.at(-1).body, { mark_ids: ['r1', 'r2'], syringe: DRY });
});

test('the first syringe may take the marks that stand, in the gesture that prepares it', () => {
  const t = tablet(point('a', 'IDS'), point('b', 'IDP'));
  assert.equal(firstOf(t.session()).length, 2);
  t.perform([prepare('A'), ...assignFirst(t.session(), 'A')], 'first');
  assert.deepEqual(marksOf(t), { a: 'A', b: 'A' });
  assert.equal(openMarks(t.session()).length, 0);
  assert.deepEqual(assignFirst(t.session(), 'B'), [], 'a second one asks');
  t.perform(t.undo().acts);
  assert.deepEqual(marksOf(t), { a: null, b: null });
  assert.equal(firstOf(tablet(point('a', 'IDP', 'A')).session()).length, 0, 'a letter was chosen already');
});

import test from 'node:test';
import assert from 'node:assert/strict';
import {
  addPatch,
  addPoint,
  addZone,
  changeMark,
  doneAsPlanned,
  moveMark,
  prepareSyringe,
  removeMarks,
  repeat,
  repeatSyringes,
  sayDone,
} from '../../static/js/model/actions.js';
import { EMPTY_HISTORY, redoStep, remember, undoStep } from '../../static/js/model/history.js';
import { apply, fold, standing } from '../../static/js/model/session.js';

const OPENED = {
  id: 'e0',
  device_id: 'server',
  device_seq: 1,
  session_id: 's',
  kind: 'session.opened',
  v: 1,
  seq: 1,
  gesture_id: null,
  at: '2026-11-21T09:00:00.000Z',
  elapsed_ms: null,
  body: {
    patient_id: 'p',
    course_id: null,
    number: 1,
    treatment_date: '2026-11-21',
    time_zone: 'Europe/Paris',
    figure: 'F',
    body: { sex: 'F', age_years: 41, height_cm: 165, weight_kg: 62 },
    body_estimated: false,
    silhouette: null,
    body_nearest: false,
    radii_mm: { IED: 2.5, IDS: 5, IDP: 10, IHD: 10 },
    stroke_width_mm: 5,
    spacing_mm: {},
    duration: {},
    tariff: {},
    atlas: { mesh: '1', zones: '1', drawing: '1' },
  },
};

const name = (mark) => mark.zone ?? 'Région lombaire gauche';

/** A desk without a browser: the same steps as app/desk/desk.js takes. */
function desk() {
  let session = fold([OPENED]);
  let history = EMPTY_HISTORY;
  const events = [OPENED];
  let n = 0;
  const take = (event) => {
    history = remember(history, session, event);
    session = apply(session, event);
    events.push(event);
  };
  const perform = (acts) => {
    n += 1;
    acts.forEach(({ kind, body }) =>
      take({
        id: `e${events.length}`,
        device_id: 'd',
        device_seq: events.length,
        session_id: 's',
        kind,
        v: 1,
        body,
        gesture_id: `g${n}`,
        at: '2026-11-21T09:00:00.000Z',
        elapsed_ms: 0,
      }),
    );
  };
  return {
    session: () => session,
    events,
    perform,
    undoStep: () => undoStep(history, name),
    redoStep: () => redoStep(history, name),
    undo: () => {
      const step = undoStep(history, name);
      if (step) perform(step.acts);
      return step;
    },
    redo: () => {
      const step = redoStep(history, name);
      if (step) perform(step.acts);
      return step;
    },
    point(id, at = 0) {
      perform(addPoint(session, { id, anchor: [at, 0.2, 0.3], depth: 'IDP' }));
    },
  };
}

const seen = (session) => JSON.stringify([standing(session), session.syringes]);

test('undo to the bottom gives back the session that was opened, redo to the top the last one', () => {
  const d = desk();
  const opened = seen(d.session());
  d.point('a');
  d.point('b', 7);
  d.perform(
    addPatch(d.session(), {
      id: 'c',
      anchors: [
        [1, 0, 0],
        [2, 0, 0],
        [3, 0, 0],
      ],
      view: 'back',
      depth: 'IDS',
    }),
  );
  d.perform(addZone(d.session(), { id: 'z', zone: 'lumbar.L', depth: 'IDS' }));
  d.perform(changeMark(d.session(), 'a', { depth: 'IHD', syringe: 'B' }));
  d.perform(moveMark(d.session(), { id: 'b', anchors: [[9, 0.1, 0.1]] }));
  d.perform(removeMarks(d.session(), ['a', 'c']));
  d.perform(prepareSyringe({ key: 'A', dry: false, products: [], volume_ml: 2 }));
  d.perform(prepareSyringe({ key: 'A', dry: true, products: [], volume_ml: null }));
  const last = seen(d.session());
  let down = 0;
  while (d.undo()) down += 1;
  assert.equal(down, 9);
  assert.equal(seen(d.session()), opened);
  let up = 0;
  while (d.redo()) up += 1;
  assert.equal(up, 9);
  assert.equal(seen(d.session()), last);
  while (d.undo());
  assert.equal(seen(d.session()), opened);
});

test('a new gesture after undo takes the place of what was undone', () => {
  const d = desk();
  d.point('a');
  d.undo();
  d.point('b', 5);
  assert.equal(d.redoStep(), null);
  assert.equal(d.undoStep().label, '1 point, lombaire gauche');
});

test('one gesture is one step, however many events it has', () => {
  const d = desk();
  d.point('a');
  d.point('b', 5);
  d.perform(removeMarks(d.session(), ['a', 'b']));
  assert.equal(d.undoStep().label, 'effacer 2 points, lombaire gauche');
  d.undo();
  assert.equal(standing(d.session()).length, 2);
});

test('what another device did is no step of ours', () => {
  const d = desk();
  d.point('a');
  const foreign = {
    ...d.events.at(-1),
    id: 'x',
    device_id: 'other',
    gesture_id: 'gx',
    body: { mark: { id: 'm', kind: 'point', anchors: [[0, 0, 0]], depth: 'IDP' } },
  };
  const after = apply(d.session(), foreign);
  assert.equal(standing(after).length, 2);
  assert.equal(d.undoStep().acts.length, 1);
});

test('history rebuilt from the events is the history that was', () => {
  const d = desk();
  d.point('a');
  d.point('b', 4);
  d.undo();
  let session = null;
  let history = EMPTY_HISTORY;
  for (const event of d.events) {
    history = remember(history, session, event);
    session = apply(session, event);
  }
  assert.deepEqual(undoStep(history, name), d.undoStep());
  assert.deepEqual(redoStep(history, name), d.redoStep());
});

test('the first difference says that the rest was done as planned, and undo takes both back', () => {
  const d = desk();
  d.point('a');
  d.point('b', 3);
  d.perform(sayDone(d.session(), ['a'], false));
  assert.deepEqual(
    d.session().marks.map((m) => m.done),
    [false, true],
  );
  d.undo();
  assert.deepEqual(
    d.session().marks.map((m) => m.done),
    [null, null],
  );
  d.perform(doneAsPlanned());
  d.perform(sayDone(d.session(), ['b'], false));
  d.undo();
  assert.deepEqual(
    d.session().marks.map((m) => m.done),
    [true, true],
  );
});

test('an act that changes nothing is no act', () => {
  const d = desk();
  d.point('a');
  assert.deepEqual(changeMark(d.session(), 'a', { depth: 'IDP' }), []);
  assert.deepEqual(moveMark(d.session(), { id: 'a', anchors: [[0, 0.2, 0.3]] }), []);
  assert.deepEqual(removeMarks(d.session(), ['nobody']), []);
});

test('repeating a session takes new names, and leaves out what was not done', () => {
  const d = desk();
  d.point('a');
  d.point('b', 3);
  d.perform(sayDone(d.session(), ['b'], false));
  let n = 0;
  const acts = repeat(desk().session(), d.session(), () => {
    n += 1;
    return `new${n}`;
  });
  assert.deepEqual(
    acts.map((a) => a.body.mark),
    [{ id: 'new1', kind: 'point', anchors: [[0, 0.2, 0.3]], depth: 'IDP' }],
  );
  assert.equal(acts[0].body.phase, 'plan');
});

test('a repeated session has the recipes of its syringes, and never a lot, a date or a reason', () => {
  const last = desk();
  last.point('a');
  const full = {
    key: 'A',
    products: [{ name: 'Lidocaïne', lot: 'L1', expiry: '2027-06', volume_ml: 2 }],
    volume_ml: 4,
    needle_mm: 4,
    device: 'manual',
    allergy_reason: 'discuté',
  };
  last.perform(prepareSyringe(full));
  last.perform(prepareSyringe({ key: 'B', dry: true, products: [] }));
  last.perform(prepareSyringe({ key: 'C', products: [{ name: 'Procaïne', lot: 'L2', volume_ml: 1 }] }));
  last.perform([{ kind: 'syringe.emptied', body: { key: 'A', left_ml: 1 } }]);
  const d = desk();
  const acts = repeatSyringes(d.session(), last.session(), ({ name: product }) => product === 'Procaïne');
  d.perform([...repeat(d.session(), last.session(), () => 'new'), ...acts]);
  assert.deepEqual(Object.keys(d.session().syringes), ['A', 'B']);
  const { A, B } = d.session().syringes;
  assert.deepEqual(A.products, [{ name: 'Lidocaïne', lot: null, expiry: null, volume_ml: 2 }]);
  assert.deepEqual(
    [A.volume_ml, A.needle_mm, A.device, A.left_ml, A.allergy_reason ?? null],
    [4, 4, 'manual', null, null],
  );
  assert.equal(B.dry, true);
  assert.equal(d.undoStep().label, '1 point, lombaire gauche');
  d.undo();
  assert.deepEqual(d.session().syringes, {});
  // a syringe that is prepared already stays as it is
  d.perform(prepareSyringe({ key: 'A', products: [] }));
  assert.deepEqual(
    repeatSyringes(d.session(), last.session(), () => false).map((a) => a.body.syringe.key),
    ['B', 'C'],
  );
});

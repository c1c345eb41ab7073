import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  ageOn,
  asksForDay,
  dateAct,
  expiredLots,
  isInjected,
  plannedDate,
  recordedOn,
  typedDay,
} from '../../static/js/model/act_day.js';
import { apply, fold } from '../../static/js/model/session.js';

const { cases, days, asks } = JSON.parse(readFileSync(new URL('../cases/act_days.json', import.meta.url), 'utf8'));

const ofCase = ({ dated, signed_at, ...rest }) => ({
  ...rest,
  ...(dated ? { dated } : {}),
  signed: signed_at && { at: signed_at },
});

test('what a session says of its days', () => {
  for (const { planned_date, recorded_on, ...rest } of cases) {
    const session = ofCase(rest);
    assert.deepEqual([plannedDate(session), recordedOn(session)], [planned_date, recorded_on], JSON.stringify(session));
  }
});

const paris = { treatment_date: '2026-11-30', time_zone: 'Europe/Paris', signed: null };
const at = (text) => Date.parse(text);

test('a session is asked for its day on another day than its own, until it is answered', () => {
  assert.equal(asksForDay(paris, at('2026-11-30T22:59:00Z')), false);
  assert.equal(asksForDay(paris, at('2026-11-30T23:00:00Z')), true);
  assert.equal(asksForDay({ ...paris, time_zone: 'Pacific/Tahiti' }, at('2026-12-01T09:59:00Z')), false);
  assert.equal(asksForDay({ ...paris, signed: { at: '2026-11-30T10:00:00Z' } }, at('2026-12-15T10:00:00Z')), false);
  for (const { today, asks: asked, ...rest } of asks) {
    const noon = Date.parse(`${today}T${rest.time_zone === 'Pacific/Tahiti' ? 22 : 11}:00Z`);
    assert.equal(asksForDay(ofCase(rest), noon), asked, JSON.stringify([rest, today]));
  }
});

test('a session whose injections are made is likelier of its own day', () => {
  const timer = { stopped: false };
  const mark = (done, removed = false) => ({ done, removed });
  assert.equal(isInjected({ timer, marks: [mark(null), mark(false), mark(true, true)] }), false);
  assert.equal(isInjected({ timer, marks: [mark(null), mark(true)] }), true);
  assert.equal(isInjected({ timer: { stopped: true }, marks: [] }), true);
});

test('lots are held to the day of the act', () => {
  const { events } = JSON.parse(readFileSync(new URL('../cases/fold/opened.json', import.meta.url), 'utf8'));
  const event = (n, kind, body) => ({
    ...events[0],
    id: `e${n}`,
    device_id: 'd',
    device_seq: n,
    seq: n + 1,
    kind,
    body,
  });
  const products = [
    { name: 'Lidocaïne', lot: 'L1', expiry: '2026-11' },
    { name: 'Piroxicam', expiry: '2026-11-30', expired_confirmed: true },
    { name: 'Calcitonine', lot: 'C', expiry: '2026-12' },
    { name: 'Vitamine C' },
  ];
  const first = fold([events[0], event(1, 'syringe.prepared', { syringe: { key: 'A', products } })]);
  assert.deepEqual(expiredLots(first), []);
  const [{ kind, body }] = dateAct('2026-12-15');
  assert.deepEqual(expiredLots(apply(first, event(2, kind, body))), [
    { key: 'A', name: 'Lidocaïne', lot: 'L1', expiry: '2026-11' },
  ]);
});

test('an age is of the day of the act', () => {
  assert.deepEqual(
    ['2026-12-14', '2026-12-15', '2026-12-16', '2027-12-15'].map((day) => ageOn('2008-12-15', day)),
    [17, 18, 18, 19],
  );
  assert.deepEqual(
    ['2026-02-28', '2026-03-01'].map((day) => ageOn('2008-02-29', day)),
    [17, 18],
  );
});

test('a day that was typed is taken where an act can have been on it', () => {
  const opened = { ...paris, treatment_date: '2026-11-16' };
  const read = (text, session = opened) => typedDay(text, session, at('2026-12-01T10:00:00Z'));
  for (const text of [
    '20/11/2026',
    '20112026',
    '20.11.26',
    '20 novembre 2026',
    '2026-11-20',
    '20/11',
    '20 nov.',
    ' 20-11 ',
  ])
    assert.deepEqual(read(text), { day: '2026-11-20' }, text);
  for (const text of ['', '20', 'hier', '31/11/2026', '31/11']) assert.deepEqual(read(text), { fault: 'unread' }, text);
  for (const text of ['02/12/2026', '15/10/2026', '20/11/2025', '15/10'])
    assert.deepEqual(read(text), { fault: 'far' }, text);
  for (const { day, planned, today, page } of days) {
    const found = typedDay(day, { ...paris, treatment_date: planned }, at(`${today}T10:00:00Z`));
    assert.deepEqual(found, page ? { day } : { fault: 'far' }, `${day} ${planned} ${today}`);
  }
  const said = { ...paris, treatment_date: '2026-12-01', dated: { planned: '2026-11-16', at: '2026-12-01T09:00:00Z' } };
  assert.deepEqual(read('16/10/2026', said), { day: '2026-10-16' }); // the day planned counts, not the day said
  const january = typedDay('28 déc', { ...paris, treatment_date: '2026-12-28' }, at('2027-01-04T10:00:00Z'));
  assert.deepEqual(january, { day: '2026-12-28' });
});

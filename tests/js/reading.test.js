import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { defineAct } from '../../static/js/model/acts/act.js';
import { ACTS } from '../../static/js/model/acts/all.js';
import { asideOf, read, shown, shownBoot } from '../../static/js/model/acts/reading.js';
import { fold } from '../../static/js/model/session.js';
import { createPage } from './page.js';

const cases = new URL('../cases/', import.meta.url);
const json = (name) => JSON.parse(readFileSync(new URL(name, cases), 'utf8'));
const plain = (value) => JSON.parse(JSON.stringify(value));

test('every form ever released has a case', () => {
  const events = readdirSync(new URL('fold/', cases)).flatMap((name) => json(`fold/${name}`).events);
  const told = new Set(events.map((e) => `${e.kind} ${e.v}`));
  for (const { kind, version } of ACTS.values()) {
    for (let v = 1; v <= version; v += 1) assert.ok(told.has(`${kind} ${v}`), `${kind} ${v}`);
  }
});

test('every act has words, and says how it is taken back or that nothing can; what can has a label', () => {
  for (const act of ACTS.values()) {
    assert.ok(act.words(2).length > 2, act.kind);
    assert.ok(act.inverse === null ? act.label === null : act.inverse && act.label, act.kind);
  }
});

test('a newer version folds what was stored in the forms before it', () => {
  const text = (body) => ({ text: body.said });
  const newer = ['note.written', 'addendum.written'].map((kind) => [
    kind,
    defineAct({ ...ACTS.get(kind), upcasters: [text] }),
  ]);
  const { events, session } = json('newer_forms.json');
  assert.deepEqual(plain(fold(events, new Map([...ACTS, ...newer]))), session);
});

test('a version or a kind that is not known is not read', () => {
  const event = { kind: 'note.written', v: 1, body: { text: 'Bien' } };
  assert.deepEqual(read(event), event.body);
  for (const v of [0, 2, undefined, null, '1x']) assert.equal(read({ ...event, v }), null, String(v));
  for (const kind of ['note.sung', 'constructor', 'toString', '__proto__'])
    assert.equal(read({ ...event, kind }), null, kind);
});

test('a session that a newer version opened is none', () => {
  const [opening, ...rest] = json('fold/signed.json').events;
  assert.equal(fold([{ ...opening, v: 2 }, ...rest]), null);
});

test('of a session that another version added up, what can be shown is shown and the rest is put aside', () => {
  const session = json('fold/signed.json').session;
  assert.equal(shown(session), session);
  assert.equal(shown(null), null);
  const point = session.marks[0];
  const marks = [
    point,
    { ...point, id: 'dry', syringe: 'dry' },
    { ...point, id: 'm1', kind: 'fan' },
    { ...point, id: 'm2', depth: ['IDP', 'IMU'] },
    { ...point, id: 'm3', syringe: 'D' },
    { ...point, id: 'm4', phase: 'eve' },
    { ...point, id: 'm5', done: 'halfway' },
    { ...point, id: 'm6', syringe: 'A', among: ['A', 'D'] },
  ];
  const newer = {
    ...session,
    marks,
    state: 'countersigned',
    syringes: { A: { key: 'A', products: [] }, D: { key: 'D', products: [] } },
    checks: { fever: { answer: false }, mood: { answer: { scale: 3 } } },
    bulk: [
      { questions: ['a'], answer: false },
      { questions: ['b'], answer: 'mostly' },
    ],
    pain: [
      { when: 'before', zone: null, score: 3 },
      { when: 'during', zone: null, score: 3 },
    ],
    nogo: [{ id: 'n', kind: 'implant' }],
    examined: [{ pattern: 'shoulder' }],
    aside: [{ id: 'x', kind: 'mark.glowed', v: 1, at: session.signed.at }],
  };
  const seen = shown(newer);
  assert.deepEqual(
    seen.marks.map((m) => m.id),
    [point.id, 'dry'],
  );
  assert.deepEqual(
    [Object.keys(seen.syringes), Object.keys(seen.checks), seen.bulk.length, seen.pain.length],
    [['A'], ['fever'], 1, 1],
  );
  assert.deepEqual([seen.nogo, seen.examined], [[], []]);
  assert.deepEqual(
    seen.aside.map((a) => a.mark_id ?? a.key ?? a.id),
    ['x', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', '1', '1', '0', '0', 'D', 'mood', 'countersigned'],
  );
  const boot = (previous, nogo) => shownBoot({ lang: 'fr', previous, nogo });
  assert.equal(asideOf({ aside: [{}] }, boot(newer)), 15);
  assert.equal(asideOf({}, boot({ ...session, aside: newer.aside })), 1);
  assert.equal(asideOf({}, boot(null)), 0);
});

test('the page opens on what a newer version wrote, counts the rest, and undoes its own', () => {
  const at = '2026-11-21T09:01:00.000Z';
  const made = (n, kind, body, more = {}) => ({
    id: `x${n}`,
    device_id: 'other',
    device_seq: n,
    session_id: 's',
    kind,
    v: 1,
    body,
    gesture_id: `g${n}`,
    at,
    elapsed_ms: null,
    seq: n + 1,
    received_at: at,
    ...more,
  });
  const fan = { id: 'f', kind: 'fan', depth: 'IMU', anchors: [] };
  const page = createPage({
    events: [
      made(1, 'mark.planned', { mark: fan }),
      made(2, 'mark.glowed', {}),
      made(3, 'note.written', { words: [] }, { v: 2 }),
    ],
  });
  assert.equal(page.desk.session().aside.length, 3);
  page.tap([300, 300]);
  assert.equal(page.standing().length, 1);
  page.desk.receive([
    made(4, 'mark.moved', { mark_id: 'f', anchors: [[1, 0, 0]] }),
    made(5, 'mark.planned', { mark: { id: 'p', kind: 'point', depth: 'IDP', anchors: [[4000, 0.2, 0.2]] } }),
  ]);
  assert.deepEqual(
    [page.standing().length, page.desk.session().aside.length, page.desk.session().conflicts.length],
    [2, 4, 0],
  );
  assert.ok(page.desk.undo());
  assert.deepEqual(
    page.standing().map((m) => m.id),
    ['p'],
  );
  assert.ok(page.seen.pushed.every((e) => e.v === ACTS.get(e.kind).version));
});

test('what an outbox of a newer page holds is offered as it was made, and undone by nobody here', () => {
  const own = {
    id: 'x1',
    device_id: 'd',
    device_seq: 1,
    session_id: 's',
    kind: 'mark.planned',
    v: 1,
    body: { mark: { id: 'f', kind: 'fan', depth: 'IDP', anchors: [] } },
    gesture_id: 'g1',
    at: '2026-11-21T09:01:00.000Z',
    elapsed_ms: null,
  };
  const { desk } = createPage({ events: [own] });
  assert.equal(desk.undoStep(), null);
  assert.deepEqual(desk.asMade().at(-1), own);
});

test('skin to avoid of a kind that this page does not know is put aside and counted, wherever it comes from', () => {
  const mole = { id: 'n1', kind: 'mole', anchors: [[1, 0, 0]], radius_mm: 4, session_id: 's0' };
  const seen = shownBoot({ lang: 'fr', previous: null, nogo: [mole, { ...mole, id: 'n2', kind: 'stent' }] });
  assert.deepEqual(seen.nogo, [mole]);
  assert.equal(seen.lang, 'fr');
  assert.equal(asideOf({ aside: [{}] }, seen), 2);
});

import test from 'node:test';
import assert from 'node:assert/strict';
import { centreOf, liesOn, patchOf, spotOf } from '../../static/js/geom/nogo.js';
import { hit } from '../../static/js/geom/hit.js';
import { drawNogo, liftNogo, standingNogo } from '../../static/js/model/nogo.js';
import { accepting, addPoint } from '../../static/js/model/actions.js';
import { fold } from '../../static/js/model/session.js';
import { createSights } from './sights.js';
import { OPENED, createPage } from './page.js';

const sights = createSights();
const back = sights.of('F', 'back', true);
const on = (u, v) => hit(back, u, v).anchor;
const ring = (u, v, r, n = 24) =>
  Array.from({ length: n }, (_u, k) =>
    on(u + r * Math.cos((2 * Math.PI * k) / n), v + r * Math.sin((2 * Math.PI * k) / n)),
  );

const MOLE = { id: 'm', kind: 'mole', anchors: [on(-60, -1060)], radius_mm: 5, view: 'back', figure: 'F' };
const SCAR = { id: 's', kind: 'scar', anchors: ring(60, -1060, 25), view: 'back', figure: 'F' };
const [mole, scar] = [MOLE, SCAR].map((n) => patchOf(sights.mesh, n, back));
const meets = (patch, mark) => liesOn(patch, sights.mesh, { view: 'back', figure: 'F', ...mark }, sights.of, '2');
const point = (u, v) => ({ kind: 'point', anchors: [on(u, v)] });

test('a point lies on a patch, or beside it', () => {
  assert.ok(meets(mole, point(-60, -1060)));
  assert.ok(meets(mole, point(-56, -1060)));
  assert.ok(!meets(mole, point(-50, -1060)));
  assert.ok(meets(scar, point(60, -1060)));
  assert.ok(meets(scar, point(80, -1058)));
  assert.ok(!meets(scar, point(92, -1060)));
  assert.ok(!meets(scar, { kind: 'point', anchors: [hit(sights.of('F', 'front', true), 60, -1060).anchor] }));
});

test('every place within the outline is known, and none beyond a hand’s slip', () => {
  for (let k = 0; k < 200; k += 1) {
    const [a, r] = [k * 2.4, 24 * Math.sqrt(k / 200)];
    assert.ok(meets(scar, point(60 + r * Math.cos(a), -1060 + r * Math.sin(a))), `${k}`);
    assert.ok(!meets(scar, point(60 + 32 * Math.cos(a), -1060 + 32 * Math.sin(a))), `beyond ${k}`);
  }
});

test('strokes that cross it, outlines that hold it or overlap it, the zone it lies in', () => {
  assert.ok(meets(scar, { kind: 'stroke', anchors: [on(20, -1060), on(110, -1060)] }));
  assert.ok(!meets(scar, { kind: 'stroke', anchors: [on(20, -1100), on(110, -1100)] }));
  assert.ok(meets(mole, { kind: 'patch', anchors: ring(-60, -1060, 40) }));
  assert.ok(meets(scar, { kind: 'patch', anchors: ring(95, -1060, 20) }));
  assert.ok(!meets(scar, { kind: 'patch', anchors: ring(60, -1130, 30) }));
  const zone = hit(back, -60, -1060).zone;
  assert.ok(meets(mole, { kind: 'zone', zone }));
  assert.ok(!meets(mole, { kind: 'zone', zone: hit(back, 60, -1060).zone }));
});

test('a tattoo of the whole back has places enough, and not too many', () => {
  const patch = patchOf(
    sights.mesh,
    { id: 't', kind: 'tattoo', anchors: ring(0, -1150, 130, 60), view: 'back', figure: 'F' },
    back,
  );
  assert.ok(patch.spots.length < 900);
  for (let k = 0; k < 100; k += 1)
    assert.ok(
      meets(patch, point(110 * Math.cos(k) * Math.sqrt(k / 100), -1150 + 110 * Math.sin(k) * Math.sqrt(k / 100))),
      `${k}`,
    );
});

test('a patch is named by its middle', () => {
  const [one, other] = [centreOf(scar), on(60, -1060)].map((anchor) => spotOf(sights.mesh, anchor));
  assert.ok(Math.hypot(...one.map((x, k) => x - other[k])) < 5);
});

test('a disc whose drawing is not known is still a disc', () => {
  const bare = patchOf(sights.mesh, { id: 'b', kind: 'other', anchors: MOLE.anchors, radius_mm: 6 }, null);
  assert.ok(meets(bare, point(-56, -1060)));
  assert.ok(!meets(bare, point(-50, -1060)));
  assert.equal(spotOf(sights.mesh, MOLE.anchors[0]).length, 3);
});

const event = (kind, nogo, n, more = {}) => ({
  ...OPENED,
  id: `n${n}`,
  device_id: 'd',
  device_seq: n,
  kind,
  seq: n + 1,
  gesture_id: `g${n}`,
  body: { nogo },
  ...more,
});

test('of what two sessions say, the later is right', () => {
  const session = fold([OPENED, event('nogo.drawn', MOLE, 1)]);
  const ids = (said) => standingNogo(session, said).map((n) => n.id);
  assert.deepEqual(ids([]), ['m']);
  assert.deepEqual(ids([{ ...MOLE, session_id: 'other', lifted: true, seq: 9 }]), []);
  assert.deepEqual(ids([{ ...MOLE, session_id: 'other', lifted: true, seq: 1 }]), ['m']);
  assert.deepEqual(ids([{ ...SCAR, session_id: 'other', lifted: false, seq: 1 }]), ['s', 'm']);
  // its own rows as the server knew them are older than its events
  assert.deepEqual(ids([{ ...MOLE, session_id: 's', lifted: true, seq: 1 }]), ['m']);
});

test('drawing and lifting are steps of undo', () => {
  const page = createPage();
  page.desk.perform(drawNogo(MOLE));
  assert.equal(page.desk.undoStep().label, 'peau à éviter\u00a0: grain de beauté');
  page.desk.perform(liftNogo(MOLE));
  assert.deepEqual(standingNogo(page.desk.session(), []), []);
  page.desk.undo();
  assert.equal(standingNogo(page.desk.session(), []).length, 1);
  page.desk.undo();
  assert.deepEqual(standingNogo(page.desk.session(), []), []);
  page.desk.redo();
  assert.equal(standingNogo(page.desk.session(), [])[0].kind, 'mole');
});

test('what the doctor accepted is in the record of the marks that it is about', () => {
  const session = fold([OPENED]);
  const acts = [
    ...addPoint(session, { id: 'a', anchor: [1, 0.2, 0.2], depth: 'IDP' }),
    ...addPoint(session, { id: 'b', anchor: [2, 0.2, 0.2], depth: 'IDP' }),
  ];
  const said = accepting(acts, (act) => (act.body.mark.id === 'a' ? ['m'] : []));
  assert.deepEqual(
    said.map((a) => a.body.accepted_nogo ?? null),
    [['m'], null],
  );
});

import test from 'node:test';
import assert from 'node:assert/strict';
import { bestShowing, shareSeen } from '../../static/js/geom/showing.js';
import { place } from '../../static/js/geom/sight.js';
import { createSights } from './sights.js';

const sights = createSights();
const { mesh } = sights;
const of = (view, limb) => sights.of('F', view, limb);
const sides = (view) => [
  { view, limb: false },
  { view, limb: true },
];
const WHOLE = [{ view: 'back', limb: false }, { view: 'front', limb: false }, ...sides('left'), ...sides('right')];

/** Points in the middle of faces, `n` of those that `view` sees with `limb` and that `keep(face)` keeps. */
function points(view, limb, keep, n = 3) {
  const out = [];
  for (let face = 0; face < mesh.zoneOf.length && out.length < n; face += 1) {
    const anchor = [face, 1 / 3, 1 / 3];
    if (keep(face) && place(of(view, limb), anchor).visible) out.push({ kind: 'point', anchors: [anchor] });
  }
  assert.equal(out.length, n);
  return out;
}

const onTrunk = (face) => mesh.partOf[face] === 0;

for (const [view, part] of [
  ['left', 1],
  ['right', 2],
]) {
  const others = WHOLE.filter((w) => w.view !== view || !w.limb);
  const onArm = (face) =>
    mesh.partOf[face] === part && !others.some((w) => place(of(w.view, w.limb), [face, 1 / 3, 1 / 3]).visible);

  test(`${view}: marks on the outer arm are shown with the arm there, wherever one looks from`, () => {
    const marks = points(view, true, onArm);
    for (const from of WHOLE) {
      const best = bestShowing(marks, [from, ...WHOLE], of);
      assert.deepEqual({ view: best.view, limb: best.limb }, { view, limb: true });
    }
  });

  test(`${view}: marks on the flank that the arm hides are shown without it`, () => {
    const hidden = (face) => onTrunk(face) && !place(of(view, true), [face, 1 / 3, 1 / 3]).visible;
    const best = bestShowing(points(view, false, hidden), [...sides(view)].reverse(), of);
    assert.deepEqual({ view: best.view, limb: best.limb }, { view, limb: false });
  });

  test(`${view}: the more numerous decide`, () => {
    const hidden = (face) => onTrunk(face) && !place(of(view, true), [face, 1 / 3, 1 / 3]).visible;
    const [arm, flank] = [points(view, true, onArm, 3), points(view, false, hidden, 3)];
    assert.equal(bestShowing([...arm, ...flank.slice(2)], sides(view), of).limb, true);
    assert.equal(bestShowing([...arm.slice(2), ...flank], sides(view), of).limb, false);
  });
}

test('marks on both arms are all shown from where both are seen', () => {
  const front = of('front', false);
  const seen = (part) => points('front', false, (face) => mesh.partOf[face] === part);
  const marks = [...seen(1), ...seen(2)];
  const best = bestShowing(marks, WHOLE, of);
  assert.equal(best.shown, marks.length);
  assert.ok(marks.every((m) => shareSeen(front, m) > 0));
});

test('no whole view shows a sole: none is named', () => {
  const sole = (face) => !WHOLE.some(({ view, limb }) => place(of(view, limb), [face, 1 / 3, 1 / 3]).visible);
  const faces = [];
  for (let face = 0; face < mesh.zoneOf.length && faces.length < 3; face += 3) if (sole(face)) faces.push(face);
  assert.equal(faces.length, 3);
  assert.equal(
    bestShowing(
      faces.map((face) => ({ kind: 'point', anchors: [[face, 1 / 3, 1 / 3]] })),
      WHOLE,
      of,
    ),
    null,
  );
});

test('a whole zone counts by what is seen of it', () => {
  const zone = { kind: 'zone', zone: mesh.zones.find((key) => key.startsWith('lumbar_paravertebral')) };
  assert.equal(bestShowing([zone], WHOLE, of).view, 'back');
  assert.ok(shareSeen(of('back', false), zone) > 0.9);
  assert.equal(shareSeen(of('front', false), zone), 0);
});

import test from 'node:test';
import assert from 'node:assert/strict';
import { inLasso, isLoop } from '../../static/js/geom/lasso.js';
import { MOST_ACTS, limited } from '../../static/js/app/desk/limit.js';
import { addPoint } from '../../static/js/model/actions.js';
import { createPage } from './page.js';

const line = (n, [dx, dy], from = [300, 300]) =>
  Array.from({ length: n }, (_u, k) => [from[0] + k * dx, from[1] + k * dy]);
const LOOP = Array.from({ length: 30 }, (_u, k) => [
  400 + 150 * Math.cos((k * 2 * Math.PI) / 29),
  350 + 150 * Math.sin((k * 2 * Math.PI) / 29),
]);

const EVERY_TOOL = [
  ['a point', {}, line(2, [2, 0])],
  ['a stroke', { brush: 'IED' }, line(12, [10, 2])],
  ['an outline', { brush: 'IDS' }, LOOP],
  ['the eraser', { tool: 'eraser' }, line(12, [10, 5])],
  ['a lasso', { tool: 'select' }, LOOP],
  ['a mark in hand', { tool: 'select' }, line(12, [10, 5], [400, 350])],
];

const WAYS_OUT = {
  'a second finger': (page) => page.send('pointerdown', 2, [500, 500]),
  'a finger taken away': (page) => page.send('pointercancel', 1, [410, 360]),
  'Escape, a dialog, a hidden page': (page) => page.bail(),
  'a pen': (page) => page.send('pointerdown', 9, [500, 500], 'pen'),
};

for (const [what, hold, path] of EVERY_TOOL) {
  for (const [how, out] of Object.entries(WAYS_OUT)) {
    test(`${how} leaves no trace of ${what}`, () => {
      const page = createPage();
      page.tap([400, 350]);
      Object.assign(page.tools, { tool: hold.tool ?? 'brush', brushes: [hold.brush ?? 'IDP'] });
      const before = page.desk.session();
      page.begin(path);
      out(page);
      page.send('pointermove', 1, [420, 380]);
      page.send('pointerup', 1, [420, 380]);
      page.send('pointercancel', 2, [500, 500]);
      page.send('pointercancel', 9, [500, 500], 'pen');
      assert.equal(page.desk.session(), before);
      assert.equal(page.seen.draft, null);
      assert.equal(page.seen.carried, false);
      assert.equal(page.seen.bar, null);
      assert.deepEqual(page.seen.chosen, []);
      // and the next tap marks as ever
      Object.assign(page.tools, { tool: 'brush', brushes: ['IDP'] });
      page.tap([440, 300]);
      assert.equal(page.standing().length, 2);
    });
  }
}

test('each of these drags does something when it is let be', () => {
  for (const [what, hold, path] of EVERY_TOOL.slice(1)) {
    const page = createPage();
    page.tap([400, 350]);
    Object.assign(page.tools, { tool: hold.tool ?? 'brush', brushes: [hold.brush ?? 'IDP'] });
    const before = page.desk.session();
    page.drag(what === 'the eraser' ? line(3, [10, 5], [390, 345]) : path);
    assert.ok(page.desk.session() !== before || page.seen.bar, what);
  }
});

test('while a pen is on the glass no finger is felt, even after the pen has left', () => {
  const page = createPage();
  page.send('pointerdown', 9, [400, 350], 'pen');
  page.send('pointerdown', 1, [200, 500]);
  page.send('pointerup', 9, [400, 350], 'pen');
  page.send('pointermove', 1, [220, 520]);
  page.send('pointerup', 1, [220, 520]);
  assert.equal(page.standing().length, 1);
  page.tap([300, 300]);
  assert.equal(page.standing().length, 2);
});

test('a palm that was there before the pen leaves nothing', () => {
  const page = createPage({ brush: 'IED' });
  page.send('pointerdown', 1, [200, 500]);
  page.send('pointermove', 1, [260, 520]);
  page.send('pointerdown', 9, [400, 350], 'pen');
  for (const xy of line(8, [10, 0], [400, 350])) page.send('pointermove', 9, xy, 'pen');
  page.send('pointerup', 9, [470, 350], 'pen');
  page.send('pointerup', 1, [260, 520]);
  assert.equal(page.standing().length, 1);
  assert.ok(page.standing()[0].anchors.length > 1);
});

test('with the pen alone, fingers neither mark nor draw nor rub out', () => {
  for (const hold of [{}, { brush: 'IED' }, { tool: 'eraser' }, { tool: 'select' }]) {
    const page = createPage();
    page.tap([400, 350], 'pen');
    Object.assign(page.tools, { tool: hold.tool ?? 'brush', brushes: [hold.brush ?? 'IDP'], penOnly: () => true });
    const before = page.desk.session();
    page.tap([300, 300]);
    page.drag(line(12, [10, 5], [395, 345]));
    assert.equal(page.desk.session(), before);
    assert.equal(page.seen.bar, null);
  }
});

function marked(n = 4) {
  const page = createPage();
  for (let k = 0; k < n; k += 1) page.tap([340 + 40 * k, 350]);
  page.tools.tool = 'select';
  return page;
}

test('taps select, and take back; a tap beside them ends it', () => {
  const page = marked();
  page.tap([340, 350]);
  page.tap([380, 350]);
  assert.equal(page.seen.bar.marks.length, 2);
  assert.match(page.seen.heard.at(-1), /^Sélection\s: 2 points, lombaire gauche$/);
  page.tap([380, 350]);
  assert.equal(page.seen.bar.marks.length, 1);
  page.tap([400, 200]);
  assert.equal(page.seen.bar, null);
});

test('a lasso takes what lies in it, and what is in bulk is one gesture', () => {
  const page = marked();
  page.drag(LOOP);
  assert.equal(page.seen.bar.marks.length, 4);
  page.seen.bar.work.change({ depth: 'IHD' });
  assert.deepEqual(
    page.standing().map((m) => m.depth),
    ['IHD', 'IHD', 'IHD', 'IHD'],
  );
  assert.equal(page.desk.undoStep().label, 'modifier 4 points, lombaire gauche');
  page.seen.bar.work.change({ syringe: 'B' });
  assert.deepEqual(
    page.standing().map((m) => m.syringe),
    ['B', 'B', 'B', 'B'],
  );
  page.desk.undo();
  page.desk.undo();
  assert.deepEqual(
    page.standing().map((m) => [m.depth, m.syringe ?? null]),
    Array(4).fill(['IDP', null]),
  );
});

test('a selection is carried as one gesture; beside the body nothing moves', () => {
  const page = marked(2);
  const before = page.standing();
  page.drag(LOOP);
  page.drag(line(8, [0, 10], [340, 350]));
  const after = page.standing();
  assert.ok(after.every((m, k) => String(m.anchors) !== String(before[k].anchors)));
  assert.equal(page.desk.undoStep().label, 'déplacer 2 points, lombaire gauche');
  page.desk.undo();
  assert.deepEqual(
    page.standing().map((m) => m.anchors),
    before.map((m) => m.anchors),
  );
  page.drag(line(30, [24, 0], [380, 350]));
  assert.match(page.seen.told.at(-1), /restent sur le corps/);
  assert.deepEqual(
    page.standing().map((m) => m.anchors),
    before.map((m) => m.anchors),
  );
});

test('a copy is another mark, beside it, and is what is selected then', () => {
  const page = marked(2);
  page.drag(LOOP);
  page.seen.bar.work.duplicate();
  assert.equal(page.standing().length, 4);
  assert.equal(new Set(page.standing().map((m) => String(m.anchors))).size, 4);
  assert.deepEqual(
    page.seen.bar.marks.map((m) => m.id),
    page
      .standing()
      .slice(2)
      .map((m) => m.id),
  );
  page.desk.undo();
  assert.equal(page.standing().length, 2);
  assert.equal(page.desk.redo(), '2 points, lombaire gauche');
});

test('what is erased is no longer selected', () => {
  const page = marked(3);
  page.drag(LOOP);
  page.seen.bar.work.erase();
  assert.equal(page.standing().length, 0);
  assert.equal(page.seen.bar, null);
  assert.match(page.seen.heard.at(-1), /^Effacé\s: 3 points/);
  page.desk.undo();
  assert.equal(page.standing().length, 3);
});

test('the keyboard reaches every mark of the view, and moves it', () => {
  const page = marked(3);
  const met = [1, 2, 3].map(() => {
    page.selection.next(1);
    return page.seen.bar.marks[0].id;
  });
  assert.deepEqual(
    met,
    page.standing().map((m) => m.id),
  );
  page.selection.next(-1);
  assert.equal(page.seen.bar.marks[0].id, met[1]);
  const before = page.standing()[1].anchors;
  page.selection.step([5, 0]);
  assert.notDeepEqual(page.standing()[1].anchors, before);
  page.selection.all();
  assert.equal(page.seen.bar.marks.length, 3);
});

test('more than half of a line lies in a lasso, or it is not caught', () => {
  const standing = [
    [10, 0],
    [3, 0],
  ].map(([u, v], k) => ({
    mark: { id: String(k), kind: 'stroke' },
    traced: {
      points: [],
      lines: [
        [
          [0, 0],
          [u, v],
          [u + 1, v],
        ],
      ],
      fills: [],
    },
  }));
  const ring = [
    [-1, -1],
    [5, -1],
    [5, 1],
    [-1, 1],
  ];
  assert.deepEqual(
    inLasso(standing, ring, () => null).map((m) => m.id),
    ['1'],
  );
  assert.deepEqual(
    inLasso(
      [{ mark: { id: 'z', kind: 'zone', zone: 'x' }, traced: { points: [], lines: [], fills: [] } }],
      ring,
      () => [0, 0],
    ).length,
    1,
  );
  assert.equal(isLoop(ring, 1), false);
  assert.equal(isLoop(ring, 0.1), true);
});

const many = (page, n) =>
  Array.from({ length: n }, (_u, k) => k).flatMap((k) =>
    addPoint(page.desk.session(), { id: `m${k}`, anchor: [k, 0.2, 0.3], depth: 'IDP' }),
  );

test('ten thousand marks in one gesture are refused in a sentence, and nothing is lost', () => {
  const page = createPage();
  page.tap([400, 350]);
  const said = [];
  const perform = limited(page.desk.perform, (words) => said.push(words));
  const before = page.desk.session();
  assert.equal(perform(many(page, 10_000)), null);
  assert.equal(page.desk.session(), before);
  assert.match(said[0], /2000 marques au plus/);
});

test('as many as one gesture may lay are one step, laid and taken back at once', () => {
  const page = createPage();
  const perform = limited(page.desk.perform, () => assert.fail('it was told'));
  assert.equal(perform(many(page, MOST_ACTS)), true);
  assert.equal(page.standing().length, MOST_ACTS);
  page.desk.undo();
  assert.equal(page.standing().length, 0);
});

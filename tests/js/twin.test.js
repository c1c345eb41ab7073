import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createSights } from './sights.js';
import { cutConvex, segmentIn, signedArea } from '../../static/js/geom/clip.js';
import { facesOfZone } from '../../static/js/geom/mesh.js';
import { disc, discArea, ringPiece } from '../../static/js/geom/pieces.js';
import { unionArea } from '../../static/js/geom/rows.js';
import { createSkin, decodeBody, decodeRaised, neighbours, positionOf } from '../../static/js/geom/skin.js';
import { createWalker } from '../../static/js/geom/touch.js';
import { ballPieces, createTwin } from '../../static/js/geom/twin.js';

const sights = createSights();
const { mesh } = sights;
const RADII_MM = { IED: 2.5, IDS: 5, IDP: 10, IHD: 10 };

const newTwin = (more = {}) =>
  createTwin({
    mesh,
    body_mm: mesh.xyz_mm,
    sightOf: (figure, view, limb) => sights.of(figure ?? 'F', view, limb),
    radii_mm: RADII_MM,
    stroke_width_mm: 5,
    ...more,
  });

const folder = new URL('../cases/area/', import.meta.url);
const everyMark = readdirSync(folder)
  .sort()
  .flatMap((name, n) =>
    JSON.parse(readFileSync(new URL(name, folder), 'utf8')).case.marks.map((mark) =>
      Object.freeze({ ...mark, id: `${n}-${mark.id}` }),
    ),
  );

const close = (one, two, what = '') => {
  for (const key of new Set([...Object.keys(one), ...Object.keys(two)])) {
    if (typeof one[key] === 'object') close(one[key], two[key], `${what}.${key}`);
    else assert.ok(Math.abs((one[key] ?? 0) - (two[key] ?? 0)) < 1e-6, `${what}.${key}: ${one[key]} ${two[key]}`);
  }
};

const areasOf = (marks) => {
  const twin = newTwin();
  twin.update(marks);
  return twin.areas();
};

test('mark by mark, with some taken away again, adds up to the same as all at once', () => {
  const twin = newTwin();
  let standing = [];
  everyMark.forEach((mark, k) => {
    standing = [...standing, mark];
    if (k % 5 === 4) standing = standing.filter((_unused, i) => i !== (k * 7) % standing.length);
    if (k % 11 === 10) standing = [standing.at(-1), ...standing.slice(0, -1)];
    twin.update(standing);
  });
  assert.ok(standing.length > 40);
  close(twin.areas(), areasOf(standing));
  twin.update([]);
  const nothing = twin.areas();
  assert.deepEqual(
    [nothing.treated_cm2, nothing.by_zone_cm2, nothing.by_depth_cm2, nothing.by_mark_cm2],
    [0, {}, {}, {}],
  );
});

test('an outline round nothing covers nothing', () => {
  const [anchor] = everyMark.find((mark) => mark.kind === 'patch').anchors;
  const twin = newTwin();
  const flat = { id: 'o', kind: 'patch', depth: 'IDS', view: 'back', figure: 'F', anchors: [anchor, anchor, anchor] };
  twin.update(everyMark);
  twin.update([flat]);
  assert.deepEqual(
    [twin.areas().treated_cm2, twin.areas().by_mark_cm2.o, twin.areas().by_depth_cm2],
    [0, 0, { IDS: 0 }],
  );
});

test('the order of the marks does not matter, nor marks that lie on each other', () => {
  const one = areasOf(everyMark);
  close(one, areasOf([...everyMark].reverse()));
  const twice = areasOf([...everyMark, ...everyMark.map((mark) => ({ ...mark, id: `again ${mark.id}` }))]);
  assert.ok(Math.abs(twice.treated_cm2 - one.treated_cm2) < 0.002 * one.treated_cm2);
});

test('zones add up to the total, and no depth is more than it', () => {
  const areas = areasOf(everyMark);
  const sum = Object.values(areas.by_zone_cm2).reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - areas.treated_cm2) < 1e-6);
  Object.values(areas.by_depth_cm2).forEach((cm2) => assert.ok(cm2 <= areas.treated_cm2 + 1e-9));
});

test('what is the very same object is not laid again; what is another is', () => {
  const twin = newTwin({
    sightOf: (...asked) => {
      looks += 1;
      return sights.of(...asked);
    },
  });
  let looks = 0;
  const drawn = everyMark.filter((mark) => mark.kind === 'patch');
  twin.update(drawn);
  assert.equal(looks, drawn.length);
  twin.update([...drawn]);
  twin.update(drawn.slice(1));
  assert.equal(looks, drawn.length);
  twin.update([{ ...drawn[0] }, ...drawn.slice(1)]);
  assert.equal(looks, drawn.length + 1);
});

test('technique mixte counts once in the total and once for each depth', () => {
  const areas = areasOf([{ id: 'a', kind: 'point', depth: ['IDS', 'IDP'], anchors: [[6700, 0.2, 0.4]] }]);
  assert.ok(Math.abs(areas.by_depth_cm2.IDS - areas.treated_cm2) < 1e-12);
  assert.ok(Math.abs(areas.by_depth_cm2.IDP - areas.treated_cm2) < 1e-12);
  assert.ok(areas.treated_cm2 > 2.9 && areas.treated_cm2 < 3.4); // the larger of the two radii: 10 mm
});

test('a whole zone means the zones of its session', () => {
  const area = (version, zone) => {
    const twin = newTwin({ zones_version: version });
    twin.update([{ id: 'z', kind: 'zone', zone, depth: 'IDS' }]);
    return twin.areas().treated_cm2;
  };
  const skin = newTwin().skin;
  const wanted = (version) =>
    facesOfZone(mesh, 'gluteal.L', version).reduce((sum, face) => sum + skin.area_mm2[face], 0) / 100;
  assert.ok(area('1', 'gluteal.L') > 1.2 * area(null, 'gluteal.L'));
  assert.ok(Math.abs(area('1', 'gluteal.L') - wanted('1')) < 1e-6);
  assert.ok(Math.abs(area(null, 'gluteal.L') - wanted(null)) < 1e-6);
  assert.equal(area(null, 'no such zone'), 0);
});

test('a face that is none is refused, and nothing is lost', () => {
  const twin = newTwin();
  twin.update(everyMark.slice(0, 5));
  const before = twin.areas().treated_cm2;
  for (const face of [24_724, -1, 0.5, null]) {
    const wrong = { id: 'x', kind: 'point', depth: 'IDP', anchors: [[face, 0.2, 0.2]] };
    assert.throws(() => twin.update([...everyMark.slice(1, 5), wrong]), RangeError);
    assert.equal(twin.areas().treated_cm2, before);
  }
  twin.update(everyMark);
  close(twin.areas(), areasOf(everyMark));
});

test('skin near in space that looks the other way takes no area: fingers, toes, the back of the ear', () => {
  const { skin } = newTwin();
  const walker = createWalker(skin);
  const look = (face, k) => skin.normal[face * 3 + k];
  let most = 0;
  for (const zone of ['fingers_palmar.L', 'toe_hallux.L', 'auricle.L', 'gluteal_fold.R']) {
    facesOfZone(mesh, zone)
      .filter((_unused, k) => k % 20 === 0)
      .forEach((face) => {
        const pieces = ballPieces(skin, walker, face, positionOf(skin, [face, 0.3, 0.3]), 15);
        assert.ok(pieces.length > 3);
        for (const piece of pieces) {
          const alike = [0, 1, 2].reduce((sum, k) => sum + look(face, k) * look(piece.face, k), 0);
          assert.ok(alike > -0.2, `${zone}: ${face} ${piece.face}`);
        }
        most = Math.max(
          most,
          pieces.reduce((sum, piece) => sum + piece.area_mm2, 0),
        );
      });
  }
  assert.ok(most < 1.5 * Math.PI * 225, `${most} mm²`);
});

test('a part with two corners in one place cuts as without the second', () => {
  const part = [0, 0, 10, 0, 10, 10, 3e-14, 10, 0, 10, 0, 10 - 7e-13];
  const square = [2, 2, 8, 2, 8, 8, 2, 8];
  assert.ok(Math.abs(Math.abs(signedArea(cutConvex(square, part))) - 36) < 1e-9);
  assert.deepEqual(segmentIn(part, 2, 2, 8, 8), [0, 1]);
});

test('a disc and a triangle: all, nothing, half', () => {
  assert.ok(Math.abs(discArea(3, 3, 1, 20, 0, 20) - Math.PI) < 1e-12);
  assert.ok(Math.abs(discArea(5, 0, 1, 20, 0, 20) - Math.PI / 2) < 1e-12);
  assert.ok(Math.abs(discArea(0, 0, 1, 20, 0, 20) - Math.PI / 4) < 1e-12);
  assert.ok(Math.abs(discArea(-5, -5, 1, 20, 0, 20)) < 1e-12);
  assert.ok(Math.abs(discArea(5, 5, 100, 20, 0, 20) - 200) < 1e-9);
});

/** One large triangle, as a skin. */
const plane = {
  bx: [100],
  cx: [0],
  cy: [100],
  area_mm2: [5000],
};

test('unions row by row: discs against the formula of the lens', () => {
  const lens = (r, d) => 2 * r * r * Math.acos(d / (2 * r)) - (d / 2) * Math.sqrt(4 * r * r - d * d);
  for (const [r, d] of [
    [10, 5],
    [10, 19],
    [0.3, 0.2],
    [5, 9.9],
  ]) {
    for (const [dx, dy] of [
      [1, 0],
      [0, 1],
      [0.6, 0.8],
    ]) {
      const pieces = [disc(plane, 0, 22, 22, r), disc(plane, 0, 22 + d * dx, 22 + d * dy, r)];
      const wanted = 2 * Math.PI * r * r - lens(r, d);
      const found = unionArea(plane, 0, pieces);
      assert.ok(Math.abs(found / wanted - 1) < 0.001, `${r} ${d} ${dx}: ${found} ${wanted}`);
    }
  }
});

test('unions row by row: a small piece beside a large one, and squares', () => {
  const square = (x, y, side) => ringPiece(plane, 0, [x, y, x + side, y, x + side, y + side, x, y + side]);
  assert.ok(Math.abs(unionArea(plane, 0, [square(10, 10, 10), square(15, 15, 10)]) - 175) < 0.9);
  assert.ok(Math.abs(unionArea(plane, 0, [square(10, 10, 10), square(10, 10, 10)]) - 100) < 1e-6);
  const apart = [disc(plane, 0, 30, 20, 15), disc(plane, 0, 10, 60, 0.2)];
  assert.ok(Math.abs(unionArea(plane, 0, apart) - Math.PI * (225 + 0.04)) < 1e-6);
});

test('every face knows the face across its edges, and is known by it', () => {
  const across = neighbours(mesh.faces);
  let rims = 0;
  across.forEach((other, edge) => {
    if (other < 0) rims += 1;
    else assert.ok([0, 1, 2].some((k) => across[other * 3 + k] === Math.floor(edge / 3)));
  });
  assert.ok(rims > 0 && rims < 300);
});

test('the arms raised, as they are sent after a body', () => {
  const body_mm = Float32Array.of(1, 2, 3, 4, 5, 6);
  const bytes = new Uint8Array(18 + 4 + 8 + 4);
  const view = new DataView(bytes.buffer);
  [1, 2, 1].forEach((n, i) => view.setUint16(18 + 2 * i, n, true)); // one vertex, two faces; vertex 1
  [405, -7].forEach((n, i) => view.setInt16(24 + 2 * i, n, true));
  [0, 3].forEach((n, i) => view.setUint16(30 + 2 * i, n, true));
  const { xyz_mm, spread } = decodeRaised(bytes.buffer, body_mm, 5);
  assert.deepEqual(
    [...xyz_mm].map((x) => Math.round(x * 10) / 10),
    [1, 2, 3, 40.5, -0.7, 6],
  );
  assert.deepEqual([...spread], [1, 0, 0, 1, 0]);
  assert.throws(() => decodeRaised(bytes.buffer.slice(0, 33), body_mm, 5), RangeError);
  assert.throws(() => decodeRaised(bytes.buffer.slice(0, 18), body_mm, 5), RangeError);
});

test('a body as it is sent', () => {
  const buffer = new ArrayBuffer(9 * 2);
  new DataView(buffer).setInt16(0, -123, true);
  new Int8Array(buffer, 12)[0] = 64;
  assert.ok(Math.abs(decodeBody(buffer)[0] + 12.275) < 1e-6);
  for (const torn of [0, 10, 12]) assert.throws(() => decodeBody(new ArrayBuffer(torn)), RangeError);
  assert.throws(() => decodeBody(buffer, 3), RangeError);
  const squashed = createSkin({ faces: Uint16Array.of(0, 0, 1) }, new Float32Array(6));
  assert.ok(Number.isFinite(squashed.bsa_mm2));
});

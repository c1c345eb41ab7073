import test from 'node:test';
import assert from 'node:assert/strict';
import { bytesOf, layers, skinOf } from './skins.js';
import { distancesFrom } from './geodesic.js';
import { createSights } from './sights.js';
import { hit } from '../../static/js/geom/hit.js';
import { inRing } from '../../static/js/geom/lines.js';
import { facesOfZone } from '../../static/js/geom/mesh.js';
import { positionOf } from '../../static/js/geom/skin.js';
import { createTwin } from '../../static/js/geom/twin.js';
import {
  alongLine,
  decodeMirror,
  distanceOnSkin,
  gridIn,
  kneePattern,
  lumbarGrid,
  mirrored,
  mirroredMark,
  ringRound,
  walk,
} from '../../static/js/geom/patterns.js';

const skins = Object.fromEntries(['F', 'M-obese', 'M10', 'F-slim'].map((figure) => [figure, skinOf(figure)]));
const mirror = decodeMirror(skins.F.mesh, bytesOf('mirror-1.bin'));

const regionOf = (skin, zones) => ({ faces: zones.flatMap((zone) => facesOfZone(skin.mesh, zone)) });

const areaOf = (skin, { faces }) => faces.reduce((sum, face) => sum + skin.area_mm2[face], 0);

const gap = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** Of every n-th point the distances to its neighbours, by Dijkstra; the diagonals of a mesh are longer. */
function neighbours(skin, anchors, spacing_mm, every) {
  const places = anchors.map((anchor) => positionOf(skin, anchor));
  return anchors
    .map((anchor, i) => [anchor, i])
    .filter(([, i]) => i % every === 0)
    .map(([anchor, i]) => {
      const near = anchors.filter((_unused, j) => j !== i && gap(places[i], places[j]) < 1.25 * spacing_mm);
      return distancesFrom(skin, anchor, near, 1.4 * spacing_mm).filter((far) => far < 1.1 * spacing_mm);
    });
}

const GRIDS = [
  ['F', ['flank.L'], 15],
  ['F', ['calf_lateral.R', 'calf_medial.R'], 20],
  ['F', ['deltoid_lateral.L', 'deltoid_posterior.L'], 20],
  ['F', ['lumbar_paravertebral.L', 'lumbar_paravertebral.R'], 10],
  ['F', ['lumbar_paravertebral.R'], 4],
  ['M-obese', ['flank.R', 'abdomen_lateral.R'], 20],
  ['M-obese', ['calf_medial.L'], 15],
  ['M-obese', ['gluteal.L'], 30],
  ['M10', ['calf_lateral.L'], 10],
  ['M10', ['deltoid_lateral.R'], 10],
  ['F-slim', ['thigh_anterior.L'], 30],
  ['F-slim', ['flank.L'], 12],
];

for (const [figure, zones, spacing_mm] of GRIDS) {
  test(`${figure} ${zones}: neighbours ${spacing_mm} mm apart along the skin`, () => {
    const skin = skins[figure];
    const region = regionOf(skin, zones);
    const anchors = gridIn(skin, region, spacing_mm);
    const wanted = areaOf(skin, region) / spacing_mm ** 2;
    assert.ok(
      anchors.length > 0.75 * wanted - 3 && anchors.length < 1.3 * wanted + 6,
      `${anchors.length} of ${wanted}`,
    );
    const inside = new Set(region.faces);
    anchors.forEach(([face]) => assert.ok(inside.has(face)));
    const found = neighbours(skin, anchors, spacing_mm, Math.ceil(anchors.length / 25));
    const all = found.flat();
    assert.ok(all.length > 2 * found.length, 'points stand alone');
    // Dijkstra over edge points is up to 1 % long; nobody else's neighbour is nearer than that
    all.forEach((far) => assert.ok(far > 0.95 * spacing_mm && far < 1.06 * spacing_mm, `${far}`));
  });
}

test('a grid in a drawn outline stays inside it', () => {
  const sight = createSights().of('F', 'back', false);
  const ring = [
    [60, -1060],
    [-60, -1060],
    [-50, -1000],
    [0, -1030],
    [50, -1000],
  ];
  const anchors = ring.map(([u, v]) => anchorAt(sight, u, v));
  const points = gridIn(skins.F, { sight, anchors }, 8);
  assert.ok(points.length > 50);
  for (const [face, b1, b2] of points) {
    const [x, y] = positionOf(skins.F, [face, b1, b2]);
    assert.ok(inRing([-x, -y], ring), `${-x} ${-y}`);
  }
});

function anchorAt(sight, u, v) {
  for (let r = 0; r < 3; r += 0.2) {
    const found = hit(sight, u + r, v);
    if (found) return found.anchor;
  }
  throw new Error(`no skin at ${u} ${v}`);
}

test('the same input gives the same points', () => {
  const [one, two] = [skins.F, skinOf('F')].map((skin) => gridIn(skin, regionOf(skin, ['calf_medial.L']), 10));
  assert.deepEqual(one, two);
});

test('1,000 points in less than 300 ms of work', () => {
  const region = regionOf(skins.F, ['thigh_anterior.L']);
  const before = process.cpuUsage();
  const points = gridIn(skins.F, region, 6.5);
  const { user, system } = process.cpuUsage(before);
  assert.ok(points.length > 900);
  assert.ok((user + system) / 1000 < 300, `${(user + system) / 1000} ms`);
});

test('a spacing of nothing is refused', () => {
  for (const spacing_mm of [0, -3, NaN, undefined, 1]) {
    assert.throws(() => gridIn(skins.F, { faces: [1] }, spacing_mm), RangeError);
    assert.throws(() => alongLine(skins.F, [[1, 0.2, 0.2]], spacing_mm), RangeError);
  }
  assert.throws(() => gridIn(skins.F, { faces: Uint8Array.from(skins.F.area_mm2, () => 1) }, 2), RangeError);
  assert.deepEqual(gridIn(skins.F, { faces: [] }, 10), []);
});

test('a straight walk is as long as it says, and comes back', () => {
  const skin = skins.F;
  for (const zone of ['flank.L', 'calf_medial.R', 'thigh_anterior.L']) {
    const from = [facesOfZone(skin.mesh, zone)[7], 0.3, 0.3];
    for (const direction of [
      [0, 1, 0],
      [1, 0, 0.5],
      [0, -1, 1],
    ]) {
      const to = walk(skin, from, direction, 25);
      const [far] = distancesFrom(skin, from, [to], 30);
      assert.ok(far > 24.8 && far < 25.4, `${zone} ${direction}: ${far}`);
      assert.ok(Math.abs(distanceOnSkin(skin, to, from) - 25) < 0.05);
    }
  }
});

test('points along a line are one spacing apart', () => {
  const skin = skins.F;
  const line = [
    [0, 0],
    [12, 40],
    [4, 80],
    [-10, 130],
  ].map(([aside, down]) => {
    const from = layers.spine.find(({ key }) => key === 'T10').anchor;
    const below = down ? walk(skin, from, [0, -1, 0], down) : from;
    return aside ? walk(skin, below, [Math.sign(aside), 0, 0], Math.abs(aside)) : below;
  });
  const points = alongLine(skin, line, 15);
  assert.ok(points.length >= 9 && points.length <= 11, `${points.length}`);
  for (let k = 1; k < points.length; k += 1) {
    const [far] = distancesFrom(skin, points[k - 1], [points[k]], 20);
    assert.ok(Math.abs(far - 15) < 0.75, `${far}`);
  }
});

for (const zone of ['calf_medial.R', 'forearm_flexor.L', 'thigh_medial.L', 'ankle_lateral.R', 'knee_patellar.L']) {
  test(`${zone}: a ring closes, level with the limb, evenly spaced`, () => {
    const skin = skins['M-obese'];
    const faces = facesOfZone(skin.mesh, zone);
    const ring = ringRound(skin, [faces[faces.length >> 1], 0.3, 0.4], { spacing_mm: 15 });
    const next = (k) => ring[(k + 1) % ring.length];
    const steps = ring.map((anchor, k) => distancesFrom(skin, anchor, [next(k)], 25)[0]);
    steps.forEach((far) => assert.ok(Math.abs(far - 15) < 1.6, `${far}`));
    const parts = new Set(ring.map(([face]) => skin.mesh.partOf[face]));
    assert.equal(parts.size, 1, 'the ring stays on the limb');
    assert.equal(ringRound(skin, ring[0], { count: 6 }).length, 6);
  });
}

test('the lumbar grid: on the levels, 1.5, 5 and 8 cm from the midline, alike on both sides', () => {
  for (const skin of [skins['M-obese'], skins.M10]) {
    const levels = ['L1', 'L4', 'S1'];
    const points = lumbarGrid(skin, layers, levels);
    assert.equal(points.length, 7 * levels.length);
    levels.forEach((level, row) => {
      const [middle, ...others] = points.slice(row * 7, row * 7 + 7);
      assert.deepEqual([...middle], layers.spine.find(({ key }) => key === level).anchor);
      const midline = layers.midline.anchors;
      others.forEach((anchor, k) => {
        const offset_mm = [15, 50, 80][k >> 1];
        const nearest = Math.min(
          ...distancesFrom(skin, anchor, [middle, ...midline], 1.1 * offset_mm + 2, offset_mm < 20 ? 0.2 : 1),
        );
        assert.ok(Math.abs(nearest / offset_mm - 1) < 0.011, `${level} ${offset_mm}: ${nearest}`);
        assert.equal(Math.sign(positionOf(skin, anchor)[0]), k % 2 ? 1 : -1);
      });
    });
  }
  assert.throws(() => lumbarGrid(skins.F, layers, ['L6']), RangeError);
});

test('the knee: six points on one line round the joint, four in front', () => {
  for (const skin of Object.values(skins)) {
    const [right, left] = ['right', 'left'].map((side) => kneePattern(skin, layers, side));
    assert.equal(right.length, 6);
    const zones = right.map(([face]) => skin.mesh.zones[skin.mesh.zoneOf[face]]);
    zones.forEach((zone) => assert.match(zone, /^(knee_|patellar_tendon).*\.R$/));
    const at = right.map((anchor) => positionOf(skin, anchor));
    const middle = at.reduce((sum, p) => sum + p[2], 0) / 6;
    assert.deepEqual(
      at.map((p) => p[2] > middle - 8),
      [true, true, true, true, false, false],
    );
    left.forEach((anchor, k) => assert.ok(gap(positionOf(skin, anchor), [-at[k][0], at[k][1], at[k][2]]) < 3));
  }
});

test('the mirror: every face and corner has one across, and twice across is here', () => {
  const { mesh } = skins.F;
  for (let face = 0; face < mesh.zoneOf.length; face += 7) {
    const anchor = [face, 0.2, 0.5];
    const other = mirrored(mirror, anchor);
    assert.deepEqual(
      mirrored(mirror, other).map((x) => Math.round(x * 1e9) / 1e9),
      anchor,
    );
    const [p, q] = [positionOf(skins.F, anchor), positionOf(skins.F, other)];
    assert.ok(gap([-p[0], p[1], p[2]], q) < 0.3, `${face}`);
  }
  assert.throws(() => decodeMirror(mesh, new ArrayBuffer(mesh.xyz_mm.length * 2)), RangeError);
});

test('a mirrored outline and stroke cover as much on the other side', () => {
  const sights = createSights();
  const sight = sights.of('F', 'left', false);
  const ring = Array.from({ length: 12 }, (_unused, k) =>
    anchorAt(sight, -40 + 25 * Math.cos(k / 2), -1080 + 25 * Math.sin(k / 2)),
  );
  const marks = [
    { id: 'o', kind: 'patch', depth: 'IDS', view: 'left', figure: 'F', anchors: ring },
    { id: 's', kind: 'stroke', depth: 'IED', view: 'left', figure: 'F', anchors: ring.slice(0, 5) },
    { id: 'z', kind: 'zone', depth: 'IDP', zone: 'gluteal.L' },
  ];
  const others = marks.map((mark) => mirroredMark(mirror, mark));
  assert.equal(others[0].view, 'right');
  assert.equal(others[2].zone, 'gluteal.R');
  const [here, there] = [marks, others].map((some) => {
    const twin = createTwin({
      mesh: sights.mesh,
      body_mm: sights.mesh.xyz_mm,
      sightOf: sights.of,
      radii_mm: { IED: 2, IDS: 5, IDP: 10, IHD: 10 },
      stroke_width_mm: 5,
    });
    twin.update(some);
    return twin.areas();
  });
  assert.ok(here.treated_cm2 > 20);
  for (const id of ['o', 's', 'z']) assert.ok(Math.abs(here.by_mark_cm2[id] / there.by_mark_cm2[id] - 1) < 0.005, id);
  const swap = (zone) => zone.replace(/[LR]$/, (side) => ({ L: 'R', R: 'L' })[side]);
  assert.deepEqual(Object.keys(here.by_zone_cm2).map(swap).sort(), Object.keys(there.by_zone_cm2).sort());
});

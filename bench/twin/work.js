// What is timed: one more point on marks that stand, and one more outline. The same in node and in Chromium.
import { decodeMesh, facesOfZone } from '../../static/js/geom/mesh.js';
import { createSight, place } from '../../static/js/geom/sight.js';
import { hit } from '../../static/js/geom/hit.js';
import { createTwin } from '../../static/js/geom/twin.js';
import { gridIn } from '../../static/js/geom/grid.js';

/** Points added one by one in one sample, so that a coarse clock does. */
const BATCH = 10;

const SAMPLES = 40;

const ZONES = /^(lumbar|thoraco|back_|gluteal|flank|thigh_)/;

/** Always the same numbers. */
function* scatter() {
  let seed = 7;
  for (;;) {
    seed = (seed * 16807) % 2147483647;
    yield seed / 2147483647;
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** `files`: {meta, faces, zones, zones_1, parts, figure} of static/body. */
export function work(files, now) {
  const mesh = decodeMesh(files.meta, files);
  const sights = new Map();
  const sightOf = (_figure, view, limb) => {
    const key = `${view} ${limb}`;
    if (!sights.has(key)) sights.set(key, createSight(mesh, view, limb));
    return sights.get(key);
  };
  const newTwin = () => createTwin({
    mesh, body_mm: mesh.xyz_mm, sightOf, radii_mm: { IED: 2.5, IDS: 5, IDP: 10, IHD: 10 }, stroke_width_mm: 5,
  });
  const random = scatter();
  const next = () => random.next().value;
  const faces = [];
  mesh.zoneOf.forEach((zone, face) => { if (ZONES.test(mesh.zones[zone])) faces.push(face); });
  const wide = Array.from({ length: 2500 }, (_unused, k) => point(k, [faces[Math.floor(next() * faces.length)], next() / 2, next() / 2]));
  const { skin } = newTwin();
  const dense = gridIn(skin, { faces: facesOfZone(mesh, 'thigh_anterior.L') }, 4).map((anchor, k) => point(k, anchor));

  function point(k, anchor) {
    return Object.freeze({ id: `p${k}`, kind: 'point', depth: 'IDP', anchors: [anchor] });
  }

  /** Milliseconds a point: `update` and `areas`, on `standing` marks. */
  function addPoints(marks, standing) {
    const twin = newTwin();
    let held = marks.slice(0, standing);
    twin.update(held);
    const more = marks.slice(standing, standing + BATCH);
    const times = [];
    for (let k = 0; k < SAMPLES; k += 1) {
      const from = now();
      for (const mark of more) {
        held = [...held, mark];
        twin.update(held);
        twin.areas();
      }
      times.push((now() - from) / BATCH);
      held = held.slice(0, standing);
      twin.update(held);
    }
    return median(times);
  }

  function outline(at, radius_mm, corners) {
    const anchors = Array.from({ length: corners }, (_unused, k) => {
      const angle = (2 * Math.PI * k) / corners;
      return hit(sightOf('F', 'back', false), at[0] + radius_mm * Math.cos(angle), at[1] + radius_mm * Math.sin(angle)).anchor;
    });
    return { id: 'o', kind: 'patch', depth: 'IDS', view: 'back', figure: 'F', anchors };
  }

  /** First: what is seen in the view is worked out too. Again: another outline there. */
  function addOutlines(corners) {
    const twin = newTwin();
    const [one, two] = [outline([0, -1020], 60, corners), outline([10, -1060], 60, corners)];
    const from = now();
    twin.update([one]);
    const first_ms = now() - from;
    const times = [];
    for (let k = 0; k < 9; k += 1) {
      const start = now();
      twin.update([one, { ...two }]);
      times.push(now() - start);
    }
    sights.clear();
    return { first_ms, again_ms: median(times) };
  }

  const made = now();
  newTwin();
  const make_ms = now() - made;
  addPoints(wide, 200); // warm
  const point_ms = {};
  for (const standing of [0, 200, 2000]) {
    point_ms[standing] = { wide: addPoints(wide, standing), dense: addPoints(dense, standing) };
  }
  const grid = now();
  const count = gridIn(skin, { faces: facesOfZone(mesh, 'thigh_anterior.L') }, 6.5).length;
  const grid_ms = now() - grid;
  return {
    make_ms, point_ms, outline_60: addOutlines(60), outline_1000: addOutlines(1000), grid: { count, ms: grid_ms },
    placed: place(sightOf('F', 'back', false), wide[0].anchors[0]).visible,
  };
}

// Answers cases of tests/test_twin.py: one JSON line each, on the body and figures of this folder.
//
//   node tests/js/twin_run.js FOLDER    reads FOLDER/cases.json: [{sex, body, marks}]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSights } from './sights.js';
import { createTwin, decodeBody, decodeRaised } from '../../static/js/geom/twin.js';

const [folder] = process.argv.slice(2);
const sights = createSights();

const bodyOf = (file) => {
  const raw = readFileSync(join(folder, file));
  const buffer = raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length);
  const body_mm = decodeBody(buffer, sights.mesh.xyz_mm.length / 3);
  return { body_mm, raised: decodeRaised(buffer, body_mm, sights.mesh.zoneOf.length) };
};

for (const { sex, body, marks } of JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'))) {
  const twin = createTwin({
    mesh: sights.mesh,
    ...bodyOf(body),
    sightOf: (figure, view, limb) => sights.of(figure ?? sex, view, limb),
    radii_mm: { IED: 2.5, IDS: 5, IDP: 10, IHD: 10 },
    stroke_width_mm: 5,
  });
  twin.update(marks);
  const areas = twin.areas();
  console.log(JSON.stringify({ ...areas, by_mark_cm2: areas.by_mark_cm2 }));
}

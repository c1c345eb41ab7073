// Answers cases of tests/body/test_uncertainty.py: the ± of each, one JSON line each.
//
//   node tests/js/uncertainty_run.js FOLDER    reads FOLDER/cases.json:
//   [{body, physique, body_estimated, body_asked, marks, areas}]; `body` names a file as the server sends it
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bodyOf } from './body.js';
import { createPoses } from '../../static/js/geom/poses.js';
import { decodeBody, decodeRaised } from '../../static/js/geom/skin.js';
import { uncertaintyPct } from '../../static/js/geom/uncertainty.js';

const [folder] = process.argv.slice(2);
const mesh = bodyOf('F');

const skinOf = (file) => {
  const raw = readFileSync(join(folder, file));
  const buffer = raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length);
  const body_mm = decodeBody(buffer, mesh.xyz_mm.length / 3);
  return createPoses(mesh, body_mm, decodeRaised(buffer, body_mm, mesh.zoneOf.length)).skin;
};

for (const { body, physique, body_estimated, body_asked, marks, areas } of JSON.parse(
  readFileSync(join(folder, 'cases.json'), 'utf8'),
)) {
  const skin = skinOf(body);
  console.log(JSON.stringify(uncertaintyPct({ marks, areas, body: physique, body_estimated, body_asked, skin })));
}

// Answers cases of tests/body/test_uncertainty.py: the ± of each, one JSON line each.
//
//   node tests/js/uncertainty_run.js FOLDER    reads FOLDER/cases.json:
//   [{body, age_years, body_estimated, marks, areas}]; `body` names a file of float64 x, y, z
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bodyOf } from './body.js';
import { createSkin } from '../../static/js/geom/skin.js';
import { uncertaintyPct } from '../../static/js/geom/uncertainty.js';

const [folder] = process.argv.slice(2);
const mesh = bodyOf('F');

const verticesOf = (file) => {
  const raw = readFileSync(join(folder, file));
  return Float32Array.from(new Float64Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length)));
};

for (const { body, age_years, body_estimated, marks, areas } of JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'))) {
  const skin = createSkin(mesh, verticesOf(body));
  console.log(JSON.stringify(uncertaintyPct({ marks, areas, body: { age_years }, body_estimated, skin })));
}

// Every figure in every view of the table, made when first asked for.
import { readFileSync } from 'node:fs';
import { bodyOf } from './body.js';
import { createSight } from '../../static/js/geom/sight.js';

const views = new Map(
  JSON.parse(readFileSync(new URL('../../mesomap/body/views.json', import.meta.url), 'utf8')).map((row) => [
    row.key,
    row,
  ]),
);

/** {mesh, of(figure, view, limb)} */
export function createSights() {
  const meshes = new Map();
  const sights = new Map();
  const once = (map, key, make) => map.get(key) ?? map.set(key, make()).get(key);
  const mesh = (figure) => once(meshes, figure, () => bodyOf(figure));
  return {
    mesh: mesh('F'),
    of(figure, view, limb) {
      const row = views.get(view);
      const name = row.pose ? `${figure}_${row.pose}` : figure;
      return once(sights, `${name} ${view} ${limb}`, () => createSight(mesh(name), row, limb));
    },
  };
}

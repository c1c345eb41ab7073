// Which zones a view shows well, from the skin alone: where the table of views does not say.

import { project } from './views.js';

/** Skin turned away by more than 60° is not shown well. */
const WELL = 0.5;

/** A zone is shown when this share of it is. */
const SHARE = 0.5;

/** Keys of the zones of `mesh` that lie mostly inside `box` of a view and face it. */
export function zonesWellSeen(mesh, row, box) {
  const { u_mm: u, v_mm: v, depth_mm: d } = project(mesh.xyz_mm, row);
  const parts = row.segments?.length ? new Set(row.segments.map((name) => mesh.segments.indexOf(name))) : null;
  const all = new Float64Array(mesh.zones.length);
  const well = new Float64Array(mesh.zones.length);
  const { faces, zoneOf } = mesh;
  for (let f = 0, k = 0; k < faces.length; f += 1, k += 3) {
    const [a, b, c] = [faces[k], faces[k + 1], faces[k + 2]];
    const flat = (u[b] - u[a]) * (v[c] - v[a]) - (u[c] - u[a]) * (v[b] - v[a]);
    const x = (v[b] - v[a]) * (d[c] - d[a]) - (v[c] - v[a]) * (d[b] - d[a]);
    const y = (d[b] - d[a]) * (u[c] - u[a]) - (d[c] - d[a]) * (u[b] - u[a]);
    const true_mm2 = Math.hypot(flat, x, y);
    all[zoneOf[f]] += true_mm2;
    const inside = u[a] > box[0] && u[a] < box[0] + box[2] && v[a] > box[1] && v[a] < box[1] + box[3];
    // v points down, so what faces us goes round the other way
    if (inside && -flat > WELL * true_mm2 && (!parts || parts.has(mesh.segmentOf[f]))) well[zoneOf[f]] += true_mm2;
  }
  return mesh.zones.filter((_key, z) => z > 0 && all[z] > 0 && well[z] >= SHARE * all[z]);
}

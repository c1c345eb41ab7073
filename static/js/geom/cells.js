// Faces by the cells of a grid over the drawing, as one list cut by `start`.

/** Side of a cell in mm: a few faces of the trunk, some dozens of a hand. */
const CELL_MM = 12;

/**
 * @param {ArrayLike<number>} faces  corners, flat
 * @param {Float64Array} u  where the vertices are drawn, mm
 * @param {Float64Array} v
 * @param {(face: number) => boolean} belongs
 * @returns frozen {each(u0, v0, u1, v1, visit(cell)), faces(u0, v0, u1, v1, visit(face))}; `faces` may repeat itself
 */
export function createCells(faces, u, v, belongs) {
  const own = [];
  let [u0, v0, u1, v1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let f = 0; f < faces.length / 3; f += 1) {
    if (!belongs(f)) continue;
    own.push(f);
    for (let k = f * 3; k < f * 3 + 3; k += 1) {
      const x = u[faces[k]];
      const y = v[faces[k]];
      if (x < u0) u0 = x;
      if (x > u1) u1 = x;
      if (y < v0) v0 = y;
      if (y > v1) v1 = y;
    }
  }
  const columns = own.length ? Math.floor((u1 - u0) / CELL_MM) + 1 : 1;
  const rows = own.length ? Math.floor((v1 - v0) / CELL_MM) + 1 : 1;
  const start = new Int32Array(columns * rows + 1);

  const clamp = (x, most) => (x < 0 ? 0 : x > most ? most : x);

  function each(lowU, lowV, highU, highV, visit) {
    const i0 = clamp(Math.floor((lowU - u0) / CELL_MM), columns - 1);
    const i1 = clamp(Math.floor((highU - u0) / CELL_MM), columns - 1);
    const j0 = clamp(Math.floor((lowV - v0) / CELL_MM), rows - 1);
    const j1 = clamp(Math.floor((highV - v0) / CELL_MM), rows - 1);
    for (let j = j0; j <= j1; j += 1) for (let i = i0; i <= i1; i += 1) visit(j * columns + i);
  }

  function eachOf(f, visit) {
    const a = faces[f * 3];
    const b = faces[f * 3 + 1];
    const c = faces[f * 3 + 2];
    each(
      Math.min(u[a], u[b], u[c]),
      Math.min(v[a], v[b], v[c]),
      Math.max(u[a], u[b], u[c]),
      Math.max(v[a], v[b], v[c]),
      visit,
    );
  }

  for (const f of own)
    eachOf(f, (cell) => {
      start[cell + 1] += 1;
    });
  for (let cell = 0; cell < columns * rows; cell += 1) start[cell + 1] += start[cell];
  const list = new Int32Array(start[columns * rows]);
  const next = start.slice();
  for (const f of own)
    eachOf(f, (cell) => {
      list[next[cell]] = f;
      next[cell] += 1;
    });

  function facesIn(lowU, lowV, highU, highV, visit) {
    each(lowU, lowV, highU, highV, (cell) => {
      for (let k = start[cell]; k < start[cell + 1]; k += 1) visit(list[k]);
    });
  }

  return Object.freeze({ each, faces: facesIn });
}

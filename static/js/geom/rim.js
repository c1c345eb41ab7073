// The edge of a set of faces: closed lines of vertices, the faces always on the same side.

const key = (a, b) => a * 65536 + b;

/** Directed edges of the faces that `belongs(face)`, less those that two of them share. */
function openEdges({ faces }, belongs) {
  const edges = new Map();
  for (let f = 0, k = 0; k < faces.length; f += 1, k += 3) {
    if (!belongs(f)) continue;
    for (let j = 0; j < 3; j += 1) {
      const [a, b] = [faces[k + j], faces[k + ((j + 1) % 3)]];
      if (!edges.delete(key(b, a))) edges.set(key(a, b), [a, b]);
    }
  }
  return [...edges.values()];
}

/** Rings of vertex numbers round the faces that belong. */
export function rim(mesh, belongs) {
  const from = new Map();
  for (const [a, b] of openEdges(mesh, belongs)) {
    if (!from.has(a)) from.set(a, []);
    from.get(a).push(b);
  }
  const rings = [];
  for (const [start, ends] of from) {
    while (ends.length) {
      const ring = [start];
      let at = ends.pop();
      while (at !== undefined && at !== start) {
        ring.push(at);
        at = from.get(at)?.pop();
      }
      if (ring.length > 2) rings.push(ring);
    }
  }
  return rings;
}

/** The rings as SVG path data where `seen` has their vertices: {u_mm, v_mm}. */
export const rimPath = (rings, { u_mm, v_mm }) =>
  rings
    .map((ring) => `${ring.map((i, k) => `${k ? 'L' : 'M'}${u_mm[i].toFixed(1)} ${v_mm[i].toFixed(1)}`).join('')}Z`)
    .join('');

// The skin of one body as triangles, each laid isometrically in a plane of its own.
//
// In the plane of a face with corners A, B, C: origin A, x along AB, y towards C. So A = (0, 0),
// B = (bx, 0), C = (cx, cy), and `normal` points out of the body. As mesomap/body/skin.py.

/** Faces → the face across each of their edges; computed once, as all bodies share their faces. */
const known = new WeakMap();

/**
 * The face on the other side of each edge.
 * @param {ArrayLike<number>} faces  corners of the faces, flat (3 nF)
 * @returns {Int32Array} (3 nF): across AB, BC and CA of each face; -1 at the rim of a hole (eyes, mouth)
 */
export function neighbours(faces) {
  if (!known.has(faces)) known.set(faces, paired(faces));
  return known.get(faces);
}

function paired(faces) {
  const across = new Int32Array(faces.length).fill(-1);
  let vertices = 0;
  for (let e = 0; e < faces.length; e += 1) vertices = Math.max(vertices, faces[e] + 1);
  // half-edges that wait for their other half, listed by their lower corner
  const first = new Int32Array(vertices).fill(-1);
  const next = new Int32Array(faces.length);
  for (let e = 0; e < faces.length; e += 1) {
    const low = Math.min(faces[e], faces[endOf(e)]);
    const other = faces[e] + faces[endOf(e)] - low;
    let before = -1;
    let found = first[low];
    while (found >= 0 && faces[found] + faces[endOf(found)] - low !== other) {
      before = found;
      found = next[found];
    }
    if (found < 0) {
      next[e] = first[low];
      first[low] = e;
    } else {
      across[e] = (found / 3) | 0;
      across[found] = (e / 3) | 0;
      if (before < 0) first[low] = next[found];
      else next[before] = next[found];
    }
  }
  return across;
}

/** Half-edge e of a face runs from its corner e to this one. */
const endOf = (e) => (e % 3 === 2 ? e - 2 : e + 1);

/** @import { Anchor, Mesh } from './mesh.js' */
/** @typedef {ReturnType<typeof createSkin>} Skin */

/**
 * @param {Mesh} mesh  as `decodeMesh` gives it (zones and figures are not looked at)
 * @param {Float32Array} body_mm  x, y, z of every vertex, flat (3 nV)
 * @returns frozen {mesh, faces, xyz_mm, across (3 nF), normal, x_axis, y_axis (3 nF each),
 *   bx, cx, cy, area_mm2 (nF each), bsa_mm2}; lengths in mm
 */
export function createSkin(mesh, body_mm) {
  const { faces } = mesh;
  const count = faces.length / 3;
  const skin = {
    mesh,
    faces,
    xyz_mm: body_mm,
    across: neighbours(faces),
    normal: new Float64Array(faces.length),
    x_axis: new Float64Array(faces.length),
    y_axis: new Float64Array(faces.length),
    bx: new Float64Array(count),
    cx: new Float64Array(count),
    cy: new Float64Array(count),
    area_mm2: new Float64Array(count),
    bsa_mm2: 0,
  };
  for (let face = 0; face < count; face += 1) layOut(skin, face);
  skin.bsa_mm2 = skin.area_mm2.reduce((sum, area) => sum + area, 0);
  return Object.freeze(skin);
}

const TORN = 'the body is torn';

/**
 * The body that the server sends for a session (mesomap/web/record/bodies_api.py): tenths of a millimetre as
 * int16, then what rounding left over as int8, in 256ths of a tenth.
 * @param {ArrayBuffer} buffer
 * @param {number} vertices  how many it has; without, the buffer is the body and no more
 * @returns {Float32Array} x, y, z of every vertex, flat, in mm
 * @throws RangeError where the buffer is torn
 */
export function decodeBody(buffer, vertices = buffer.byteLength / 9) {
  if (!Number.isInteger(vertices) || vertices < 1) throw new RangeError(TORN);
  return Float32Array.from(numbersAt(buffer, 0, vertices * 3));
}

/** `count` numbers in mm from a place of a buffer on. */
function numbersAt(buffer, start, count) {
  if (start + count * 3 > buffer.byteLength) throw new RangeError(TORN);
  const tenths = new DataView(buffer, start, count * 2);
  const rest = new Int8Array(buffer, start + count * 2, count);
  return Array.from(rest, (part, i) => (tenths.getInt16(i * 2, true) + part / 256) / 10);
}

/**
 * The same body with raised arms, which is sent after it: two counts, the vertices that move, where
 * they go in x and y, and the faces that are measured so; uint16 but for the places.
 * @param {Float32Array} body_mm  `decodeBody` of the buffer
 * @returns {{xyz_mm: Float32Array, spread: Uint8Array}}  `spread` a flag for each of `faces`
 * @throws RangeError where the buffer is torn
 */
export function decodeRaised(buffer, body_mm, faces) {
  const start = body_mm.length * 3;
  if (start + 4 > buffer.byteLength) throw new RangeError(TORN);
  const view = new DataView(buffer, start);
  const [moving, some] = [view.getUint16(0, true), view.getUint16(2, true)];
  if (view.byteLength !== 4 + moving * 8 + some * 2) throw new RangeError(TORN);
  const to = numbersAt(buffer, start + 4 + moving * 2, moving * 2);
  const raised = { xyz_mm: body_mm.slice(), spread: new Uint8Array(faces) };
  for (let i = 0; i < moving; i += 1) {
    const vertex = view.getUint16(4 + i * 2, true);
    raised.xyz_mm[vertex * 3] = to[i * 2];
    raised.xyz_mm[vertex * 3 + 1] = to[i * 2 + 1];
  }
  for (let i = 0; i < some; i += 1) raised.spread[view.getUint16(4 + moving * 8 + i * 2, true)] = 1;
  return raised;
}

/** Shortest edge and height that a face may have, mm: a body rounded to 0.1 mm can squash one. */
const LEAST_MM = 1e-6;

function layOut(skin, face) {
  const k = face * 3;
  const { xyz_mm: p, normal, x_axis: x, y_axis: y } = skin;
  const [a, b, c] = [skin.faces[k] * 3, skin.faces[k + 1] * 3, skin.faces[k + 2] * 3];
  const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
  const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
  const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  const long = Math.max(Math.sqrt(ux * ux + uy * uy + uz * uz), LEAST_MM);
  const twice = Math.max(Math.sqrt(nx * nx + ny * ny + nz * nz), LEAST_MM * long);
  x[k] = ux / long;
  x[k + 1] = uy / long;
  x[k + 2] = uz / long;
  normal[k] = nx / twice;
  normal[k + 1] = ny / twice;
  normal[k + 2] = nz / twice;
  y[k] = normal[k + 1] * x[k + 2] - normal[k + 2] * x[k + 1];
  y[k + 1] = normal[k + 2] * x[k] - normal[k] * x[k + 2];
  y[k + 2] = normal[k] * x[k + 1] - normal[k + 1] * x[k];
  skin.bx[face] = long;
  skin.cx[face] = vx * x[k] + vy * x[k + 1] + vz * x[k + 2];
  skin.cy[face] = twice / long;
  skin.area_mm2[face] = twice / 2;
}

/** Position [x, y, z] in mm of an anchor [face, b1, b2], or of a place on a face. */
export function positionOf(skin, /** @type {Anchor} */ [face, b1, b2]) {
  const { faces, xyz_mm: p } = skin;
  const [a, b, c] = [faces[face * 3] * 3, faces[face * 3 + 1] * 3, faces[face * 3 + 2] * 3];
  const b0 = 1 - b1 - b2;
  return [
    b0 * p[a] + b1 * p[b] + b2 * p[c],
    b0 * p[a + 1] + b1 * p[b + 1] + b2 * p[c + 1],
    b0 * p[a + 2] + b1 * p[b + 2] + b2 * p[c + 2],
  ];
}

/** Coordinates [x, y, height] of a point [x, y, z] in the plane of a face. */
export function inPlane(skin, face, point) {
  const { xyz_mm: p, x_axis: x, y_axis: y, normal: n } = skin;
  const k = face * 3;
  const a = skin.faces[k] * 3;
  const [ux, uy, uz] = [point[0] - p[a], point[1] - p[a + 1], point[2] - p[a + 2]];
  return [
    ux * x[k] + uy * x[k + 1] + uz * x[k + 2],
    ux * y[k] + uy * y[k + 1] + uz * y[k + 2],
    ux * n[k] + uy * n[k + 1] + uz * n[k + 2],
  ];
}

// The skin as the server's atlas cuts it: faces, their zones, and where each figure is drawn.

const FACES_DO_NOT_FIT = 'the body data do not fit together';

const inMm = (figure) => Float32Array.from(new Int16Array(figure), (tenths) => tenths / 10);

const bytesOf = (bin) => (bin ? new Uint8Array(bin) : null);

/** @typedef {readonly number[]} Anchor  a place on any body's skin: [face, b1, b2], the last two barycentric */
/** @typedef {readonly number[]} Point  [x, y, z] in mm */
/** @typedef {ReturnType<typeof decodeMesh>} Mesh */
/**
 * @typedef {{mesh: string, faces: number, vertices: number, zones: string[], segments?: string[]}} Meta body-1.json
 */

/**
 * @param {Meta} meta
 * @param {Record<'faces' | 'zones' | 'parts' | 'figure', ArrayBuffer> &
 *   {segments?: ArrayBuffer, zones_1?: ArrayBuffer}} bins  `zones` are the
 *   current ones; `zones_1` those of version 1, on which marks of older sessions may lie
 * @returns a frozen mesh of one figure, vertices in millimetres
 * @throws RangeError where files are torn or of different versions
 */
export function decodeMesh(meta, bins) {
  if (bins.faces.byteLength !== meta.faces * 6 || bins.figure.byteLength !== meta.vertices * 6) {
    throw new RangeError(FACES_DO_NOT_FIT);
  }
  const mesh = {
    version: meta.mesh,
    faces: new Uint16Array(bins.faces),
    zoneOf: new Uint8Array(bins.zones),
    partOf: new Uint8Array(bins.parts),
    segmentOf: bytesOf(bins.segments),
    olderZones: Object.freeze(bins.zones_1 ? { 1: bytesOf(bins.zones_1) } : {}),
    zones: Object.freeze([...meta.zones]),
    segments: Object.freeze([...(meta.segments ?? [])]),
    xyz_mm: inMm(bins.figure),
  };
  const perFace = [mesh.zoneOf, mesh.partOf, mesh.segmentOf, mesh.olderZones[1]];
  if (perFace.some((array) => array && array.length !== meta.faces)) throw new RangeError(FACES_DO_NOT_FIT);
  return Object.freeze(mesh);
}

/**
 * The same skin as another figure has it: `figure` is the file of that figure.
 * @param {Mesh} mesh
 * @param {ArrayBuffer} figure
 */
export function asFigure(mesh, figure) {
  if (figure.byteLength !== mesh.xyz_mm.length * 2) throw new RangeError(FACES_DO_NOT_FIT);
  return Object.freeze({ ...mesh, xyz_mm: inMm(figure) });
}

/** Key of the zone a face lies in, or null. */
export function zoneOfFace(mesh, face) {
  const index = mesh.zoneOf[face];
  return index > 0 ? mesh.zones[index] : null;
}

/** Faces of a zone, as the zones' `version` drew it; a key given up means what it had last. */
export function facesOfZone(mesh, zone, version = null) {
  const index = mesh.zones.indexOf(zone);
  if (index < 1) return [];
  const tables = [mesh.olderZones[version], mesh.zoneOf, ...Object.values(mesh.olderZones).reverse()];
  for (const table of tables) {
    const faces = [];
    if (table)
      table.forEach((at, face) => {
        if (at === index) faces.push(face);
      });
    if (faces.length) return faces;
  }
  return [];
}

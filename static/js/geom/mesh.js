// The skin as the server's atlas cuts it: faces, their zones, and where each figure is drawn.

/**
 * @param {object} meta  body-1.json
 * @param {{faces: ArrayBuffer, zones: ArrayBuffer, parts: ArrayBuffer, figure: ArrayBuffer}} bins
 * @returns a frozen mesh of one figure, vertices in millimetres
 */
export function decodeMesh(meta, bins) {
  const tenths = new Int16Array(bins.figure);
  const xyz_mm = Float32Array.from(tenths, (t) => t / 10);
  const faces = new Uint16Array(bins.faces);
  const mesh = {
    version: meta.mesh,
    faces,
    zoneOf: new Uint8Array(bins.zones),
    partOf: new Uint8Array(bins.parts),
    zones: Object.freeze([...meta.zones]),
    xyz_mm,
  };
  if (faces.length !== meta.faces * 3 || mesh.zoneOf.length !== meta.faces) {
    throw new RangeError('the body data do not fit together');
  }
  return Object.freeze(mesh);
}

/** Key of the zone a face lies in, or null. */
export function zoneOfFace(mesh, face) {
  const index = mesh.zoneOf[face];
  return index > 0 ? mesh.zones[index] : null;
}

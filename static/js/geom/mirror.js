// The other side: the mesh is its own mirror image, so a place has a place across the midline, exactly.

/**
 * @param {{faces: ArrayLike<number>}} mesh  `decodeMesh`
 * @param {ArrayBuffer} buffer  static/body/mirror-1.bin: the vertex across from each vertex, uint16
 * @returns frozen {face: Uint16Array (nF), corner: Uint8Array (3 nF)}: the face across from each face,
 *   and which of its corners lies across from each corner
 * @throws RangeError where the file is not of this mesh
 */
export function decodeMirror({ faces }, buffer) {
  const across = new Uint16Array(buffer);
  const count = faces.length / 3;
  const known = new Map();
  for (let face = 0; face < count; face += 1)
    known.set(keyOf(faces[face * 3], faces[face * 3 + 1], faces[face * 3 + 2]), face);
  const mirror = { face: new Uint16Array(count), corner: new Uint8Array(faces.length) };
  for (let face = 0; face < count; face += 1) {
    const corners = [across[faces[face * 3]], across[faces[face * 3 + 1]], across[faces[face * 3 + 2]]];
    const other = known.get(keyOf(...corners));
    if (other === undefined) throw new RangeError('the mirror does not fit the mesh');
    mirror.face[face] = other;
    corners.forEach((vertex, k) => {
      mirror.corner[face * 3 + k] = [0, 1, 2].find((m) => faces[other * 3 + m] === vertex);
    });
  }
  return Object.freeze(mirror);
}

/** One number for three corners, whatever their order (16 bits each, of which a number holds 53). */
function keyOf(a, b, c) {
  const low = Math.min(a, b, c);
  const high = Math.max(a, b, c);
  return (low * 65536 + (a + b + c - low - high)) * 65536 + high;
}

/** Anchor [face, b1, b2] of the same place on the other side. */
export function mirrored(mirror, [face, b1, b2]) {
  const share = [0, 0, 0];
  [1 - b1 - b2, b1, b2].forEach((weight, k) => {
    share[mirror.corner[face * 3 + k]] = Math.max(0, weight);
  });
  return Object.freeze([mirror.face[face], share[1], share[2]]);
}

const SIDE = /\.(L|R)$/;

/** Key of a zone or of a close-up on the other side: "gluteal.L" → "gluteal.R"; the midline's is its own. */
export const otherSide = (key) => key.replace(SIDE, (_whole, side) => (side === 'L' ? '.R' : '.L'));

const OTHER_VIEW = Object.freeze({ left: 'right', right: 'left' });

/**
 * A mark of any kind on the other side, as the same mark with other anchors, view and zone: an outline
 * runs the other way round there. Its id and whatever else it says stay as they are.
 */
export function mirroredMark(mirror, mark) {
  const found = { ...mark };
  if (mark.anchors) found.anchors = mark.anchors.map((anchor) => mirrored(mirror, anchor));
  if (mark.view) found.view = OTHER_VIEW[mark.view] ?? otherSide(mark.view);
  if (mark.zone) found.zone = otherSide(mark.zone);
  return Object.freeze(found);
}

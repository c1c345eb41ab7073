// What is covered of each face by all marks together: kept up as pieces come and go.

import { FULL } from './pieces.js';
import { unionArea } from './rows.js';

/** A face is looked at again because of pieces that came, or because one went. */
const [CAME, WENT] = [1, 2];

/** What a union may miss of a full face, by rounding. */
const FULL_SHARE = 1 - 1e-9;

/**
 * Sums over the faces of a skin, by scope: scope 0 is everything, scope 1 + d the depth of bit d.
 *
 * `add` and `remove` take pieces with their `depths`; `settle()` then unites the faces that they
 * touch again and no others. `treated_mm2(scope)`; `zones()` gives [[number of the zone, mm²]] of
 * everything, without the zones that nothing covers.
 */
export function createLedger(skin, zoneOf, depths) {
  const scopes = 1 + depths;
  const faces = skin.area_mm2.length;
  const lists = new Array(faces).fill(null);
  const area = Array.from({ length: scopes }, () => new Float64Array(faces));
  const state = new Uint8Array(faces);
  const treated = new Float64Array(scopes);
  const zone = new Float64Array(256);
  const covered = new Int32Array(256); // faces, by zone
  const holding = new Int32Array(scopes); // faces, by scope
  let dirty = [];

  function touch(face, how) {
    if (state[face] === 0) dirty.push(face);
    state[face] |= how;
  }

  function add(piece) {
    const { face } = piece;
    if (lists[face] === null) lists[face] = [piece];
    else lists[face].push(piece);
    touch(face, CAME);
  }

  function remove(piece) {
    const list = lists[piece.face];
    const at = list.lastIndexOf(piece);
    list[at] = list[list.length - 1];
    list.pop();
    touch(piece.face, WENT);
  }

  function enter(face, scope, now) {
    const before = area[scope][face];
    if (now === before) return;
    area[scope][face] = now;
    const faces_more = Number(now > 0) - Number(before > 0);
    holding[scope] += faces_more;
    treated[scope] = holding[scope] ? treated[scope] + now - before : 0;
    if (scope > 0) return;
    const z = zoneOf[face];
    covered[z] += faces_more;
    zone[z] = covered[z] ? zone[z] + now - before : 0;
  }

  /** Skin that was full and has only gained pieces is still full. */
  const stays = (face, scope) => state[face] === CAME && area[scope][face] >= skin.area_mm2[face] * FULL_SHARE;

  function uniteFace(face) {
    const list = lists[face];
    let [any, all] = [0, -1];
    for (let i = 0; i < list.length; i += 1) {
      any |= list[i].depths;
      all &= list[i].depths;
    }
    const whole = stays(face, 0) ? area[0][face] : united(face, list);
    enter(face, 0, whole);
    for (let d = 0; d < depths; d += 1) {
      const bit = 1 << d;
      if (all & bit && list.length) enter(face, 1 + d, whole);
      else if (!(any & bit)) enter(face, 1 + d, 0);
      else if (!stays(face, 1 + d))
        enter(
          face,
          1 + d,
          united(
            face,
            list.filter((p) => p.depths & bit),
          ),
        );
    }
  }

  const united = (face, list) => (list.length ? unionArea(skin, face, list) : 0);

  function settle() {
    for (const face of dirty) {
      uniteFace(face);
      state[face] = 0;
      if (!lists[face].length) lists[face] = null;
    }
    dirty = [];
  }

  function zones() {
    const found = [];
    for (let z = 0; z < zone.length; z += 1) if (covered[z] > 0) found.push([z, zone[z]]);
    return found;
  }

  return Object.freeze({ add, remove, settle, zones, treated_mm2: (scope) => treated[scope] });
}

/** Area in mm² of the pieces of one mark alone, which may overlap each other within a face. */
export function areaAlone(skin, pieces) {
  let sum = 0;
  const byFace = new Map();
  for (const piece of pieces) {
    const list = byFace.get(piece.face);
    if (list) list.push(piece);
    else byFace.set(piece.face, [piece]);
  }
  for (const [face, list] of byFace) {
    sum += list.length === 1 && list[0].kind === FULL ? list[0].area_mm2 : unionArea(skin, face, list);
  }
  return sum;
}

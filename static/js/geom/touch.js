// Which faces a ball or a capsule touches: the piece of skin that hangs together inside it.
// As `touched` in mesomap/body/mesh.py.

import { createStrays } from './strays.js';

/** @typedef {ReturnType<typeof createWalker>} Walker */

/** Skin turned away from the anchor's by more than about 100° is another sheet (cosine). */
const SAME_SHEET_COSINE = -0.2;

/**
 * A walker over one skin: `touch(face, one, two, radius_mm)` fills `found` with the faces that a
 * capsule from `one` to `two` ([x, y, z]; the same array for a ball) on `face` touches, its own
 * first, and gives their number. `found` is used again by the next call.
 */
export function createWalker(skin) {
  const seen = new Uint32Array(skin.across.length / 3);
  const walker = { found: new Int32Array(256), touch };
  const strays = createStrays(skin);
  let turn = 0;

  function touch(face, one, two, radius_mm) {
    turn += 1;
    seen[face] = turn;
    walker.found[0] = face;
    let count = 1;
    const { across, normal: n } = skin;
    const [nx, ny, nz] = [n[face * 3], n[face * 3 + 1], n[face * 3 + 2]];
    const far2 = radius_mm * radius_mm;
    for (let at = 0; at < count; at += 1) {
      const here = walker.found[at];
      for (let k = 0; k < 3; k += 1) {
        const beyond = across[here * 3 + k];
        if (beyond < 0 || seen[beyond] === turn) continue;
        const b = beyond * 3;
        if (n[b] * nx + n[b + 1] * ny + n[b + 2] * nz <= SAME_SHEET_COSINE) continue;
        const gap2 = one === two ? ballGap2(here, k, one) : capsuleGap2(here, k, one, two);
        if (gap2 >= far2) continue;
        seen[beyond] = turn;
        if (count === walker.found.length) grow();
        walker.found[count] = beyond;
        count += 1;
      }
    }
    const middle = one === two ? one : one.map((x, i) => (x + two[i]) / 2);
    return strays.keep(walker.found, count, middle, (v) => vertexGap(v, one, two), radius_mm);
  }

  function grow() {
    const more = new Int32Array(walker.found.length * 2);
    more.set(walker.found);
    walker.found = more;
  }

  /** Distance of a vertex from a segment, or from a point that is both its ends. */
  function vertexGap(v, one, two) {
    const at = skin.xyz_mm.subarray(v * 3, v * 3 + 3);
    const along = two.map((x, i) => x - one[i]);
    const toward = one.map((x, i) => at[i] - x);
    const long2 = along.reduce((sum, x) => sum + x * x, 0);
    const t = long2 > 0 ? clamp(along.reduce((sum, x, i) => sum + x * toward[i], 0) / long2) : 0;
    return Math.hypot(...toward.map((x, i) => x - t * along[i]));
  }

  /** Squared distance of a point from edge k of a face. */
  function ballGap2(face, k, [px, py, pz]) {
    const { faces, xyz_mm: p } = skin;
    const a = faces[face * 3 + k] * 3;
    const b = faces[face * 3 + (k === 2 ? 0 : k + 1)] * 3;
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [px - p[a], py - p[a + 1], pz - p[a + 2]];
    const long2 = ux * ux + uy * uy + uz * uz;
    const t = clamp(long2 > 0 ? (ux * vx + uy * vy + uz * vz) / long2 : 0);
    const [gx, gy, gz] = [vx - t * ux, vy - t * uy, vz - t * uz];
    return gx * gx + gy * gy + gz * gz;
  }

  /** Squared distance of a segment from edge k of a face (C. Ericson, Real-Time Collision Detection, 5.1.9). */
  function capsuleGap2(face, k, one, two) {
    const { faces, xyz_mm: p } = skin;
    const a = faces[face * 3 + k] * 3;
    const b = faces[face * 3 + (k === 2 ? 0 : k + 1)] * 3;
    const [dx, dy, dz] = [two[0] - one[0], two[1] - one[1], two[2] - one[2]];
    const [ex, ey, ez] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [rx, ry, rz] = [one[0] - p[a], one[1] - p[a + 1], one[2] - p[a + 2]];
    const dd = dx * dx + dy * dy + dz * dz;
    const ee = ex * ex + ey * ey + ez * ez;
    const de = dx * ex + dy * ey + dz * ez;
    const dr = dx * rx + dy * ry + dz * rz;
    const er = ex * rx + ey * ry + ez * rz;
    const slant = dd * ee - de * de;
    let s = slant > 1e-12 * dd * ee ? clamp((de * er - dr * ee) / slant) : 0;
    const t = clamp(ee > 0 ? (de * s + er) / ee : 0);
    s = clamp(dd > 0 ? (de * t - dr) / dd : 0);
    const [gx, gy, gz] = [rx + s * dx - t * ex, ry + s * dy - t * ey, rz + s * dz - t * ez];
    return gx * gx + gy * gy + gz * gz;
  }

  return walker;
}

const clamp = (x) => (x < 0 ? 0 : x > 1 ? 1 : x);

// Skin that a ball reaches through the air and not along the skin: the other toe, the other lip.
// As mesomap/body/strays.py: a way along the skin may be half as long again as the mark reaches.

const LONGEST_WAY = 1.5;
/** Without a face turned by 53° (cosine), or one that looks back at the mark, no fold is deep enough. */
const TURNED_COSINE = 0.6;
const LOOKING_BACK = 0.05;

/**
 * `keep(found, count, middle, gap_mm, reach_mm)`: of the first `count` faces of `found`, which hang
 * together around a mark on `found[0]`, move those that a way along the skin leads to to the front,
 * and give their number. `middle` is the mark's, `gap_mm(v)` how far vertex v is from it.
 */
export function createStrays(skin) {
  const { faces, across, xyz_mm: p, normal: n } = skin;
  const mine = new Uint32Array(across.length / 3);
  const way = new Map();
  let turn = 0;

  function keep(found, count, middle, gap_mm, reach_mm) {
    if (!folded(found, count, middle, reach_mm)) return count;
    turn += 1;
    way.clear();
    for (let i = 0; i < count; i += 1) mine[found[i]] = turn;
    for (let k = 0; k < 3; k += 1) way.set(faces[found[0] * 3 + k], gap_mm(faces[found[0] * 3 + k]));
    while (shorten(found, count)) {
      /* until no way is shorter over one more edge */
    }
    let kept = 0;
    for (let i = 0; i < count; i += 1) {
      if (nearest(found[i]) - size(found[i]) > LONGEST_WAY * reach_mm) continue;
      found[kept] = found[i];
      kept += 1;
    }
    return kept;
  }

  function folded(found, count, [mx, my, mz], reach_mm) {
    const first = found[0] * 3;
    let [looking, turned] = [false, false];
    for (let i = 0; i < count; i += 1) {
      const f = found[i] * 3;
      if (across[f] < 0 || across[f + 1] < 0 || across[f + 2] < 0) return true;
      const a = faces[f] * 3;
      const height = (mx - p[a]) * n[f] + (my - p[a + 1]) * n[f + 1] + (mz - p[a + 2]) * n[f + 2];
      looking ||= height > LOOKING_BACK * reach_mm;
      turned ||= n[f] * n[first] + n[f + 1] * n[first + 1] + n[f + 2] * n[first + 2] < TURNED_COSINE;
    }
    return looking && turned;
  }

  /** One round over all edges, along and across them; whether any way got shorter. */
  function shorten(found, count) {
    let shorter = false;
    const step = (one, two) => {
      const long = Math.hypot(
        p[one * 3] - p[two * 3],
        p[one * 3 + 1] - p[two * 3 + 1],
        p[one * 3 + 2] - p[two * 3 + 2],
      );
      const [a, b] = [way.get(one) ?? Infinity, way.get(two) ?? Infinity];
      if (a + long < b - 1e-9) way.set(two, a + long);
      else if (b + long < a - 1e-9) way.set(one, b + long);
      else return;
      shorter = true;
    };
    for (let i = 0; i < count; i += 1) {
      const f = found[i] * 3;
      for (let k = 0; k < 3; k += 1) {
        const [one, two, far] = [faces[f + k], faces[f + ((k + 1) % 3)], faces[f + ((k + 2) % 3)]];
        step(one, two);
        const beyond = across[f + k];
        if (beyond >= 0 && mine[beyond] === turn) step(far, opposite(beyond * 3, one, two));
      }
    }
    return shorter;
  }

  function opposite(b, one, two) {
    for (let k = 0; k < 2; k += 1) if (faces[b + k] !== one && faces[b + k] !== two) return faces[b + k];
    return faces[b + 2];
  }

  function nearest(face) {
    const [a, b, c] = [0, 1, 2].map((k) => way.get(faces[face * 3 + k]) ?? Infinity);
    return Math.min(a, b, c);
  }

  /** Radius of the circle round a face's middle that holds its corners. */
  function size(face) {
    const corner = [0, 1, 2].map((k) => faces[face * 3 + k] * 3);
    const [x, y, z] = [0, 1, 2].map((i) => (p[corner[0] + i] + p[corner[1] + i] + p[corner[2] + i]) / 3);
    return Math.max(...corner.map((c) => Math.hypot(p[c] - x, p[c + 1] - y, p[c + 2] - z)));
  }

  return { keep };
}

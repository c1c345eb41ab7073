// Pieces of treated skin: what one mark covers of one face, in the plane of that face (skin.js).
//
// A piece is {kind, face, y0, y1, area_mm2, …}: it lies between the rows y0 and y1, and covers
// `area_mm2` of its face when it is alone there; `depths` is a bit for each depth it counts for.
//   FULL     the whole face
//   DISC     x, y, r
//   CAPSULE  a ball of radius r swept from (x, y, h) to (x2, y2, h2); h is the height over the plane
//   RING     ring [x0, y0, x1, y1, …]: a closed ring within the face, which may touch itself

export const [FULL, DISC, CAPSULE, RING] = [0, 1, 2, 3];

/** Pieces below this, in mm², are rounding. */
export const SLIVER_MM2 = 1e-9;

/** @typedef {ReturnType<typeof piece>} Piece */

const piece = (kind, face, y0, y1, area_mm2, more) => ({
  kind,
  face,
  depths: 0,
  y0,
  y1,
  area_mm2,
  x: 0,
  y: 0,
  h: 0,
  x2: 0,
  y2: 0,
  h2: 0,
  r: 0,
  ring: null,
  ...more,
});

export const full = (skin, face) => piece(FULL, face, 0, skin.cy[face], skin.area_mm2[face]);

/** A disc of radius r about (x, y) where it meets a face, or null where it does not. */
export function disc(skin, face, x, y, r) {
  const [bx, cx, cy] = [skin.bx[face], skin.cx[face], skin.cy[face]];
  const r2 = r * r;
  const inside = x * x + y * y <= r2 && (x - bx) ** 2 + y * y <= r2 && (x - cx) ** 2 + (y - cy) ** 2 <= r2;
  if (inside) return full(skin, face);
  const area_mm2 = discArea(x, y, r, bx, cx, cy);
  if (area_mm2 <= SLIVER_MM2) return null;
  return piece(DISC, face, Math.max(0, y - r), Math.min(cy, y + r), area_mm2, { x, y, r });
}

/** Area that a disc and the triangle (0, 0), (bx, 0), (cx, cy) share: exactly, edge by edge. */
export function discArea(x, y, r, bx, cx, cy) {
  return slice(-x, -y, bx - x, -y, r) + slice(bx - x, -y, cx - x, cy - y, r) + slice(cx - x, cy - y, -x, -y, r);
}

/** Signed area that a disc about the origin shares with the triangle of the origin and a → b. */
function slice(ax, ay, bx, by, r) {
  const [dx, dy] = [bx - ax, by - ay];
  const long2 = dx * dx + dy * dy;
  const r2 = r * r;
  const along = ax * dx + ay * dy;
  const reach2 = along * along - long2 * (ax * ax + ay * ay - r2);
  if (long2 === 0) return 0;
  if (reach2 <= 0) return sector(ax, ay, bx, by, r2);
  const reach = Math.sqrt(reach2);
  const from = (-along - reach) / long2;
  const to = (-along + reach) / long2;
  if (from >= 1 || to <= 0) return sector(ax, ay, bx, by, r2);
  const s = Math.max(0, from);
  const t = Math.min(1, to);
  const [px, py] = [ax + s * dx, ay + s * dy];
  const [qx, qy] = [ax + t * dx, ay + t * dy];
  return (s > 0 ? sector(ax, ay, px, py, r2) : 0) + (px * qy - py * qx) / 2 + (t < 1 ? sector(qx, qy, bx, by, r2) : 0);
}

const sector = (ax, ay, bx, by, r2) => (r2 * Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) / 2;

/** A closed ring within a face (never outside it), or null where it is a sliver. */
export function ringPiece(skin, face, ring) {
  const area_mm2 = Math.abs(ringArea(ring));
  if (area_mm2 <= SLIVER_MM2) return null;
  if (area_mm2 >= skin.area_mm2[face] * (1 - 1e-9)) return full(skin, face);
  let [y0, y1] = [Infinity, -Infinity];
  for (let k = 1; k < ring.length; k += 2) {
    y0 = Math.min(y0, ring[k]);
    y1 = Math.max(y1, ring[k]);
  }
  return piece(RING, face, Math.max(0, y0), Math.min(skin.cy[face], y1), area_mm2, { ring });
}

/** Signed area of a ring [x0, y0, x1, y1, …]. */
export function ringArea(ring) {
  let twice = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    twice += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
  }
  return twice / 2;
}

/** A swept ball where it may meet a face; its area is found by rows (`rows.js`). */
export function capsule(skin, face, one, two, r) {
  const y0 = Math.max(0, Math.min(one[1], two[1]) - r);
  const y1 = Math.min(skin.cy[face], Math.max(one[1], two[1]) + r);
  if (y0 >= y1) return null;
  return piece(CAPSULE, face, y0, y1, NaN, {
    x: one[0],
    y: one[1],
    h: one[2],
    x2: two[0],
    y2: two[1],
    h2: two[2],
    r,
  });
}

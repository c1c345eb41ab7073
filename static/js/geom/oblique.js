// Outlines on skin that is turned away: how much of one is, and the same skin outlined in a better view.

import { edgeBetween, hit } from './hit.js';
import { crosses, inRing, simplify } from './lines.js';
import { place, skinAt } from './sight.js';

/** Cosine of 70°: skin turned further is drawn at a third of its width or less, too flat to outline well. */
const GRAZING = Math.cos((70 * Math.PI) / 180);

/** A straight edge of the old drawing is followed in steps of this on the new one; then thinned. */
const [STEP_MM, THIN_MM] = [3, 0.4];

/** An edge is halved no more often than this. */
const HALVINGS = 7;

/** The edge of the body is found to within some micrometres. */
const EDGE_HALVINGS = 18;

const MIDDLE = [1 / 3, 1 / 3];

/** Area of a face on the drawing and on the body it is drawn from, mm². */
function areas({ mesh, seen }, face) {
  const [a, b, c] = [mesh.faces[face * 3], mesh.faces[face * 3 + 1], mesh.faces[face * 3 + 2]];
  const { u_mm: u, v_mm: v, depth_mm: d } = seen;
  const [pu, pv, pd, qu, qv, qd] = [u[b] - u[a], v[b] - v[a], d[b] - d[a], u[c] - u[a], v[c] - v[a], d[c] - d[a]];
  const flat = pu * qv - pv * qu;
  return { seen_mm2: Math.abs(flat) / 2, true_mm2: Math.hypot(flat, pv * qd - pd * qv, pd * qu - pu * qd) / 2 };
}

const middleOf = ({ mesh, seen }, face) =>
  ['u_mm', 'v_mm'].map((name) => [0, 1, 2].reduce((sum, k) => sum + seen[name][mesh.faces[face * 3 + k]], 0) / 3);

/** Faces under a ring drawn in `sight`: those that are seen, and whose middle lies inside. */
export function facesUnder(sight, ring) {
  const found = [];
  for (let face = 0; face < sight.shown.length; face += 1) {
    if (sight.shown[face] && inRing(middleOf(sight, face), ring) && place(sight, [face, ...MIDDLE]).visible)
      found.push(face);
  }
  return found;
}

/**
 * How `sight` sees these faces: {oblique, seen}, shares (0-1) of their skin that is turned past 70°
 * and that is seen at all.
 */
export function facing(sight, faces) {
  let [all, turned, seen] = [0, 0, 0];
  for (const face of faces) {
    const { seen_mm2, true_mm2 } = areas(sight, face);
    all += true_mm2;
    if (!place(sight, [face, ...MIDDLE]).visible) continue;
    seen += true_mm2;
    if (seen_mm2 < GRAZING * true_mm2) turned += true_mm2;
  }
  return all ? { oblique: turned / all, seen: seen / all } : { oblique: 0, seen: 0 };
}

/** On skin turned past this (76°) a straight line of the old drawing becomes uneven in the new one: it is smoothed. */
const WAVERING = Math.cos((76 * Math.PI) / 180);

/** Strength of each smoothing pass: in and out by turns, so that the outline does not shrink. */
const PASSES = Object.freeze(Array.from({ length: 24 }, (_unused, k) => (k % 2 ? -0.53 : 0.5)));

const wavers = (own, [face]) => {
  const { seen_mm2, true_mm2 } = areas(own, face);
  return seen_mm2 < WAVERING * true_mm2;
};

function evened(line, loose) {
  return PASSES.reduce(
    (now, by) =>
      now.map((p, i) => {
        if (!loose[i]) return p;
        const [a, b] = [now.at(i - 1), now[(i + 1) % now.length]];
        return [0, 1].map((k) => p[k] + by * ((a[k] + b[k]) / 2 - p[k]));
      }),
    line,
  );
}

/** The way from one place of the old drawing to another, halved until its steps are short in the new. */
function way(own, other, from, to, halvings) {
  const gap = Math.hypot(from.at[0] - to.at[0], from.at[1] - to.at[1]);
  if (gap <= STEP_MM || halvings === 0) return [from];
  const middle = spotOf(own, other, [(from.p[0] + to.p[0]) / 2, (from.p[1] + to.p[1]) / 2]);
  return middle
    ? [...way(own, other, from, middle, halvings - 1), ...way(own, other, middle, to, halvings - 1)]
    : [from];
}

/** The skin at a place; beside the body that at its very edge, found closely: the skin there is drawn very narrow. */
function skinNear(own, p) {
  const found = hit(own, ...p)?.anchor ?? null;
  if (!found || skinAt(own, ...p)) return found;
  const { u_mm, v_mm } = place(own, found);
  return hit(own, ...edgeBetween(own, [u_mm, v_mm], p, EDGE_HALVINGS))?.anchor ?? null;
}

/** The skin at a place of the old drawing, and where the new one has it; null where it does not. */
function spotOf(own, other, p) {
  const anchor = skinNear(own, p);
  const spot = anchor && place(other, anchor);
  return spot?.visible ? { p, anchor, at: [spot.u_mm, spot.v_mm] } : null;
}

/**
 * The outline `anchors` of the view `own`, round the same skin in the view `other`: its anchors
 * there, or null where that view does not see all of it or the line would cross itself.
 */
export function carry(own, other, anchors) {
  const corners = anchors.map((anchor) => {
    const at = place(own, anchor);
    return spotOf(own, other, [at.u_mm, at.v_mm]);
  });
  if (corners.length < 3 || corners.includes(null)) return null;
  const along = corners.flatMap((from, i) => way(own, other, from, corners[(i + 1) % corners.length], HALVINGS));
  const line = evened(
    along.map(({ at }) => at),
    along.map(({ anchor }) => wavers(own, anchor)),
  );
  const thin = simplify(line, THIN_MM);
  if (thin.length < 3 || crosses(thin)) return null;
  const found = thin.map((p) => hit(other, ...p)?.anchor ?? null);
  return found.includes(null) ? null : found;
}

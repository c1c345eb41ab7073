// Distances along the skin by another way than the one under test: Dijkstra over points set densely on
// the edges of the faces. A path from edge point to edge point is never shorter than the truth, and with
// points every 1 mm some 1 % longer.
import { positionOf } from '../../static/js/geom/skin.js';

/** Points of each edge (its ends among them), shared by the two faces beside it. */
function createEdges(skin, step_mm) {
  const { faces, xyz_mm: p } = skin;
  const points = [];
  const known = new Map();
  return {
    points,
    of(face) {
      const found = [];
      for (let k = 0; k < 3; k += 1) {
        const [a, b] = [faces[face * 3 + k], faces[face * 3 + ((k + 1) % 3)]];
        const key = Math.min(a, b) * 65536 + Math.max(a, b);
        if (!known.has(key)) {
          const [low, high] = [Math.min(a, b) * 3, Math.max(a, b) * 3];
          const long = Math.hypot(p[high] - p[low], p[high + 1] - p[low + 1], p[high + 2] - p[low + 2]);
          const n = Math.ceil(long / step_mm);
          known.set(
            key,
            Array.from({ length: n + 1 }, (_unused, i) => {
              const t = i / n;
              points.push([0, 1, 2].map((c) => (1 - t) * p[low + c] + t * p[high + c]));
              return points.length - 1;
            }),
          );
        }
        found.push(...known.get(key));
      }
      return found;
    },
  };
}

/** A heap of [distance, node], the least first. */
function push(heap, item) {
  let at = heap.length;
  heap.push(item);
  while (at > 0 && heap[(at - 1) >> 1][0] > item[0]) {
    heap[at] = heap[(at - 1) >> 1];
    at = (at - 1) >> 1;
  }
  heap[at] = item;
}

function pull(heap) {
  const [least] = heap;
  const item = heap.pop();
  let at = 0;
  for (let next = 1; heap.length && next < heap.length; next = 2 * at + 1) {
    if (next + 1 < heap.length && heap[next + 1][0] < heap[next][0]) next += 1;
    if (heap[next][0] >= item[0]) break;
    heap[at] = heap[next];
    at = next;
  }
  if (heap.length) heap[at] = item;
  return least;
}

const gap = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/**
 * Distances in mm from one anchor to others, along the skin, as far as `most_mm`; Infinity beyond.
 * @returns {number[]}
 */
export function distancesFrom(skin, from, others, most_mm, step_mm = 1) {
  const edges = createEdges(skin, step_mm);
  const start = positionOf(skin, from);
  const best = new Map();
  const open = [];
  const offer = (node, far) => {
    if (far > most_mm || far >= (best.get(node) ?? Infinity)) return;
    best.set(node, far);
    push(open, [far, node]);
  };
  // faces within reach, over edges
  const faces = new Set([from[0]]);
  const corner = (face) => [0, 1, 2].map((k) => [0, 1, 2].map((c) => skin.xyz_mm[skin.faces[face * 3 + k] * 3 + c]));
  for (const face of faces) {
    for (let k = 0; k < 3; k += 1) {
      const beyond = skin.across[face * 3 + k];
      if (beyond >= 0 && corner(beyond).some((p) => gap(p, start) < most_mm)) faces.add(beyond);
    }
  }
  const beside = new Map();
  for (const face of faces) {
    const own = edges.of(face);
    for (const node of own) {
      if (!beside.has(node)) beside.set(node, new Set());
      beside.get(node).add(own);
    }
  }
  for (const node of edges.of(from[0])) offer(node, gap(start, edges.points[node]));
  const done = new Set();
  while (open.length) {
    const [far, node] = pull(open);
    if (done.has(node)) continue;
    done.add(node);
    for (const own of beside.get(node)) {
      for (const other of own) if (!done.has(other)) offer(other, far + gap(edges.points[node], edges.points[other]));
    }
  }
  return others.map((anchor) => {
    const end = positionOf(skin, anchor);
    const straight = anchor[0] === from[0] ? gap(start, end) : Infinity;
    return Math.min(
      straight,
      ...edges.of(anchor[0]).map((node) => (best.get(node) ?? Infinity) + gap(edges.points[node], end)),
    );
  });
}

// Small shaded drawings of the close-ups, made from the skin itself: the index of the plates.

const SHADES = 14;

/** Where the light comes from, beside straight ahead: a little from above and from the left. */
const LIGHT = Object.freeze({ right: -0.28, up: 0.45, toward: 0.85 });

const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function corners({ faces, xyz_mm }, face) {
  return [0, 1, 2].map((j) => {
    const k = faces[face * 3 + j] * 3;
    return [xyz_mm[k], xyz_mm[k + 1], xyz_mm[k + 2]];
  });
}

/** Faces of the view's parts that are turned toward us, farthest first: {at, depth, light}. */
function lit(mesh, view, parts) {
  const up = cross(view.toward, view.right);
  const sun = [0, 1, 2].map((j) => LIGHT.right * view.right[j] + LIGHT.up * up[j] + LIGHT.toward * view.toward[j]);
  const bright = Math.hypot(...sun);
  const found = [];
  for (let face = 0; face < mesh.faces.length / 3; face += 1) {
    if (parts && !parts.has(mesh.segmentOf[face])) continue;
    const [a, b, c] = corners(mesh, face);
    const normal = cross(b.map((x, j) => x - a[j]), c.map((x, j) => x - a[j]));
    const long = Math.hypot(...normal);
    if (!long || dot(normal, view.toward) <= 0) continue;
    found.push({
      at: [a, b, c].map((p) => [dot(p, view.right), -dot(p, up)]),
      depth: dot(a, view.toward) + dot(b, view.toward) + dot(c, view.toward),
      light: Math.max(0, dot(normal, sun) / long / bright),
    });
  }
  return found.sort((one, other) => one.depth - other.depth);
}

function tones(canvas) {
  const style = getComputedStyle(canvas);
  const [skin, shade] = ['--skin', '--plate-shade'].map((name) => style.getPropertyValue(name).trim());
  return Array.from({ length: SHADES }, (_unused, k) => `color-mix(in oklab, ${skin} ${Math.round((100 * k) / (SHADES - 1))}%, ${shade})`);
}

/**
 * Draw a view on a canvas. `view` has `right`, `toward` and `segments` (names; [] = the whole body),
 * `box` is [u0, v0, w, h] in mm, `mesh` the figure in the view's pose.
 */
export function drawPlate(canvas, mesh, view, box) {
  const parts = view.segments.length ? new Set(view.segments.map((name) => mesh.segments.indexOf(name))) : null;
  const context = canvas.getContext('2d');
  const scale = Math.min(canvas.width / box[2], canvas.height / box[3]);
  context.setTransform(
    scale, 0, 0, scale,
    canvas.width / 2 - (box[0] + box[2] / 2) * scale, canvas.height / 2 - (box[1] + box[3] / 2) * scale,
  );
  context.lineWidth = 0.7 / scale;
  const colours = tones(canvas);
  for (const { at, light } of lit(mesh, view, parts)) {
    const colour = colours[Math.round(light * (SHADES - 1))];
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.beginPath();
    at.forEach(([u, v], k) => (k ? context.lineTo(u, v) : context.moveTo(u, v)));
    context.closePath();
    context.fill();
    context.stroke();
  }
}

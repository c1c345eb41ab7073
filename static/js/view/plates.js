// Plates: small shaded drawings of the close-ups, made from the skin itself, for the sheet of them.

import { project } from '../geom/views.js';

const SHADES = 14;

/** Faces that reach into the box from this far outside are drawn too. */
const MARGIN_MM = 70;

/** Share of the box over which the drawing fades out at its rim, as the close-ups do. */
const FADE = 0.09;

/** Where the light comes from, beside straight ahead: a little from above and from the left. */
const LIGHT = Object.freeze({ right: -0.28, up: 0.45, toward: 0.85 });

const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

/** Which light falls on a normal of the drawing (right, down, toward; any length): 0 to 1. */
const BRIGHT = Math.hypot(LIGHT.right, LIGHT.up, LIGHT.toward);
const lightOn = (x, y, z) =>
  Math.max(0, (x * LIGHT.right - y * LIGHT.up + z * LIGHT.toward) / (BRIGHT * Math.hypot(x, y, z) || 1));

/** Faces of the view's parts that are turned toward us inside the box, farthest first: [face, light]. */
function lit(mesh, { u_mm: u, v_mm: v, depth_mm: d }, parts, [u0, v0, w, h]) {
  const { faces, segmentOf } = mesh;
  const found = [];
  for (let f = 0, k = 0; k < faces.length; f += 1, k += 3) {
    if (parts && !parts.has(segmentOf[f])) continue;
    const [a, b, c] = [faces[k], faces[k + 1], faces[k + 2]];
    if (u[a] < u0 - MARGIN_MM || u[a] > u0 + w + MARGIN_MM || v[a] < v0 - MARGIN_MM || v[a] > v0 + h + MARGIN_MM)
      continue;
    const normal = cross([u[b] - u[a], v[b] - v[a], d[b] - d[a]], [u[c] - u[a], v[c] - v[a], d[c] - d[a]]);
    // v points down, so what faces us goes round the other way
    if (normal[2] >= 0) continue;
    found.push([f, lightOn(-normal[0], -normal[1], -normal[2]), d[a] + d[b] + d[c]]);
  }
  return found.sort((one, other) => one[2] - other[2]);
}

function tones(canvas) {
  const style = getComputedStyle(canvas);
  const [skin, shade] = ['--skin', '--plate-shade'].map((name) => style.getPropertyValue(name).trim());
  return Array.from(
    { length: SHADES },
    (_unused, k) => `color-mix(in oklab, ${skin} ${Math.round((100 * k) / (SHADES - 1))}%, ${shade})`,
  );
}

/** Let what is drawn fade out towards the rim of the box. */
function fade(context, [u0, v0, w, h]) {
  context.globalCompositeOperation = 'destination-in';
  for (const line of [
    [u0, 0, u0 + w, 0],
    [0, v0, 0, v0 + h],
  ]) {
    const gradient = context.createLinearGradient(...line);
    [
      [0, 0],
      [FADE, 1],
      [1 - FADE, 1],
      [1, 0],
    ].forEach(([at, alpha]) => gradient.addColorStop(at, `rgb(0 0 0 / ${alpha})`));
    context.fillStyle = gradient;
    context.fillRect(u0 - w, v0 - h, 3 * w, 3 * h);
  }
  context.globalCompositeOperation = 'source-over';
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
    scale,
    0,
    0,
    scale,
    canvas.width / 2 - (box[0] + box[2] / 2) * scale,
    canvas.height / 2 - (box[1] + box[3] / 2) * scale,
  );
  context.lineWidth = 0.7 / scale;
  const colours = tones(canvas);
  const seen = project(mesh.xyz_mm, view);
  const { u_mm: u, v_mm: v } = seen;
  for (const [face, light] of lit(mesh, seen, parts, box)) {
    const colour = colours[Math.round(light * (SHADES - 1))];
    const [a, b, c] = [mesh.faces[face * 3], mesh.faces[face * 3 + 1], mesh.faces[face * 3 + 2]];
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(u[a], v[a]);
    context.lineTo(u[b], v[b]);
    context.lineTo(u[c], v[c]);
    context.closePath();
    context.fill();
    context.stroke();
  }
  fade(context, box);
}

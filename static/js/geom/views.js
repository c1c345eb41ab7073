// From where a body is drawn. A view is an orthographic projection: where the drawing's right and
// the viewer are, in body axes (x the patient's left, y up, z forward; millimetres).

const freeze = Object.freeze;

/** The four whole views. The close-ups are in the body's table (body-1.json, `views`). */
export const VIEWS = freeze({
  front: freeze({ key: 'front', right: [1, 0, 0], toward: [0, 0, 1] }),
  back: freeze({ key: 'back', right: [-1, 0, 0], toward: [0, 0, -1] }),
  left: freeze({ key: 'left', right: [0, 0, -1], toward: [1, 0, 0] }),
  right: freeze({ key: 'right', right: [0, 0, 1], toward: [-1, 0, 0] }),
});

/** In a side view the upper limb hides the trunk, so it is left out unless asked for. */
export const isSide = (view) => view === 'left' || view === 'right';

/** A view as {key, right, toward, …}: a row of the table, or one of the whole views by its key. */
export const viewOf = (view) => (typeof view === 'string' ? VIEWS[view] : view);

const dot = (p, q) => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];

const cross = (p, q) => [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]];

/** Vertices (xyz in mm, flat) seen in a view: u_mm to the right, v_mm down, depth_mm toward us. */
export function project(xyz_mm, view) {
  const { right, toward } = viewOf(view);
  const up = cross(toward, right);
  const n = xyz_mm.length / 3;
  const u_mm = new Float32Array(n);
  const v_mm = new Float32Array(n);
  const depth_mm = new Float32Array(n);
  const p = [0, 0, 0];
  for (let i = 0, k = 0; i < n; i += 1, k += 3) {
    p[0] = xyz_mm[k];
    p[1] = xyz_mm[k + 1];
    p[2] = xyz_mm[k + 2];
    u_mm[i] = dot(p, right);
    v_mm[i] = -dot(p, up);
    depth_mm[i] = dot(p, toward);
  }
  return { u_mm, v_mm, depth_mm };
}

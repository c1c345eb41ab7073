// The four views: where the drawing's right and the viewer are, in body axes
// (x the patient's left, y up, z forward; millimetres).

const freeze = Object.freeze;

export const VIEWS = freeze({
  front: freeze({ right: [1, 0, 0], toward: [0, 0, 1] }),
  back: freeze({ right: [-1, 0, 0], toward: [0, 0, -1] }),
  left: freeze({ right: [0, 0, -1], toward: [1, 0, 0] }),
  right: freeze({ right: [0, 0, 1], toward: [-1, 0, 0] }),
});

/** In a side view the upper limb hides the trunk, so it is left out unless asked for. */
export const isSide = (view) => view === 'left' || view === 'right';

/** Vertices (xyz in mm, flat) seen in a view: u_mm to the right, v_mm down, depth_mm toward us. */
export function project(xyz_mm, view) {
  const { right, toward } = VIEWS[view];
  const n = xyz_mm.length / 3;
  const u_mm = new Float32Array(n);
  const v_mm = new Float32Array(n);
  const depth_mm = new Float32Array(n);
  for (let i = 0, k = 0; i < n; i += 1, k += 3) {
    const [x, y, z] = [xyz_mm[k], xyz_mm[k + 1], xyz_mm[k + 2]];
    u_mm[i] = x * right[0] + z * right[2];
    v_mm[i] = -y; // up is +y in all four views
    depth_mm[i] = x * toward[0] + z * toward[2];
  }
  return { u_mm, v_mm, depth_mm };
}

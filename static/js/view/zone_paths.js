// Where a zone is in a drawing: its path there; built from its faces where the drawing has none.

import { facesOfZone } from '../geom/mesh.js';
import { rim, rimPath } from '../geom/rim.js';

function drawnPath(body, zone) {
  const limb = body.classList.contains('with-limb');
  const paths = body.querySelectorAll(`[data-zone="${CSS.escape(zone)}"]`);
  return [...paths]
    .filter((p) => limb || !p.closest('.limb'))
    .map((p) => p.getAttribute('d'))
    .join(' ');
}

function builtPath(sight, zone, version) {
  const faces = new Set(facesOfZone(sight.mesh, zone, version).filter((face) => sight.shown[face]));
  return rimPath(
    rim(sight.mesh, (face) => faces.has(face)),
    sight.seen,
  );
}

/**
 * The drawings are cut along the `newest` zones, so zones as an older session knew them are built.
 * @returns (body, sight, zone) → path data, '' where the view does not show the zone
 */
export function createZonePaths(newest, version) {
  const built = new WeakMap();
  return (body, sight, zone) => {
    const asked = version();
    const found = asked === null || asked === newest ? drawnPath(body, zone) : '';
    if (found) return found;
    if (!built.has(sight)) built.set(sight, new Map());
    const kept = built.get(sight);
    if (!kept.has(zone)) kept.set(zone, builtPath(sight, zone, asked));
    return kept.get(zone);
  };
}

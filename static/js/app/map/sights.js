// How figures are seen, made when first wanted: each view of each figure once.

import { createSight } from '../../geom/sight.js';
import { isSide } from '../../geom/views.js';

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Views } from '../../model/views.js' */
/** @import { Skins } from '../offline/load.js' */

/**
 * @param {{mesh: Mesh, skins: Skins, views: Views, figure: () => string}} parts `mesh` of the session's first figure,
 *   `figure()` now
 */
export function createSights({ mesh, skins, views, figure }) {
  const made = new Map();

  const nameOf = (whose, view) => views.position(whose ?? figure(), view);

  /** The sight of a figure in a view; while its skin is loading, that of another skin, which is not kept. */
  function sightOf(whose, view, limb) {
    if (!views.known(view)) return null;
    const name = nameOf(whose, view);
    const key = `${name} ${view} ${Boolean(limb) && isSide(view)}`;
    if (made.has(key)) return made.get(key);
    const skin = skins.get(name);
    const sight = createSight(skin ?? mesh, views.row(view), limb, views.frame(whose ?? figure(), view));
    if (skin) made.set(key, sight);
    return sight;
  }

  return Object.freeze({
    /** How `view` of a figure (null: the session's) sees the skin. */
    sightOf,
    load: (whose, view) => skins.load(nameOf(whose, view)),

    /** What has to be read before these marks can be drawn: promises, none when all is here. */
    wanted(marks) {
      const names = new Set(marks.filter((m) => m.view && views.known(m.view)).map((m) => nameOf(m.figure, m.view)));
      return [...names].filter((name) => !skins.get(name)).map((name) => skins.load(name));
    },
  });
}

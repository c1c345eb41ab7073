// Round the map: the zone under the finger, close-ups, layers, small bodies, and the figures of what stands.

import { $ } from '../../view/dom.js';
import { makeThumbs } from '../../view/thumbs.js';
import { createCloseUps } from '../map/close_ups.js';
import { createFigures } from '../map/figures.js';
import { createHeld } from '../map/held.js';
import { createLayers } from '../map/layers.js';
import { createLive } from '../map/live.js';
import { createMinimaps } from '../map/minimaps.js';
import { createPast } from '../map/past.js';
import { createWhere } from '../map/where.js';
import { createZones } from '../map/zones.js';

/** @import { Ground } from './ground.js' */

/** @param {Ground} ground */
export function createMapRoom(ground) {
  const { root, boot, desk, place, map, shown, views, mesh, meta, tools, beside, tell, ear, api, here, db } = ground;
  const thumbs = $('#views');
  const past = createPast({ boot, map, tools });
  const minimaps = createMinimaps({ place: thumbs, map, views, desk, shown, beside });
  const zones = createZones({ boot, desk, map, tools, tell, ear, meta, views, shown, beside });
  const closeUps = createCloseUps({ desk, map, views, mesh, tools, root, shown, zones, beside });
  const layers = createLayers({ boot, map, tools, tell, root, past });
  const live = createLive({ desk, boot, mesh, map, db });
  const figures = createFigures({ desk, api, boot, live, here, beside });
  const held = createHeld({ desk, place, map, shown, beside });
  const where = createWhere({ boot, desk, map, views, mesh, shown });
  makeThumbs(thumbs, (view) => shown.choose(view, where.limbFor(view)), closeUps.openSheet);

  map.stage.map.addEventListener('settled', () => {
    const inside = views.isCloseUp(map.now().view);
    $('.whole').hidden = inside || !(map.mm_px() < map.wholeScale() * 0.98);
  });

  return Object.freeze({ past, minimaps, zones, closeUps, layers, live, figures, held, where });
}

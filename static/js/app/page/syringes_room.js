// Syringes: what is in them, from which tray, and which marks are theirs.

import { createAssign } from '../syringes/assign.js';
import { createDayLots } from '../syringes/day_lots.js';
import { createMixes } from '../syringes/mixes.js';
import { createSyringes } from '../syringes/syringes.js';
import { createTray } from '../syringes/tray.js';

/** @import { Ground } from './ground.js' */
/** @import { Known } from '../record/known.js' */
/** @import { Offer } from '../hand/offer.js' */

/**
 * @param {Ground} ground
 * @param {Known} known
 * @param {Offer} offer
 */
export function createSyringesRoom(ground, known, offer) {
  const { boot, desk, place, tools, beside, tell, ear, api, here } = ground;
  const tray = createTray({ boot, api, tell, ear, here });
  const mixes = createMixes({ boot, api, tell, ear });
  const assign = createAssign({ desk, beside });
  const syringes = createSyringes({ desk, tools, boot, tell, ear, tray, mixes, known, assign, beside });
  const dayLots = createDayLots({ desk, boot, tray, offer, place });
  return Object.freeze({ assign, syringes, dayLots });
}

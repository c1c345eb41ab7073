// What the hand does on the map: marks, proposals and patterns, selections, cards, and the keyboard's part in it.

import { watchFingers } from '../../input/free.js';
import { createGestures } from '../../input/gestures.js';
import { createSelectBar } from '../../view/select_bar.js';
import { bailOut } from '../hand/bail.js';
import { createBrush } from '../hand/brush.js';
import { createCard } from '../hand/card.js';
import { createExamination } from '../hand/examination.js';
import { createHand } from '../hand/hand.js';
import { bindKeys } from '../hand/keyboard.js';
import { createMarking } from '../desk/marking.js';
import { createMirror } from '../hand/mirror.js';
import { createOffer } from '../hand/offer.js';
import { createOwnPatterns } from '../hand/own_patterns.js';
import { createPatterns } from '../hand/patterns.js';
import { openPatternSheet } from '../hand/pattern_sheet.js';
import { createPublished } from '../hand/published.js';
import { createProposal } from '../hand/proposal.js';
import { createSelection } from '../hand/selection.js';
import { createTravel } from '../desk/travel.js';

/** @import { CloseUps } from '../map/close_ups.js' */
/** @import { Ground } from './ground.js' */
/** @import { Layers } from '../map/layers.js' */
/** @import { Live } from '../map/live.js' */
/** @import { Where } from '../map/where.js' */
/** @import { Pain } from '../record/pain.js' */
/** @import { Zones } from '../map/zones.js' */

/**
 * @param {Ground} ground
 * @param {{zones: Zones, closeUps: CloseUps, layers: Layers, live: Live, where: Where}} around
 * @param {Pain} pain
 */
export function createHandRoom(ground, { zones, closeUps, layers, live, where }, pain) {
  const { root, boot, desk, place, map, shown, views, mesh, tools, nogo, beside, tell, ear, api, name } = ground;
  const marking = createMarking({ desk, place });
  const proposal = createProposal({ desk, map, tools, live, tell, ear, root, where });
  const own = createOwnPatterns({ boot, desk, map, mesh, proposal, api, tell, ear });
  const patterns = createPatterns({ desk, map, tools, zones, mesh, boot, proposal, tell });
  const published = createPublished({ desk, map, tools, zones, mesh, boot, proposal });
  const offer = createOffer({ desk, map, views, mesh, tell, shown, closeUps, root, beside });
  const brush = createBrush({ map, desk, tools, tell, offer });
  const examination = createExamination({ boot, desk, place, map, views, live, tools, brush, tell, ear, root, shown });
  const card = createCard({ desk, place, map, name, shown, patternOf: patterns.ofMark });
  const mirror = createMirror({ boot, mesh, desk, tell, ear, name });
  const bar = createSelectBar(root);
  const selection = createSelection({
    desk,
    map,
    tools,
    marking,
    tell,
    ear,
    name,
    bar,
    mirror,
    keepPattern: own.keep,
  });
  const takers = [proposal, pain];
  const hand = createHand({ map, tools, marking, brush, nogo, selection, takers, zones, examination, card });
  const travel = createTravel({ desk, place, tell, ear });
  bindKeys({ map, tools, zones, ear, desk, travel, removeAt: hand.removeAt, closeUps, layers, brush, selection, nogo });
  bailOut(createGestures(map.stage.map, hand));
  watchFingers(map.stage.map);

  return Object.freeze({
    marking,
    patterns,
    offer,
    examination,
    mirror,
    travel,
    openPatterns: () => openPatternSheet({ zones, own, patterns, published }),
  });
}

// The steps of a session with their panels, their clock and the signature.

import { $ } from '../view/dom.js';
import { createAccord } from './accord.js';
import { createActDay } from './act_day.js';
import { createQuestions } from './checklist.js';
import { createClock } from './clock.js';
import { createClockFix } from './clock_fix.js';
import { createEnd } from './end.js';
import { createFees } from './fees.js';
import { createGaps } from './gaps.js';
import { createInject } from './inject.js';
import { createNext } from './next.js';
import { createPanels } from './panels.js';
import { createRepeat } from './repeat.js';
import { createSigning } from './signing.js';
import { createSteps } from './steps.js';

/** @import { Assign } from './assign.js' */
/** @import { DayLots } from './day_lots.js' */
/** @import { Drafts } from './drafts.js' */
/** @import { Figures } from './figures.js' */
/** @import { Ground } from './ground.js' */
/** @import { Held } from './held.js' */
/** @import { Known } from './known.js' */
/** @import { Notes } from './notes.js' */
/** @import { Pain } from './pain.js' */
/** @import { Syringes } from './syringes.js' */
/** @import { Where } from './where.js' */
/** @import { Zones } from './zones.js' */

/**
 * @param {Ground} ground
 * @param {{zones: Zones, figures: Figures, held: Held, where: Where}} around
 * @param {{syringes: Syringes, assign: Assign, dayLots: DayLots}} syringes
 * @param {{known: Known, notes: Notes, pain: Pain, drafts: Drafts}} said
 */
export function createStepsRoom(
  ground,
  { zones, figures, held, where },
  { syringes, assign, dayLots },
  { known, notes, pain, drafts },
) {
  const { root, boot, desk, place, map, shown, tools, beside, tell, ear, api, here, db, name } = ground;
  const clock = createClock(desk, $('#clock'));
  const actDay = createActDay({ boot, desk, tell, ear });
  const clockFix = createClockFix({ desk, clock, actDay, figures, tell, ear });
  const questions = createQuestions({ desk, boot, tell });
  const fees = createFees({ api, boot });
  const accord = createAccord({ boot, desk, figures, notes, questions, pain, dayLots, assign });
  const inject = createInject({ desk, clock, held, notes, assign });
  const end = createEnd({ boot, desk, place, here, figures, actDay, clockFix, pain, drafts, tell, name, zones });
  const panels = createPanels({ root, desk, place, fees, accord, inject, end });
  const signing = createSigning({ boot, desk, here, drafts, actDay, signed: panels.fromTheTop });
  const steps = createSteps({
    boot,
    desk,
    place,
    root,
    tell,
    map,
    shown,
    where,
    tools,
    beside,
    known,
    figures,
    fees,
    clock,
    clockFix,
    panels,
    gaps: createGaps({ desk, boot, here, known, questions, syringes, assign }),
    repeat: createRepeat({ desk, boot, root, tell, ear, where, dayLots }),
    next: createNext({ db, boot, desk }),
    signing,
  });
  return Object.freeze({ actDay, steps });
}

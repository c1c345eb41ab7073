// The steps of a session with their panels, their clock and the signature.

import { $ } from '../../view/dom.js';
import { createAccord } from '../steps/accord.js';
import { createActDay } from '../steps/act_day.js';
import { createQuestions } from '../record/checklist.js';
import { createClock } from '../steps/clock.js';
import { createClockFix } from '../steps/clock_fix.js';
import { createEnd } from '../steps/end.js';
import { createFees } from '../steps/fees.js';
import { createGaps } from '../steps/gaps.js';
import { createInject } from '../steps/inject.js';
import { createNext } from '../steps/next.js';
import { createPanels } from '../steps/panels.js';
import { createRepeat } from '../steps/repeat.js';
import { createSigning } from '../steps/signing.js';
import { createSteps } from '../steps/steps.js';

/** @import { Assign } from '../syringes/assign.js' */
/** @import { DayLots } from '../syringes/day_lots.js' */
/** @import { Drafts } from '../desk/drafts.js' */
/** @import { Figures } from '../map/figures.js' */
/** @import { Ground } from './ground.js' */
/** @import { Held } from '../map/held.js' */
/** @import { Known } from '../record/known.js' */
/** @import { Notes } from '../record/notes.js' */
/** @import { Pain } from '../record/pain.js' */
/** @import { Syringes } from '../syringes/syringes.js' */
/** @import { Where } from '../map/where.js' */
/** @import { Zones } from '../map/zones.js' */

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

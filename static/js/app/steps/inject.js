// Injecter: the plan large, the clock, one key.

import { pauseClock } from '../../model/actions.js';
import { bySyringe, lettered } from '../../model/assign.js';
import { countsOf } from '../../model/counts.js';
import { LEVELS, DEPTHS } from '../../model/depths.js';
import { depthsOf } from '../../model/marks.js';
import { standing } from '../../model/session.js';
import { _ } from '../../texts.js';
import { $, h, morph } from '../../view/dom.js';
import { depthSign } from '../../view/rail.js';
import { contentsWords, countsBeside, syringeWord } from '../../view/went.js';

function legend(session) {
  const marks = standing(session).filter((m) => m.phase === 'plan');
  const counts = countsOf(marks);
  const used = DEPTHS.filter((d) => marks.some((m) => depthsOf(m).includes(d)));
  return h(
    'ul',
    { class: 'legend' },
    ...used.map((depth) =>
      h(
        'li',
        {},
        depthSign(depth, 'mini'),
        h('span', {}, _(LEVELS[depth].name)),
        h('b', {}, counts.by_depth[depth] ? String(counts.by_depth[depth]) : ''),
      ),
    ),
  );
}

/** Syringes with their contents, lots and marks. Touched, one is in hand: its marks stand before the others. */
function mixes(session, held, redraw) {
  const marks = standing(session).filter((m) => m.phase === 'plan');
  const found = bySyringe(session, marks);
  const several = lettered(session);
  const body = ({ syringe, marks: its }) => [
    h('b', {}, syringeWord(syringe)),
    h('span', { class: 'contents' }, session.syringes[syringe] ? contentsWords(session.syringes[syringe]) : ''),
    countsBeside(its),
  ];
  return h(
    'ul',
    { class: 'mixes' },
    ...found.map((row) =>
      h(
        'li',
        { class: row.syringe === null ? 'nobody' : null },
        several && row.syringe !== null
          ? h(
              'button',
              {
                type: 'button',
                class: 'mix-key',
                'data-hold': row.syringe,
                'aria-pressed': String(held.now() === row.syringe),
                onclick: () => {
                  held.hold(held.now() === row.syringe ? null : row.syringe);
                  redraw();
                },
              },
              ...body(row),
            )
          : h('div', { class: 'mix-key' }, ...body(row)),
      ),
    ),
  );
}

/** The clock, which is a key that pauses it; the great key resumes it. */
function bigClock({ running, elapsed_ms }, desk, clock) {
  const paused = !running && elapsed_ms > 0;
  return h('button', {
    type: 'button',
    class: 'big-clock',
    'data-act': 'pause',
    'aria-label': running ? _('Mettre en pause') : _('Chronomètre'),
    'aria-pressed': String(paused),
    onclick: () => {
      if (desk.session().timer.running) desk.perform(pauseClock(clock.elapsed()));
    },
  });
}

/** @import { Assign } from '../syringes/assign.js' */
/** @import { Clock } from './clock.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Held } from '../map/held.js' */
/** @import { Notes } from '../record/notes.js' */

/** @param {{desk: Desk, clock: Clock, held: Held, notes: Notes, assign: Assign}} parts */
export const createInject = ({ desk, clock, held, notes, assign }) =>
  /** `finish()` ends the injections; `redraw()` shows the step again. */
  function showInject(panel, finish, redraw) {
    const session = desk.session();
    const { timer } = session;
    const paused = !timer.running && !timer.stopped && timer.elapsed_ms > 0;
    morph(panel, [
      bigClock(timer, desk, clock),
      paused
        ? h(
            'div',
            { class: 'paused' },
            h('span', {}, _('En pause')),
            h('button', { type: 'button', class: 'quiet', 'data-act': 'finish', onclick: finish }, _('Terminé')),
          )
        : '',
      legend(session),
      notes.key(redraw),
    ]);
    const place = $('#in-hand');
    morph(place, [mixes(session, held, redraw), assign.key()]);
    place.hidden = !Object.keys(session.syringes).length;
    clock.show();
  };

// Acts on the clock of the injections: it runs, pauses, stops, and is set right.

import { _ } from '../../texts.js';
import { deepFreeze } from '../marks.js';
import { at, author_id, defineAct, merge } from './act.js';

export const START = 'timer.started';

/** Corrections of the clock stay with it; a clock without any is written as it always was. */
const withClock = (session, said, corrections = session.timer.corrections) =>
  merge(session, { timer: deepFreeze({ ...said, ...(corrections ? { corrections } : {}) }) });

const set =
  (running, stopped) =>
  (session, { body: { elapsed_ms } }) =>
    withClock(session, { running, elapsed_ms, stopped });

function correct(session, event) {
  const { corrections = [], ...clock } = session.timer;
  const is_ms = event.body.elapsed_ms;
  const said = { was_ms: clock.elapsed_ms, is_ms, at: at(event), author_id: author_id(event) };
  return withClock(session, { ...clock, elapsed_ms: is_ms }, [...corrections, said]);
}

const clock = (kind, apply) =>
  defineAct({
    kind,
    apply,
    inverse: null,
    words: () => _('Chronomètre'),
    label: null,
  });

export const ACTS = [
  clock(START, set(true, false)),
  clock('timer.paused', set(false, false)),
  clock('timer.stopped', set(false, true)),
  defineAct({
    kind: 'timer.corrected',
    dated: true,
    apply: correct,
    inverse: null,
    words: () => _('Durée corrigée'),
    label: null,
  }),
];

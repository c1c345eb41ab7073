// A clock that was forgotten, or put back: asked about once, corrected with a trace.

import { act } from '../../model/acts/act.js';
import { isDoubtful, isPlausible, saidBefore } from '../../model/clock.js';
import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';
import { decimal, doubt } from '../../view/fields.js';
import { clockText } from '../../view/header.js';

const MOST_MIN = 600;

const correct = (elapsed_ms) => [act('timer.corrected', { elapsed_ms })];

/** Milliseconds of what was typed in minutes, or the sentence that says why not. */
function typedMs(text) {
  const minutes = decimal(text, 'min');
  const why =
    doubt(text, 'min') ??
    (minutes > 0 && minutes <= MOST_MIN ? null : _('La durée est un nombre de minutes, par exemple 20.'));
  return why ? { why } : { ms: Math.round(minutes * 60_000) };
}

/** @import { ActDay } from './act_day.js' */
/** @import { Clock } from './clock.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Figures } from '../map/figures.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createClockFix>} ClockFix */

/** @param {{desk: Desk, clock: Clock, actDay: ActDay, figures: Figures, tell: Tell, ear: Ear}} parts */
export function createClockFix({ desk, clock, actDay, figures, tell, ear }) {
  /** whether the question was answered, on this page, with: the injection goes on */
  let goes_on = false;
  const upper_min = () => figures.totals()?.plan?.minutes?.high ?? null;

  /** Ask how long it was; `back` where the tablet's clock went back meanwhile. */
  async function ask(back = false) {
    const { elapsed_ms } = desk.session().timer;
    const text = clockText(elapsed_ms);
    const chosen = await openDialog(_('Durée réelle de l’injection'), (close) => {
      const input = h('input', { name: 'minutes', inputmode: 'decimal', autocomplete: 'off' });
      const take = (event) => {
        event?.preventDefault();
        const { ms, why } = typedMs(input.value);
        if (why) tell(why);
        else close(ms);
      };
      return h(
        'form',
        { class: 'clock-fix', onsubmit: take },
        h(
          'p',
          {},
          back
            ? _('L’horloge de la tablette a été reculée : le chronomètre indique {text}.', { text })
            : _('Le chronomètre indique {text}.', { text }),
        ),
        h('label', { class: 'field' }, h('span', {}, _('Durée réelle, en minutes')), input),
        h(
          'div',
          { class: 'dialog-keys' },
          h(
            'button',
            { type: 'button', class: 'quiet', 'data-act': 'clock-right', onclick: () => close(elapsed_ms) },
            _('{text} est juste', { text }),
          ),
          h('button', { type: 'submit', class: 'primary', 'data-act': 'clock-correct' }, _('Corriger')),
        ),
      );
    });
    if (chosen === undefined || !desk.perform(correct(chosen))) return;
    ear(_('Durée réelle : {text}', { text: clockText(chosen) }));
  }

  /** Whether the clock still runs, and longer than can be believed. */
  const isForgotten = () => desk.session().timer.running && !goes_on && !isPlausible(clock.elapsed(), upper_min());

  const askWhetherOver = (text) =>
    openDialog(_('Le chronomètre tourne toujours'), (close) =>
      h(
        'div',
        { class: 'clock-fix' },
        h('p', {}, _('Il indique {text}. L’injection est-elle terminée ?', { text })),
        h(
          'div',
          { class: 'dialog-keys' },
          h(
            'button',
            { type: 'button', class: 'quiet', 'data-act': 'clock-goes-on', onclick: () => close('on') },
            _('Elle continue'),
          ),
          h(
            'button',
            { type: 'button', class: 'primary', 'data-act': 'clock-over', onclick: () => close('over') },
            _('Terminée'),
          ),
        ),
      ),
    );

  return Object.freeze({
    ask,

    /**
     * The page is there, or there again: a clock that was forgotten is asked about once, after the day of the act.
     * `finish()` stops the clock, and asks how long it was.
     */
    async resumed(finish) {
      if (document.visibilityState !== 'visible' || !isForgotten()) return;
      if (actDay.asks()) await actDay.ask();
      if (!isForgotten()) return;
      goes_on = true; // no second question meanwhile, nor where this one is closed unanswered
      if ((await askWhetherOver(clockText(clock.elapsed()))) === 'over') finish();
    },

    /** The clock has just been stopped; `back`: see clock.js. */
    stopped(back) {
      if (back || isDoubtful(desk.session().timer, upper_min())) ask(back);
    },

    /** What Fin says of the clock: that it was corrected, or that it is not to be believed. */
    line({ timer, signed }) {
      const before = saidBefore(timer);
      if (before !== null)
        return h(
          'p',
          { class: 'notice act-line', 'data-total': 'clock' },
          _('Durée corrigée : {is}. Le chronomètre indiquait {was}.', {
            is: clockText(timer.elapsed_ms),
            was: clockText(before),
          }),
        );
      if (signed || timer.running || !isDoubtful(timer, upper_min())) return '';
      return h(
        'p',
        { class: 'notice with-key', 'data-total': 'clock' },
        _('Le chronomètre indique {text} : est-ce juste ?', { text: clockText(timer.elapsed_ms) }),
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'data-act': 'fix-clock',
            onclick: () => ask(),
          },
          _('Corriger la durée'),
        ),
      );
    },
  });
}

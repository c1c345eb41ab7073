// A session that is gone on with on another day asks once on which day the act is; age and lots follow.

import {
  ageOn,
  asksForDay,
  dateAct,
  expiredLots,
  isInjected,
  plannedDate,
  recordedOn,
  todayOf,
  typedDay,
} from '../../model/act_day.js';
import { _ } from '../../texts.js';
import { day } from '../../view/days.js';
import { openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';

const lotWords = ({ name, lot, key }) =>
  _(
    '{name} (seringue {key}) : le lot {lot} est périmé le jour de l’acte. Changez de lot, ou dites dans la seringue que vous l’employez.',
    { name, lot, key },
  );

/** "Acte du …", where there is more to say than one day; or ''. */
function actWords(session) {
  const [act, planned, recorded] = [session.treatment_date, plannedDate(session), recordedOn(session)].map(
    (d) => d && day(d),
  );
  if (planned && recorded)
    return _('Acte du {act} (prévu le {planned}), saisi le {recorded}.', { act, planned, recorded });
  if (planned) return _('Acte du {act} (prévu le {planned}).', { act, planned });
  return recorded ? _('Acte du {act}, saisi le {recorded}.', { act, recorded }) : '';
}

const choice = (act, words, small, onclick) =>
  h(
    'button',
    { type: 'button', class: 'day-choice', 'data-act': act, onclick },
    words,
    small ? h('small', {}, small) : '',
  );

const FAULTS = {
  unread: () => _('Le jour s’écrit jour, mois, année : 20/11/2026 ou 20 nov.'),
  far: () => _('Un acte a lieu au plus tard aujourd’hui, et au plus tôt un mois avant le jour prévu.'),
};

/** A field for a day that is none of the keys; a day that is refused stays in the field, with the sentence why. */
function anotherDay(session, close) {
  const wrong = h('p', { class: 'wrong', id: 'day-wrong', role: 'alert' });
  const input = h('input', {
    name: 'act_day',
    autocomplete: 'off',
    maxlength: 30,
    placeholder: _('jj/mm/aaaa'),
    'aria-describedby': 'day-wrong',
    oninput: () => say(''),
  });
  function say(words) {
    wrong.textContent = words;
    input.setAttribute('aria-invalid', String(Boolean(words)));
  }
  function take(event) {
    event.preventDefault();
    const { day: typed, fault } = typedDay(input.value, session, Date.now());
    if (typed) close(typed);
    else {
      say(FAULTS[fault]());
      input.focus();
    }
  }
  return h(
    'form',
    { class: 'another-day', onsubmit: take },
    h('label', { class: 'field' }, h('span', {}, _('Un autre jour')), input),
    h('button', { type: 'submit', class: 'quiet', 'data-act': 'day-typed' }, _('C’est ce jour')),
    wrong,
  );
}

/** The days that are likely, each a key, the likelier first; and a field for any other. */
function dayChoices(session, today, close) {
  const other = session.treatment_date === today ? plannedDate(session) : session.treatment_date;
  const choices = [
    choice('day-today', _('Aujourd’hui, {day}', { day: day(today) }), '', () => close(today)),
    other
      ? choice('day-other', _('Le {day}', { day: day(other) }), _('acte fait ce jour-là, saisi aujourd’hui'), () =>
          close(other),
        )
      : '',
  ];
  const words = other
    ? _('Cette séance est du {day}, et nous sommes le {today}.', { day: day(other), today: day(today) })
    : _('Cette séance est d’aujourd’hui.');
  return h(
    'div',
    { class: 'act-day' },
    h('p', {}, words),
    ...(isInjected(session) ? choices.reverse() : choices),
    anotherDay(session, close),
  );
}

/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createActDay>} ActDay */

/** @param {{boot: Boot, desk: Desk, tell: Tell, ear: Ear}} parts */
export function createActDay({ boot, desk, tell, ear }) {
  /** the question while it stands, or null */
  let asking = null;
  const { patient } = boot;

  function follow({ treatment_date }) {
    if (patient.birth_date) patient.age_years = ageOn(patient.birth_date, treatment_date);
  }

  function choose(treatment_date) {
    desk.perform(dateAct(treatment_date));
    const [late] = expiredLots(desk.session());
    const words = _('Acte du {act}', { act: day(treatment_date) });
    if (late) tell(lotWords(late));
    else ear(words);
  }

  /** Ask; resolves once it is answered or closed. One question stands at a time. */
  function ask() {
    asking ??= askOnce().finally(() => {
      asking = null;
    });
    return asking;
  }

  async function askOnce() {
    const session = desk.session();
    const today = todayOf(session, Date.now());
    const chosen = await openDialog(_('Quel jour a lieu l’acte ?'), (close) => dayChoices(session, today, close));
    if (chosen) choose(chosen);
  }

  const asks = () => asksForDay(desk.session(), Date.now());
  const resumed = () => {
    if (document.visibilityState === 'visible' && asks()) ask();
  };

  follow(desk.session());
  desk.listen((session, before) => {
    if (session.treatment_date !== before?.treatment_date) follow(session);
  });
  document.addEventListener('visibilitychange', resumed);

  return Object.freeze({
    asks,
    ask,
    /** To be called when the page opens or is shown again. */
    resumed,

    /** Lots that were past their date on the day of the act, and that nobody confirmed: first in Fin. */
    late: (session) =>
      (session.signed ? [] : expiredLots(session)).map((lot) =>
        h('p', { class: 'notice warn late-lot' }, lotWords(lot)),
      ),

    /** In Fin of a session that nothing was said of: a key for an act that was on another day. */
    other: (session) =>
      actWords(session) || asks() || session.dated
        ? ''
        : h(
            'button',
            { type: 'button', class: 'bare-key', 'data-act': 'act-day', onclick: ask },
            _('L’acte a eu lieu un autre jour'),
          ),

    /** What Fin says of the day, with a key to say another; '' where there is nothing to say. */
    line(session) {
      const words = actWords(session);
      return words || asks() || (session.dated && !session.signed)
        ? h(
            'p',
            { class: 'notice with-key act-line' },
            words || _('Acte du {day}.', { day: day(session.treatment_date) }),
            session.signed
              ? ''
              : h(
                  'button',
                  {
                    type: 'button',
                    class: 'quiet',
                    'data-act': 'act-day',
                    onclick: ask,
                  },
                  _('Changer le jour'),
                ),
          )
        : '';
    },
  });
}

// The header: who, which step, how long, and what the server does not have yet.

import { _, n_ } from '../texts.js';
import { ageWords, called } from '../model/called.js';
import { MOST_CLOCK_MS } from '../model/clock.js';
import { $$, say } from './dom.js';

const STEPS = ['plan', 'accord', 'inject', 'end'];

export function showStep(root, step, reached) {
  for (const key of $$('.steps button', root)) {
    const at = STEPS.indexOf(key.dataset.step);
    if (key.dataset.step === step) key.setAttribute('aria-current', 'step');
    else key.removeAttribute('aria-current');
    key.toggleAttribute('data-past', at < STEPS.indexOf(reached));
  }
}

const KEPT = {
  keeping: () => _('Enregistrement…'),
  kept: () => _('Enregistré'),
  waiting: (n) => n_('{n} saisie à envoyer', '{n} saisies à envoyer', n),
  offline: (n) =>
    n ? n_('Hors connexion · {n} saisie à envoyer', 'Hors connexion · {n} saisies à envoyer', n) : _('Hors connexion'),
  trouble: () => _('Non enregistré'),
  held: (n) => n_('{n} saisie à revoir', '{n} saisies à revoir', n),
};

export function showKept(key, state, n = 0) {
  key.dataset.state = state === 'held' ? 'trouble' : state;
  say(key.querySelector('.kept-text'), KEPT[state](n));
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const two = (n) => String(n).padStart(2, '0');

/** 75 s → "1:15"; from a day on in days and hours, and at its maximum with "≥". */
export function clockText(ms) {
  if (ms >= MOST_CLOCK_MS) return _('≥ {days} j', { days: MOST_CLOCK_MS / DAY_MS });
  if (ms >= DAY_MS)
    return _('{days} j {hours} h', { days: Math.floor(ms / DAY_MS), hours: Math.floor((ms % DAY_MS) / HOUR_MS) });
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** "Femme, 41 ans · Séance 2/5 · Gabarit estimé" */
export function showWho({ patient, course, number: shown = null }, session) {
  const age = patient.age_years === null ? '' : ageWords(patient.age_years);
  // more sessions than were planned: the number alone
  const count = shown ?? session.number; // of merged records the number by days (`shown`)
  const number = course?.planned_sessions >= count ? `${count}/${course.planned_sessions}` : count;
  const said = [
    [called(patient), age && (patient.age_is_band ? `≈ ${age}` : age)].filter(Boolean).join(', '),
    _('Séance {number}', { number }),
    session.body_estimated ? _('Gabarit estimé') : '',
  ];
  say(document.querySelector('#who-sub'), said.filter(Boolean).join(' · '));
}

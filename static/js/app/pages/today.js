// The list of today, when the server is gone: who may come, whose session is open, and someone new.

import { SIGNATURE } from '../../model/acts/signature.js';
import { SUBJECTS, knownOf, knownWords } from '../../model/known.js';
import { ageWords, called } from '../../model/called.js';
import { dayIn } from '../../model/days.js';
import { rankOf, termsOf } from '../../model/names.js';
import { Offline, createApi } from '../../store/api.js';
import { deliver } from '../../store/courier.js';
import { openBrowserStore, read } from '../../store/idb.js';
import { countWaiting } from '../../store/kept.js';
import { readRows } from '../../store/outbox.js';
import { sealKey } from '../../store/seal.js';
import { isOf, readToday } from '../../store/today.js';
import { useTexts, _, n_ } from '../../texts.js';
import { clock, day, sameDay } from '../../view/days.js';
import { $, h } from '../../view/dom.js';
import { openFor, openWalkIn } from '../offline/opening.js';
import { walkIns } from './walk_ins.js';

useTexts(JSON.parse($('#texts')?.textContent || '{}'));

const ASK_MS = 3000;

const api = createApi('');
const lead = $('#today-lead');
const list = $('#today-list');
const bands = JSON.parse(list.dataset.bands);
const STATES = {
  planning: () => _('Repérage'),
  agreed: () => _('Accord du patient'),
  injecting: () => _('En cours'),
  finishing: () => _('À signer'),
  signed: () => _('Signée'),
};
/** The word for a state that this version does not know: a newer page kept it on this tablet. */
const UNKNOWN = () => _('État inconnu de cette version');

/** Whether a session is being opened: a second tap then opens no other. */
let opening = false;

async function openOnce(open) {
  if (opening) return;
  opening = true;
  /** @type {NodeListOf<HTMLButtonElement>} */
  const keys = list.querySelectorAll('[data-start], [data-walk-in]');
  keys.forEach((key) => {
    key.disabled = true;
  });
  try {
    go(await open());
  } catch {
    opening = false;
    keys.forEach((key) => {
      key.disabled = false;
    });
    lead.textContent = _('Cet appareil n’a plus de place : la séance n’a pas été ouverte.');
  }
}

const go = (session_id) => {
  location.href = `/sessions/${session_id}`;
};

/** Whether a session was signed on this tablet, as far as it keeps what it sent. */
async function isSigned(db, key, session_id) {
  const rows = await read(db, 'outbox', (outbox) => outbox.index('session').getAll(session_id));
  return (await readRows(key, rows)).some((e) => e.kind === SIGNATURE);
}

/**
 * Sessions that this tablet opened and that the list does not know: of today, and older ones that it has not signed.
 */
async function openedHere(db, key, today) {
  const rows = await readRows(key, await read(db, 'openings', (openings) => openings.getAll()));
  const known = new Set(today.people.flatMap((p) => p.sessions.map((s) => s.id)));
  const unknown = rows.filter((e) => !known.has(e.session_id));
  const open = await Promise.all(
    unknown.map(
      async (e) => sameDay(e.at, Date.now()) || (e.device_id !== 'server' && !(await isSigned(db, key, e.session_id))),
    ),
  );
  return unknown.filter((_e, k) => open[k]);
}

const howOld = ({ age_years, age_is_band }) => (age_years === null ? '' : ageWords(age_years, age_is_band));

/** The day of a session where it is not today's, as a small word. */
const otherDay = (iso) =>
  !iso || iso === dayIn(document.documentElement.dataset.zone, Date.now()) ? null : h('small', {}, ` ${day(iso)}`);

function sessionLink({ id, number, title = null, state = null, treatment_date }) {
  return h(
    'a',
    { class: 'button', href: `/sessions/${id}`, 'data-session': id },
    _('Continuer la séance {n}', { n: number }),
    title ? h('small', {}, ` ${title}`) : null,
    otherDay(treatment_date),
    state ? h('span', { class: 'tag accent' }, (STATES[state] ?? UNKNOWN)()) : null,
  );
}

function startKey(db, today, person, course) {
  const label = course
    ? _('Commencer la séance {n}/{planned}, {title}', {
        n: course.number,
        planned: course.planned_sessions,
        title: course.title,
      })
    : _('Commencer une séance');
  return h(
    'button',
    {
      type: 'button',
      class: course ? 'primary' : '',
      'data-start': person.id,
      onclick: () => openOnce(() => openFor(db, today, person, course)),
    },
    label,
  );
}

function personCard(db, today, person, here) {
  const { patient } = person.boot;
  const open = [
    ...person.sessions
      .filter((s) => s.events.length)
      .map((s) => ({
        id: s.id,
        number: s.number,
        title: s.course_title,
        state: s.state,
        treatment_date: s.treatment_date,
      })),
    ...here
      .filter((e) => isOf(person, e.body.patient_id))
      .map((e) => ({ id: e.session_id, number: e.body.number, treatment_date: e.body.treatment_date })),
  ];
  const starts = open.length ? [] : [...person.courses.slice(0, 1), null];
  return h(
    'li',
    { class: 'offline-person', 'data-patient': person.id },
    h(
      'div',
      {},
      h('strong', {}, patient.name || _('Sans nom')),
      h('span', { class: 'muted small' }, ` ${howOld(patient)}`),
      ...SUBJECTS.map((s) => [s, knownOf(patient, s).state])
        .filter(([, state]) => state !== 'none')
        .map(([s, state]) =>
          h(
            'p',
            { class: state === 'text' && s === 'treatments' ? 'small muted' : 'small warn', 'data-known': state },
            knownWords(patient, s),
          ),
        ),
    ),
    h(
      'p',
      { class: 'actions' },
      ...open.map(sessionLink),
      ...starts.map((course) => startKey(db, today, person, course)),
    ),
  );
}

/** What tells people without a name apart: sex, age, the hour. */
const strayWords = ({ at, body: { body } }) => [called(body), ageWords(body.age_years, true), clock(at)].join(', ');

function stray(events) {
  return events.length
    ? h(
        'ul',
        { class: 'offline-people' },
        ...events.map((e) =>
          h(
            'li',
            { class: 'offline-person' },
            h(
              'div',
              {},
              h('strong', {}, _('Sans rendez-vous')),
              h('span', { class: 'muted small' }, ` ${strayWords(e)}`),
            ),
            h(
              'p',
              { class: 'actions' },
              sessionLink({ id: e.session_id, number: e.body.number, treatment_date: e.body.treatment_date }),
            ),
          ),
        ),
      )
    : null;
}

/** The people, and a field that leaves those who are looked for, the best first. */
function people(db, today, here) {
  const rows = today.people.map((person) => ({
    card: personCard(db, today, person, here),
    terms: termsOf(person.fields),
  }));
  const found = h('ul', { class: 'offline-people' }, ...rows.map(({ card }) => card));
  const nobody = h(
    'p',
    { class: 'muted', role: 'status', hidden: true },
    _('Personne de ce nom parmi les patients gardés ici.'),
  );
  const look = (event) => {
    const typed = event.currentTarget.value;
    const fit =
      typed.trim() === ''
        ? rows
        : rows
            .map((row, n) => ({ ...row, n, rank: rankOf(row.terms, typed) }))
            .filter(({ rank }) => rank !== null)
            .sort((a, b) => a.rank - b.rank || a.n - b.n);
    found.replaceChildren(...fit.map(({ card }) => card));
    nobody.hidden = fit.length > 0;
  };
  return h(
    'section',
    {},
    h('label', { class: 'visually-hidden', for: 'offline-q' }, _('Chercher un patient')),
    h('input', {
      id: 'offline-q',
      type: 'search',
      class: 'offline-search',
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: 100,
      placeholder: _('Nom, prénom ou date de naissance'),
      oninput: look,
    }),
    found,
    nobody,
    h(
      'p',
      { class: 'muted small' },
      n_(
        '{n} patient est gardé ici ; les autres se lisent quand le serveur répond.',
        '{n} patients sont gardés ici ; les autres se lisent quand le serveur répond.',
        rows.length,
      ),
    ),
  );
}

async function show() {
  const db = await openBrowserStore().catch(() => null);
  if (!db) {
    lead.textContent = _('Hors connexion, et ce navigateur ne garde rien. Réessayez dès que le serveur répond.');
    return;
  }
  const key = await sealKey(db);
  const [today, n] = await Promise.all([readToday(db), countWaiting(db)]);
  const waiting = n
    ? n_('{n} saisie à envoyer, gardée ici.', '{n} saisies à envoyer, gardées ici.', n)
    : _('Tout est sur le serveur.');
  if (!today) {
    const away = _('Hors connexion : les patients du jour se lisent ici douze heures après une identification.');
    lead.textContent = `${away} ${waiting}`;
  } else {
    document.documentElement.dataset.zone = today.offer.time_zone;
    const going = _(
      'Hors connexion. Vous pouvez continuer : tout est gardé sur cet appareil et partira dès que le serveur répond.',
    );
    lead.textContent = `${going} ${waiting}`;
    const here = await openedHere(db, key, today);
    const known = new Set(today.people.flatMap((p) => [p.id, ...(p.merged ?? [])]));
    list.replaceChildren(
      ...[
        walkIns(today, bands, (who) => openOnce(() => openWalkIn(db, today, who))),
        stray(here.filter((e) => !known.has(e.body.patient_id))),
        today.people.length ? people(db, today, here) : null,
      ].filter(Boolean),
    );
  }
  document.documentElement.dataset.ready = 'yes';
  ask(db, key);
}

/** The server may be back: bring what waits, then open the real page. */
function ask(db, key) {
  let timer = 0;
  async function once() {
    clearTimeout(timer);
    try {
      await api.get('/api/hello');
      await deliver({ db, key, api });
      location.reload();
    } catch (error) {
      if (error instanceof Offline) timer = setTimeout(once, ASK_MS);
      else location.reload(); // any answer, a 401 as well: the server is back
    }
  }
  timer = setTimeout(once, ASK_MS);
  $('#again').addEventListener('click', once);
}

show();

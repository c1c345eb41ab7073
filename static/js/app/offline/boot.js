// What the session page begins with when the server did not give it: from what this tablet keeps.

import { OPENING } from '../../model/acts/opening.js';
import { openBrowserStore, read } from '../../store/idb.js';
import { knownHead, ofPatients } from '../../store/kept.js';
import { readRows } from '../../store/outbox.js';
import { sealKey } from '../../store/seal.js';
import { isOf, readToday } from '../../store/today.js';
import { $ } from '../../view/dom.js';

/** @import { ActEvent } from '../../model/acts/act.js' */
/** @import { Allergens } from '../../model/allergies.js' */
/** @import { Refused } from '../../model/refused.js' */
/** @import { Session } from '../../model/session.js' */
/** @import { Mix, Product } from '../../view/syringe_pick.js' */

/**
 * @typedef {object} Boot  what the page begins with: from the server (web/record/boot.py), or as this tablet keeps it
 * @property {string} session_id
 * @property {string} csrf
 * @property {string} lang
 * @property {number | null} [number]  what is shown in place of the session's own
 * @property {ActEvent[]} events
 * @property {Record<string, any>} patient
 * @property {Record<string, any> | null} course
 * @property {Session | null} previous
 * @property {Record<string, any>} practice
 * @property {Record<string, string>} urls
 * @property {object[]} held
 * @property {Product[]} products
 * @property {Refused} refused
 * @property {Allergens} allergens
 * @property {Record<string, any>} checklist
 * @property {Record<string, string>} question_names
 * @property {Record<string, string>} authors
 * @property {Record<string, any>} [tray]
 * @property {Mix[]} mixes
 * @property {Record<string, any>[]} patterns
 * @property {Record<string, any>[]} [nogo]
 * @property {Record<string, any>} settings
 * @property {string} zones_version
 */

/** The error of a page that cannot open; its message is the key of a sentence. */
export class Closed extends Error {}

const unique = (events) => [...new Map(events.map((e) => [e.id, e])).values()];

/** Events of both lists, each once: of two copies the server's, which has a `seq`. */
const joined = (here, known) => unique([...here, ...known]);

async function keptEvents(db, session_id) {
  const key = await sealKey(db);
  const [rows, openings, requests] = await Promise.all([
    read(db, 'outbox', (outbox) => outbox.index('session').getAll(session_id)),
    read(db, 'openings', (store) => store.get(session_id)),
    read(db, 'requests', (store) => store.getAll()),
  ]);
  const [events, asked] = await Promise.all([
    readRows(key, [...rows, openings].filter(Boolean)),
    readRows(
      key,
      requests.filter((r) => r.session_id === session_id),
    ),
  ]);
  return { events, asked };
}

/** Someone whom only this tablet knows yet: sex and age, and a name where one was given. */
function walkIn({ id, sex, age_band_years, family_name = '', given_name = '' }) {
  return {
    patient: {
      id,
      name: `${family_name} ${given_name}`.trim(),
      named: family_name !== '',
      sex,
      age_years: age_band_years,
      age_is_band: true,
      allergies: '',
      treatments: '',
    },
    course: null,
    previous: null,
  };
}

function urlsOf(today, session_id, patient_id) {
  const named = JSON.stringify(today.urls).replaceAll('SESSION', session_id).replaceAll('PATIENT', patient_id);
  return { ...JSON.parse(named), static: $('#session').dataset.static };
}

function bootOf(today, person, opening, asked) {
  if (!person)
    return walkIn(
      ofPatients(asked).at(-1)?.body ?? {
        id: opening.body.patient_id,
        sex: opening.body.body.sex,
        age_band_years: opening.body.body.age_years,
      },
    );
  const course = person.courses.find((c) => c.id === opening.body.course_id) ?? null;
  return { ...person.boot, course: course ?? (opening.body.course_id ? person.boot.course : null) };
}

/** The page's beginning, from this tablet. Raises Closed: 'signed-out', 'unknown' or 'no-store'. */
export async function bootFromHere(session_id) {
  const db = await openBrowserStore().catch(() => null);
  if (!db) throw new Closed('no-store');
  const today = await readToday(db);
  if (!today) throw new Closed('signed-out');
  const { events: kept, asked } = await keptEvents(db, session_id);
  const listed = today.people.flatMap((p) => p.sessions).find((s) => s.id === session_id);
  const events = joined(kept, listed?.events ?? []);
  const opening = events.find((e) => e.kind === OPENING);
  if (!opening) throw new Closed('unknown');
  document.documentElement.dataset.zone = today.offer.time_zone;
  const person = today.people.find((p) => isOf(p, opening.body.patient_id));
  return {
    ...today.practice,
    ...bootOf(today, person, opening, asked),
    session_id,
    csrf: '',
    lang: document.documentElement.lang,
    events,
    held: [],
    head: await knownHead(db, today.practice_id),
    urls: urlsOf(today, session_id, opening.body.patient_id),
    offline: true,
  };
}

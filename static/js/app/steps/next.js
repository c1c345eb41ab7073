// After the signature: the next session of the course, and the next patient of today.

import { dayAfter } from '../../model/days.js';
import { createEmitter } from '../../model/emitter.js';
import { readToday } from '../../store/today.js';
import { _ } from '../../texts.js';
import { brief } from '../../view/days.js';
import { h } from '../../view/dom.js';

/** Sessions of a course are planned a week apart to begin with (practising doctors). */
const APART_DAYS = 7;

/** @import { BrowserStore } from '../../store/idb.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Boot } from '../offline/boot.js' */

/** What comes next in the course: "Séance 3/5 : à partir du 7 déc."; or that it is complete. */
export function courseNext({ number, treatment_date }, course) {
  const planned = course?.planned_sessions;
  if (!planned) return '';
  const words =
    number < planned
      ? _('Séance {n}/{planned} : à partir du {day}, à une semaine', {
          n: number + 1,
          planned,
          day: brief(dayAfter(treatment_date, APART_DAYS)),
        })
      : _('Les séances prévues sont faites.');
  return h('p', { class: 'course-next' }, words);
}

/** Today's next session that is open, of someone else: {id, name}, or null. */
function nextOf(today, { session_id, patient }) {
  for (const person of today?.people ?? []) {
    const open = person.sessions.find((s) => s.state !== 'signed' && s.id !== session_id);
    if (open && person.id !== patient.id)
      return { id: open.id, name: person.boot.patient.name || _('Patient sans nom') };
  }
  return null;
}

/** @typedef {ReturnType<typeof createNext>} Next */

/** @param {{db: BrowserStore | null, boot: Boot, desk: Desk}} parts */
export function createNext({ db, boot, desk }) {
  const came = createEmitter();
  let found = null;
  let asked = false;

  async function look() {
    asked = true;
    found = db ? nextOf(await readToday(db).catch(() => null), boot) : null;
    if (found && desk.session().signed) came.emit();
  }

  return Object.freeze({
    /** Hear when it is known who is next. */
    listen: came.listen,
    /** Who is next, as far as this tablet knows; else the list of patients. */
    words() {
      if (!asked) look();
      return found?.name ?? _('liste des patients');
    },
    go() {
      location.href = found ? `/sessions/${found.id}` : '/patients';
    },
  });
}

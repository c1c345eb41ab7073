// Whose session something belongs to, as far as this tablet may say.

import { ofPatients } from '../../store/kept.js';
import { isOf } from '../../store/today.js';
import { _ } from '../../texts.js';

/** Names groups of `waitingBySession` by today's list; a walk-in by what was asked of the server. */
export const namerOf = (today) => (group) => {
  const patient_id = group.opening?.body.patient_id;
  const person = today?.people.find((p) => isOf(p, patient_id) || p.sessions.some((s) => s.id === group.session_id));
  const asked = ofPatients(group.requests).at(-1)?.body;
  if (person) return person.boot.patient.name || _('Patient sans nom');
  if (asked) return `${asked.family_name ?? ''} ${asked.given_name ?? ''}`.trim() || _('Sans rendez-vous');
  return _('Patient');
};

// Allergies and treatments of a patient: nobody asked, none is known, or a text (mesomap/domain/known.py).

import { _ } from '../texts.js';

export const SUBJECTS = Object.freeze(['allergies', 'treatments']);

const UNASKED = Object.freeze({ state: 'unasked', text: '', on: null, by: null });

/** {state, text, on, by} of a subject, of a page that was kept before there were states too. */
export function knownOf(patient, subject) {
  const known = patient.known?.[subject];
  if (known) return known;
  const text = patient[subject] ?? '';
  return text.trim() ? { ...UNASKED, state: 'text', text } : UNASKED;
}

/** What the server is asked to record: `wanted` {state, text}, said on `day` by someone who saw the rest. */
export const knownBody = (patient, subject, wanted, day) => {
  const { state, text } = knownOf(patient, subject);
  return { subject, state: wanted.state, text: wanted.text ?? '', on: day, before: { state, text } };
};

/** The patient, as they are known once `subject` has been said. */
export function withKnown(patient, subject, { state, text = '', on = null, by = null }) {
  const known = { allergies: knownOf(patient, 'allergies'), treatments: knownOf(patient, 'treatments') };
  const said = state === 'none' ? { state, text: '', on, by } : { ...UNASKED, state, text };
  return { ...patient, [subject]: said.text, known: { ...known, [subject]: said } };
}

const WORDS = {
  allergies: {
    unasked: () => _('Allergies : non demandé'),
    none: () => _('Allergies : aucune connue'),
    text: (what) => _('Allergies : {what}', { what }),
  },
  treatments: {
    unasked: () => _('Traitements : non demandé'),
    none: () => _('Traitements : aucun connu'),
    text: (what) => _('Traitements : {what}', { what }),
  },
};

/** "Allergies : non demandé", in one line. */
export const knownWords = (patient, subject) => {
  const { state, text } = knownOf(patient, subject);
  return WORDS[subject][state](text.trim().replace(/\s*\n\s*/g, ' · '));
};

/** Of several states that of the key that shows them: what was not asked, else what is known. */
export function worst(patient) {
  const states = SUBJECTS.map((s) => knownOf(patient, s).state);
  if (states[0] === 'text') return 'allergic';
  if (states.includes('unasked')) return 'unasked';
  return states[1] === 'text' ? 'treated' : 'none';
}

// Which forms of events this page reads, and how an older form becomes today's.
//
// The same in mesomap/domain/events.py and forms.py; tests/cases/forms.json holds both to it. An event
// that a newer version wrote is put aside by the fold and counted: the rest of the session is shown.

import { PATTERNS } from './examined.js';

const freeze = Object.freeze;

/** Every kind that this version knows, and the version of its form. */
export const CURRENT = freeze({
  'session.opened': 1,
  'session.numbered': 1,
  'session.dated': 1,
  'body.corrected': 1,
  'mark.planned': 1,
  'mark.changed': 1,
  'mark.moved': 1,
  'mark.removed': 1,
  'mark.restored': 1,
  'plan.agreed': 1,
  'plan.withdrawn': 1,
  'marks.done': 1,
  'marks.assigned': 1,
  'syringe.prepared': 1,
  'syringe.emptied': 1,
  'syringe.withdrawn': 1,
  'check.answered': 1,
  'checks.answered': 1,
  'pain.scored': 1,
  'timer.started': 1,
  'timer.paused': 1,
  'timer.stopped': 1,
  'timer.corrected': 1,
  'note.written': 1,
  'nogo.drawn': 1,
  'nogo.lifted': 1,
  'points.examined': 1,
  'session.signed': 1,
  'session.measured': 1,
  'addendum.written': 1,
});

/** Kinds that the server alone writes: it will write them again. */
export const SERVER_ONLY = freeze(['session.measured', 'session.numbered']);

/** How an old form becomes the next newer one, by "kind v". Version 1 is the first release. */
export const UPCASTERS = freeze({});

export const MARKS = freeze(['point', 'patch', 'stroke', 'zone']);
export const DEPTHS = freeze(['IED', 'IDS', 'IDP', 'IHD']);
export const NOGO_KINDS = freeze(['mole', 'scar', 'tattoo', 'infection', 'other']);
const SYRINGES = freeze(['A', 'B', 'C']);
const PHASES = freeze(['plan', 'end']);
const WHEN = freeze(['before', 'after']);

/** Words that a body may hold, by kind and place in it. What is not there, or null, is no word. */
export const WORDS = freeze({
  'mark.planned': { 'mark.kind': MARKS, 'mark.depth': DEPTHS, 'mark.syringe': SYRINGES, phase: PHASES },
  'mark.changed': { 'changes.depth': DEPTHS, 'changes.syringe': SYRINGES },
  'marks.assigned': { syringe: [...SYRINGES, 'dry'], among: SYRINGES },
  'syringe.prepared': { 'syringe.key': SYRINGES },
  'syringe.emptied': { key: SYRINGES },
  'syringe.withdrawn': { key: SYRINGES },
  'pain.scored': { when: WHEN },
  'nogo.drawn': { 'nogo.kind': NOGO_KINDS },
  'nogo.lifted': { 'nogo.kind': NOGO_KINDS },
  'points.examined': { pattern: PATTERNS },
});

/** What this version reads. */
export const TODAY = freeze({ current: CURRENT, upcasters: UPCASTERS });

/** The body in today's form, whatever form it was stored in. */
export function upcast({ kind, v, body }, upcasters = UPCASTERS) {
  let found = body;
  for (let from = v; upcasters[`${kind} ${from}`]; from += 1) found = upcasters[`${kind} ${from}`](found);
  return found;
}

const at = (body, place) => place.split('.').reduce((found, name) => found?.[name], body);

const known = (value, words) => (value ?? null) === null || [value].flat().every((word) => words.includes(word));

const wordsFit = (kind, body) => Object.entries(WORDS[kind] ?? {}).every(([place, words]) => known(at(body, place), words));

/** The body in today's form; null where a newer version wrote it. */
export function read(event, { current, upcasters } = TODAY) {
  if (!(event.v >= 1 && event.v <= current[event.kind])) return null;
  const body = upcast(event, upcasters);
  return wordsFit(event.kind, body) ? body : null;
}

/** Whether this page can show a mark that another version may have laid. */
export const showsMark = (mark) => MARKS.includes(mark.kind) && known(mark.depth, DEPTHS);

/** A session that the server added up, as far as this page can show it; null stays null. */
export function shown(session) {
  if (!session || session.marks.every(showsMark)) return session;
  return freeze({ ...session, marks: freeze(session.marks.filter(showsMark)) });
}

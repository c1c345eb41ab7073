// Reading events: which forms this page knows, and how an older form becomes today's.
//
// The same in mesomap/domain/acts/reading.py. An event that a newer version wrote (an unknown kind, a
// newer `v`, a word of a list that is longer there) is put aside by the fold and counted: the rest of
// the session is shown.

import { ACTS } from './all.js';
import { DEPTHS } from '../depths.js';
import { MARKS } from './marks.js';

const freeze = Object.freeze;

const place = (body, path) => path.split('.').reduce((found, name) => found?.[name], body);

const known = (value, words) => (value ?? null) === null || [value].flat().every((word) => words.includes(word));

/** The body in today's form; null where a newer version wrote it. */
export function read({ kind, v, body }, acts = ACTS) {
  const one = acts.get(kind);
  if (!one || !(v >= 1 && v <= one.version)) return null;
  const today = one.upcasters.slice(v - 1).reduce((form, step) => step(form), body);
  return Object.entries(one.choices).every(([path, words]) => known(place(today, path), words)) ? today : null;
}

/** Whether this page can show a mark that another version may have laid. */
export const showsMark = (mark) => MARKS.includes(mark.kind) && known(mark.depth, DEPTHS);

/** A session that the server added up, as far as this page can show it; null stays null. */
export function shown(session) {
  if (!session || session.marks.every(showsMark)) return session;
  return freeze({ ...session, marks: freeze(session.marks.filter(showsMark)) });
}

// Reading events: which forms this page knows, and how an older form becomes today's.
//
// The same in mesomap/domain/acts/reading.py. An event that a newer version wrote (an unknown kind, a
// newer `v`, a word of a list that is longer there) is put aside by the fold and counted: the rest of
// the session is shown.

import { ACTS } from './all.js';
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

/** Whether every word of a body is on the lists of this page's acts. */
const says = (kind, body) =>
  Object.entries(ACTS.get(kind).choices).every(([path, words]) => known(place(body, path), words));

const STATES = freeze(['planning', 'agreed', 'injecting', 'finishing', 'signed']);

const isSaid = (answer) => ['boolean', 'number', 'string'].includes(typeof answer);

const isInBulk = (answer) => answer === false || answer === 'unchanged';

/** Skin of a mark that this page can draw; "dry" is a choice of syringe that comes after the mark. */
const showsMark = (mark) =>
  MARKS.includes(mark.kind) &&
  says('mark.planned', { mark: { ...mark, syringe: null }, phase: mark.phase }) &&
  says('marks.assigned', { syringe: mark.syringe, among: mark.among }) &&
  [true, false, null].includes(mark.done ?? null);

/** The parts of a session that hold words of lists: of each, what of it this page understands. */
const PARTS = freeze({
  marks: showsMark,
  bulk: (one) => isInBulk(one.answer),
  pain: (one) => says('pain.scored', one),
  nogo: (nogo) => says('nogo.drawn', { nogo }),
  examined: (one) => says('points.examined', one),
});

const KEYED = freeze({
  syringes: (syringe, key) => says('syringe.prepared', { syringe: { key } }) && (syringe.key ?? key) === key,
  checks: (check) => isSaid(check.answer),
});

/** What a part holds in two heaps: what this page understands of it, and what it does not. */
function sorted(part, entries, understands) {
  const heaps = { here: [], newer: [] };
  for (const [key, one] of entries) heaps[understands(one, key) ? 'here' : 'newer'].push([key, one]);
  return { part, ...heaps };
}

const nameOf = (part, key, one) => (part === 'marks' ? { mark_id: one.id } : { key: String(key) });

/**
 * A session that the server added up, as far as this page can show it; null stays null. What a newer version wrote
 * into it is put aside, beside what the server itself had put aside: `aside` has an entry for each, to be counted.
 */
export function shown(session) {
  if (!session) return session;
  const lists = Object.entries(PARTS).map(([part, test]) => sorted(part, (session[part] ?? []).entries(), test));
  const keyed = Object.entries(KEYED).map(([part, test]) => sorted(part, Object.entries(session[part] ?? {}), test));
  const odd = [...lists, ...keyed].filter((heaps) => heaps.newer.length);
  const oddState = !STATES.includes(session.state ?? STATES[0]);
  if (!odd.length && !oddState) return session;
  const left = odd.map(({ part, here }) => [
    part,
    freeze(part in KEYED ? Object.fromEntries(here) : here.map(([, one]) => one)),
  ]);
  const aside = [
    ...(session.aside ?? []),
    ...odd.flatMap(({ part, newer }) => newer.map(([key, one]) => freeze({ kind: part, ...nameOf(part, key, one) }))),
    ...(oddState ? [freeze({ kind: 'state', key: session.state })] : []),
  ];
  return freeze({ ...session, ...Object.fromEntries(left), aside: freeze(aside) });
}

/**
 * What the server gave to begin with, as far as this page can show it: the session before, and skin to avoid that other
 * sessions noted. `aside` counts what of these two a newer version wrote.
 */
export function shownBoot(boot) {
  const nogo = (boot.nogo ?? []).filter(PARTS.nogo);
  const previous = shown(boot.previous);
  const aside = (previous?.aside?.length ?? 0) + (boot.nogo ?? []).length - nogo.length;
  return { ...boot, previous, nogo, aside };
}

/** How much of what this page was given a newer version wrote: of the session in hand, and beside it. */
export const asideOf = (session, boot) => (session.aside?.length ?? 0) + (boot.aside ?? 0);

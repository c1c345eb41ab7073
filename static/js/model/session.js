// A session: what the events of one visit add up to. The same JSON as Python's
// `session_to_json(fold(events))`; tests/cases/fold holds both to it.

import { ACTS } from './acts/all.js';
import { OPENING } from './acts/opening.js';
import { read } from './acts/reading.js';
import { deepFreeze } from './marks.js';
import { inOrder } from './order.js';
import { anyDone, isStrange } from './tally.js';

/** @import { Act, ActEvent } from './acts/act.js' */
/** @import { Mark } from './marks.js' */

/**
 * @typedef {{at: string, author_id: string | null}} When
 *
 * @typedef {object} Session
 * @property {string} id
 * @property {string} patient_id
 * @property {string | null} course_id
 * @property {number} number
 * @property {string} treatment_date
 * @property {string} time_zone
 * @property {string} figure
 * @property {Readonly<Record<string, any>>} body
 * @property {Readonly<Record<string, any>>} [body_asked]
 * @property {boolean} body_estimated
 * @property {string | null} silhouette
 * @property {boolean} body_nearest
 * @property {Readonly<Record<string, number>>} radii_mm
 * @property {number} stroke_width_mm
 * @property {Readonly<Record<string, number>>} spacing_mm
 * @property {object} duration
 * @property {object} tariff
 * @property {Readonly<{zones?: string}>} atlas
 * @property {readonly Mark[]} marks
 * @property {Readonly<Record<string, any>> | null} agreed
 * @property {Readonly<Record<string, any>>} syringes  by key
 * @property {Readonly<Record<string, any>>} checks  by question
 * @property {readonly Readonly<Record<string, any>>[]} [bulk]  one answer to several questions
 * @property {readonly {when: string, zone: string | null, score: number}[]} pain
 * @property {Readonly<{running: boolean, elapsed_ms: number, stopped: boolean, corrections?: readonly object[]}>} timer
 * @property {readonly Readonly<Record<string, any>>[]} notes
 * @property {readonly Readonly<Record<string, any>>[]} [nogo]
 * @property {readonly Readonly<Record<string, any>>[]} [examined]
 * @property {Readonly<When> | null} signed
 * @property {readonly Readonly<Record<string, any>>[]} addenda
 * @property {readonly Readonly<Record<string, any>>[]} conflicts
 * @property {readonly Readonly<Record<string, any>>[]} [aside]  what a newer version wrote
 * @property {Readonly<{planned: string, at: string}>} [dated]
 * @property {Readonly<Record<string, any>>} [measured]
 * @property {string} state
 * @property {number} last_seq
 */

const freeze = Object.freeze;

const OPENED = [
  'patient_id',
  'course_id',
  'number',
  'treatment_date',
  'time_zone',
  'figure',
  'body',
  'body_estimated',
  'silhouette',
  'body_nearest',
  'radii_mm',
  'stroke_width_mm',
  'spacing_mm',
  'duration',
  'tariff',
  'atlas',
];

/** The fields of a new session that its opening does not give. */
const NEW = deepFreeze({
  course_id: null,
  body_estimated: false,
  silhouette: null,
  body_nearest: false,
  radii_mm: {},
  stroke_width_mm: 5,
  spacing_mm: {},
  duration: {},
  tariff: {},
  atlas: {},
  marks: [],
  agreed: null,
  syringes: {},
  checks: {},
  pain: [],
  timer: { running: false, elapsed_ms: 0, stopped: false },
  notes: [],
  signed: null,
  addenda: [],
  conflicts: [],
  state: 'planning',
  last_seq: 0,
});

const pick = (source, names) => Object.fromEntries(names.filter((n) => n in source).map((n) => [n, source[n]]));

function opened(event) {
  const asked = event.body.body_asked ? { body_asked: event.body.body_asked } : {};
  return deepFreeze({ id: event.session_id, ...NEW, ...pick(event.body, OPENED), ...asked });
}

/** What came too late to count is kept as an addendum. */
function addLate(session, { id, kind, body, ...event }) {
  const when = { at: event.received_at ?? event.at, author_id: event.author_id ?? null };
  const addendum = deepFreeze({ event: structuredClone({ id, kind, body }), ...when });
  return freeze({ ...session, addenda: freeze([...session.addenda, addendum]) });
}

function stateOf(session) {
  if (session.signed) return 'signed';
  if (anyDone(session.marks)) return 'finishing';
  if (!session.agreed) return 'planning';
  const { running, stopped, elapsed_ms } = session.timer;
  return running || stopped || elapsed_ms > 0 ? 'injecting' : 'agreed';
}

const laidIn = ({ mark }) => (typeof mark?.id === 'string' ? mark.id : null);

/** What a newer version wrote is counted, and nothing more. */
function putAside(session, event) {
  const { id, kind, v } = event;
  const before = (session.aside ?? []).filter((a) => a.id !== id);
  const mark_id = laidIn(event.body);
  const entry = { id, kind, v, at: event.received_at ?? event.at, ...(mark_id === null ? {} : { mark_id }) };
  return freeze({ ...session, aside: deepFreeze([...before, entry]) });
}

/** The session with one more event; null while there is none. */
function added(session, event, acts) {
  const body = read(event, acts);
  if (session === null) return event.kind === OPENING && body !== null ? opened({ ...event, body }) : null;
  if (event.kind === OPENING) return session;
  if (body === null || isStrange(session, body.mark_id)) return putAside(session, event);
  const act = acts.get(event.kind);
  if (session.signed && !act.afterSignature) return addLate(session, event);
  return act.apply(session, body === event.body ? event : { ...event, body });
}

/**
 * One more event. Frozen; the same object when the event changes nothing.
 * @param {Session | null} session
 * @param {ActEvent} event
 * @param {ReadonlyMap<string, Act>} acts
 * @returns {Session | null}
 */
export function apply(session, event, acts = ACTS) {
  const next = added(session, event, acts);
  if (next === null) return null;
  const last_seq = Math.max(next.last_seq, event.seq ?? 0);
  const state = stateOf(next);
  const same = last_seq === next.last_seq && state === next.state;
  return same ? next : freeze({ ...next, state, last_seq });
}

/**
 * The session that these events add up to, or null without an opening that can be read.
 * @param {Iterable<ActEvent>} events
 * @param {ReadonlyMap<string, Act>} acts
 * @returns {Session | null}
 */
export const fold = (events, acts = ACTS) =>
  inOrder(events).reduce((session, event) => apply(session, event, acts), null);

const stand = new WeakMap();

/**
 * Marks that stand: neither rubbed out nor taken back. Looked for once in each list of marks.
 * @param {{marks: readonly Mark[]}} session
 * @returns {readonly Mark[]}
 */
export function standing({ marks }) {
  if (!stand.has(marks)) stand.set(marks, freeze(marks.filter((m) => !m.removed)));
  return stand.get(marks);
}

/**
 * Whether it was said of any standing mark that it was done, or left out: from then on a session is what was done
 * of it, be it nothing; until then it is its plan.
 * @param {{marks: readonly Mark[]}} session
 */
export const wasSaid = ({ marks }) => anyDone(marks);

const told = new WeakMap();

/**
 * The marks that are told of a session everywhere: those done, none perhaps, or those planned. The same as Python's
 * `told_marks`. Looked for once in each list of marks.
 * @param {{marks: readonly Mark[]}} session
 * @returns {readonly Mark[]}
 */
export function toldMarks(session) {
  const { marks } = session;
  if (!told.has(marks)) {
    const counts = wasSaid(session) ? (m) => m.done === true : (m) => m.phase === 'plan';
    told.set(marks, freeze(standing(session).filter(counts)));
  }
  return told.get(marks);
}

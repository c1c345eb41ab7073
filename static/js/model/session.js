// A session: what the events of one visit add up to. The same JSON as Python's
// `session_to_json(fold(events))`; tests/cases/fold holds both to it.

import { anyDone, applyToMarks } from './tally.js';
import { deepFreeze } from './marks.js';
import { applyToNogo } from './nogo.js';
import { inOrder } from './order.js';
import { OPENED_DEFAULTS, applySaid } from './said.js';

const freeze = Object.freeze;

const OPENED = [
  'patient_id', 'course_id', 'number', 'treatment_date', 'time_zone', 'figure', 'body',
  'body_estimated', 'silhouette', 'body_nearest', 'radii_mm', 'stroke_width_mm', 'spacing_mm',
  'duration', 'tariff', 'atlas',
];

const pick = (source, names) => Object.fromEntries(
  names.filter((n) => n in source).map((n) => [n, source[n]]),
);

function opened(event) {
  return deepFreeze({ id: event.session_id, ...OPENED_DEFAULTS, ...pick(event.body, OPENED) });
}

function lateAddendum(session, event) {
  const { id, kind, body } = event;
  const said = kind === 'addendum.written' ? { text: body.text } : { event: { id, kind, body } };
  const when = { at: event.received_at ?? event.at, author_id: event.author_id ?? null };
  const addendum = deepFreeze({ ...structuredClone(said), ...when });
  return freeze({ ...session, addenda: freeze([...session.addenda, addendum]) });
}

function stateOf(session) {
  if (session.signed) return 'signed';
  if (anyDone(session.marks)) return 'finishing';
  if (!session.agreed) return 'planning';
  const { running, stopped, elapsed_ms } = session.timer;
  return running || stopped || elapsed_ms > 0 ? 'injecting' : 'agreed';
}

function act(session, event) {
  if (event.kind === 'session.opened') return session ?? opened(event);
  if (session === null) return null;
  if (session.signed || event.kind === 'addendum.written') return lateAddendum(session, event);
  return applySaid(applyToNogo(applyToMarks(session, event), event), event);
}

/** One more event. Frozen; the same object when the event changes nothing. */
export function apply(session, event) {
  const next = act(session, event);
  if (next === null) return null;
  const last_seq = Math.max(next.last_seq, event.seq ?? 0);
  const state = stateOf(next);
  const same = last_seq === next.last_seq && state === next.state;
  return same ? next : freeze({ ...next, state, last_seq });
}

/** The session that these events add up to, or null without `session.opened`. */
export const fold = (events) => inOrder(events).reduce(apply, null);

const stand = new WeakMap();

/** Marks that stand: neither rubbed out nor taken back. Looked for once in each list of marks. */
export function standing({ marks }) {
  if (!stand.has(marks)) stand.set(marks, freeze(marks.filter((m) => !m.removed)));
  return stand.get(marks);
}

// A session: what the events of one visit add up to. The same JSON as Python's
// `session_to_json(fold(events))`; tests/cases/fold holds both to it.

import { anyDone, applyToMarks, isStrange } from './tally.js';
import { TODAY, read } from './forms.js';
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
  const asked = event.body.body_asked ? { body_asked: event.body.body_asked } : {};
  return deepFreeze({ id: event.session_id, ...OPENED_DEFAULTS, ...pick(event.body, OPENED), ...asked });
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

const laidIn = ({ mark }) => (typeof mark?.id === 'string' ? mark.id : null);

/** What a newer version wrote is counted, and nothing more. */
function putAside(session, event) {
  const { id, kind, v } = event;
  const before = (session.aside ?? []).filter((a) => a.id !== id);
  const mark_id = laidIn(event.body);
  const entry = { id, kind, v, at: event.received_at ?? event.at, ...(mark_id === null ? {} : { mark_id }) };
  return freeze({ ...session, aside: deepFreeze([...before, entry]) });
}

function act(session, made, forms) {
  const body = read(made, forms);
  const event = body === made.body ? made : { ...made, body };
  if (event.kind === 'session.opened') return session ?? (body === null ? null : opened(event));
  if (session === null) return null;
  if (body === null || isStrange(session, body.mark_id)) return putAside(session, made);
  if (event.kind === 'session.measured') return session;
  if (session.signed || event.kind === 'addendum.written') return lateAddendum(session, event);
  return applySaid(applyToNogo(applyToMarks(session, event), event), event);
}

/** One more event. Frozen; the same object when the event changes nothing. */
export function apply(session, event, forms = TODAY) {
  const next = act(session, event, forms);
  if (next === null) return null;
  const last_seq = Math.max(next.last_seq, event.seq ?? 0);
  const state = stateOf(next);
  const same = last_seq === next.last_seq && state === next.state;
  return same ? next : freeze({ ...next, state, last_seq });
}

/** The session that these events add up to, or null without a `session.opened` that can be read. */
export const fold = (events, forms = TODAY) => inOrder(events).reduce((session, event) => apply(session, event, forms), null);

const stand = new WeakMap();

/** Marks that stand: neither rubbed out nor taken back. Looked for once in each list of marks. */
export function standing({ marks }) {
  if (!stand.has(marks)) stand.set(marks, freeze(marks.filter((m) => !m.removed)));
  return stand.get(marks);
}

// Everything of a session that is not a mark: agreement, syringes, answers, pain, clock, notes.

import { answeredInBulk, without as bulkWithout } from './bulk.js';
import { withExamined } from './examined.js';
import { deepFreeze } from './marks.js';

const freeze = Object.freeze;

export const OPENED_DEFAULTS = deepFreeze({
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

/** The server's time where there is one. */
const at = (event) => event.received_at ?? event.at;
const author_id = (event) => event.author_id ?? null;

/** Keys that earlier forms did not have: left out while they say nothing. */
const PRODUCT_MORE = ['presentation', 'expired_confirmed'];
const SYRINGE_MORE = ['depth_mm', 'drop_ml', 'shots_per_s', 'allergy_reason', 'needle_gauge'];

const more = (raw, names) => Object.fromEntries(
  names.filter((n) => raw[n] !== null && raw[n] !== undefined && raw[n] !== false).map((n) => [n, raw[n]]),
);

function syringeFrom(raw, left_ml = null) {
  const products = (raw.products ?? []).map((p) => ({
    name: p.name,
    lot: p.lot ?? null,
    expiry: p.expiry ?? null,
    volume_ml: p.volume_ml ?? null,
    ...more(p, PRODUCT_MORE),
  }));
  return {
    key: raw.key,
    dry: Boolean(raw.dry),
    products,
    volume_ml: raw.volume_ml ?? null,
    needle_mm: raw.needle_mm ?? null,
    device: raw.device ?? null,
    left_ml,
    ...more(raw, SYRINGE_MORE),
  };
}

function withSyringe(session, syringe) {
  const all = { ...session.syringes, [syringe.key]: deepFreeze(syringe) };
  return { syringes: freeze(Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))) };
}

function without(record, key) {
  const { [key]: _gone, ...rest } = record;
  return freeze(rest);
}

function answered(session, { question, answer, note }) {
  if (answer === null) return { checks: without(session.checks, question) };
  return { checks: freeze({ ...session.checks, [question]: freeze({ answer, note: note ?? null }) }), bulk: bulkWithout(session.bulk, [question]) };
}

function scored(session, { when, zone = null, score }) {
  const index = session.pain.findIndex((p) => p.when === when && p.zone === zone);
  if (score === null) return { pain: freeze(session.pain.filter((_p, k) => k !== index)) };
  const pain = session.pain.slice();
  pain[index < 0 ? pain.length : index] = freeze({ when, zone, score });
  return { pain: freeze(pain) };
}

/** Corrections of the clock stay with it; a clock without any is written as it always was. */
const clockOf = ({ corrections }, said) => deepFreeze({ ...said, ...(corrections ? { corrections } : {}) });

const timed = (running, stopped) => ({ timer }, { body }) => ({
  timer: clockOf(timer, { running, elapsed_ms: body.elapsed_ms, stopped }),
});

function timerCorrected({ timer }, event) {
  const { corrections = [], ...clock } = timer;
  const is_ms = event.body.elapsed_ms;
  const said = { was_ms: clock.elapsed_ms, is_ms, at: at(event), author_id: author_id(event) };
  return { timer: clockOf({ corrections: [...corrections, said] }, { ...clock, elapsed_ms: is_ms }) };
}

/** The day of the act, beside the day that the session was opened for. */
const dated = (session, event) => ({
  treatment_date: event.body.treatment_date,
  dated: freeze({ planned: session.dated?.planned ?? session.treatment_date, at: at(event) }),
});

const corrected = (_session, { body }) => deepFreeze({
  body: { ...body.body },
  figure: body.figure,
  body_estimated: body.body_estimated ?? false,
  silhouette: body.silhouette ?? null,
  body_nearest: body.body_nearest ?? false,
  body_asked: body.body_asked ? { ...body.body_asked } : undefined,
});

const agreed = (_session, event) => ({
  agreed: freeze({
    informed: event.body.informed ?? false, estimate_id: event.body.estimate_id ?? null, at: at(event),
  }),
});

const noted = (session, event) => ({
  notes: freeze([...session.notes, freeze({ text: event.body.text, at: at(event), author_id: author_id(event) })]),
});

const SAID = freeze({
  'session.numbered': (_s, { body }) => ({ number: body.number }),
  'session.dated': dated,
  'body.corrected': corrected,
  'plan.agreed': agreed,
  'plan.withdrawn': () => ({ agreed: null }),
  'syringe.prepared': (s, { body }) => withSyringe(
    s, syringeFrom(body.syringe, s.syringes[body.syringe.key]?.left_ml ?? null),
  ),
  'syringe.emptied': (s, { body }) => withSyringe(
    s, { ...(s.syringes[body.key] ?? syringeFrom({ key: body.key })), left_ml: body.left_ml },
  ),
  'syringe.withdrawn': (s, { body }) => ({ syringes: without(s.syringes, body.key) }),
  'check.answered': (s, { body }) => answered(s, body),
  'checks.answered': (s, event) => ({ bulk: answeredInBulk(s, event.body, at(event), author_id(event)) }),
  'pain.scored': (s, { body }) => scored(s, body),
  'timer.started': timed(true, false),
  'timer.paused': timed(false, false),
  'timer.stopped': timed(false, true),
  'timer.corrected': timerCorrected,
  'note.written': noted,
  'points.examined': (s, event) => ({ examined: withExamined(s.examined, event.body, at(event), author_id(event)) }),
  'session.signed': (_s, event) => ({ signed: freeze({ at: at(event), author_id: author_id(event) }) }),
});

/** Apply a kind that is not about marks; a kind this page does not know changes nothing. */
export function applySaid(session, event) {
  const act = SAID[event.kind];
  if (!act) return session;
  const next = { ...session, ...act(session, event) };
  for (const name of ['bulk', 'examined']) if (next[name] === undefined) delete next[name];
  return freeze(next);
}

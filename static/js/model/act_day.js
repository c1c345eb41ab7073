// The day of the act: when the page asks for it, and what is said of it. The same words of a signed
// session in mesomap/domain/session.py; tests/cases/act_days.json holds both to it.

import { act } from './acts/act.js';
import { readings } from './dates.js';
import { dayAfter, dayIn } from './days.js';
import { isExpired } from './lots.js';

const dayOf = ({ time_zone }, at) => dayIn(time_zone, Date.parse(at));

/** The practice's day of now, for a session. */
export const todayOf = ({ time_zone }, now_ms) => dayIn(time_zone, now_ms);

/** It was said on another day that the act was on its own: that is an answer for good. */
const saidAfterwards = (session) =>
  session.dated !== undefined && dayOf(session, session.dated.at) !== session.treatment_date;

/** Whether to ask on which day the act is: the session is gone on with on another day than its own. */
export const asksForDay = (session, now_ms) =>
  !session.signed && session.treatment_date !== todayOf(session, now_ms) && !saidAfterwards(session);

/** Whether the injections were made already: then the session's own day is the likelier one. */
export const isInjected = ({ marks, timer }) => timer.stopped || marks.some(({ done, removed }) => done && !removed);

/**
 * The day that it was opened for, where the act was on another; or null.
 * @param {{dated?: any, treatment_date: string}} session
 */
export const plannedDate = ({ dated, treatment_date }) =>
  dated && dated.planned !== treatment_date ? dated.planned : null;

/** The practice's day of the signature, where it was said that the act was on another; or null. */
export function recordedOn(session) {
  if (!session.dated || !session.signed) return null;
  const day = dayOf(session, session.signed.at);
  return day === session.treatment_date ? null : day;
}

/** An act was at most so long before the day planned; the server's figure is the same (mesomap/domain/openings.py). */
const MOST_DAYS_EARLIER = 31;

/**
 * Whether an act can have been on that day: from a month before the day planned up to today. The server takes
 * one day more, for a tablet's clock that is ahead of its own.
 */
function mayBeDated(day, opened_for, today) {
  const first = dayAfter(opened_for < today ? opened_for : today, -MOST_DAYS_EARLIER);
  return first <= day && day <= today;
}

/** Days that a text can mean; where no year was written, that of today or of the year before. */
function daysTyped(text, today) {
  const whole = readings(text);
  if (whole.length) return whole;
  const year = Number(today.slice(0, 4));
  return [year, year - 1].flatMap((y) => readings(`${text.trim()}/${y}`));
}

/**
 * The day of the act as it was typed, in the order of days people write: {day}, or {fault}: 'unread' for what is
 * no date, 'far' for a day on which it cannot have been.
 */
export function typedDay(text, session, now_ms) {
  const today = todayOf(session, now_ms);
  const found = daysTyped(text, today);
  const day = found.find((d) => mayBeDated(d, session.dated?.planned ?? session.treatment_date, today));
  return day ? { day } : { fault: found.length ? 'far' : 'unread' };
}

/** The acts to send that say: the injections are on that day. */
export const dateAct = (treatment_date) => [act('session.dated', { treatment_date })];

/**
 * Lots in the session's syringes that are past their date on the day of the act and nobody confirmed: [{key, name,
 * lot, expiry}].
 */
export const expiredLots = ({ syringes, treatment_date }) =>
  Object.values(syringes).flatMap(({ key, products }) =>
    products
      .filter((p) => isExpired(p.expiry, treatment_date) && !p.expired_confirmed)
      .map(({ name, lot, expiry }) => ({ key, name, lot: lot ?? '–', expiry })),
  );

/** Whole years of someone born on `birth_date`, on a day. */
export function ageOn(birth_date, day) {
  const [year, ...rest] = birth_date.split('-');
  const [now, ...then] = day.split('-');
  return now - year - Number(then.join('-') < rest.join('-'));
}

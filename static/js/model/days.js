// Days of a practice: a moment is another day elsewhere.

/** "2026-11-27": the day that a moment falls on in a time zone. */
export function dayIn(time_zone, now_ms) {
  const parts = new Intl.DateTimeFormat('en', { timeZone: time_zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(now_ms);
  const part = (type) => parts.find((p) => p.type === type).value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}

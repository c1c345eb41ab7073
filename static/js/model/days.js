// Days of a practice, in its time zone: at the same moment another zone may have another day.

/** "2026-11-27": the day that a moment falls on in a time zone. */
export function dayIn(time_zone, now_ms) {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: time_zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now_ms);
  const part = (type) => parts.find((p) => p.type === type).value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}

const FIRST = /(?<!\d)1 (?=janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)/g;

/** "mardi 1er décembre": French counts the first of a month, and no library writes it so. */
export const withFirst = (text) => text.replace(FIRST, '1er ');

/** The day so many days after another: "2026-11-30", 7 → "2026-12-07". */
export function dayAfter(iso, days) {
  const at = new Date(`${iso}T12:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

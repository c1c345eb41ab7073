// Moments and days in words, on the practice's clock (the page says its time zone) and in the page's language.

import { dayIn, withFirst } from '../model/days.js';

/** How the page writes figures and moments: English as in Britain, day before month. */
const LOCALES = { en: 'en-GB' };

export const locale = () => LOCALES[document.documentElement.lang] ?? (document.documentElement.lang || 'fr');

/** The practice's time zone; the device's own where the page does not know it. */
const zone = () => document.documentElement.dataset.zone || undefined;

const written = (at, form) => withFirst(new Date(at).toLocaleString(locale(), { timeZone: zone(), ...form }));

/** A stored moment as day and time. */
export const moment = (at) => written(at, { dateStyle: 'long', timeStyle: 'short' });

/** A stored moment as a time of day: "14:30". */
export const clock = (at) => written(at, { hour: '2-digit', minute: '2-digit' });

/** A stored moment as a day of this year: "1er décembre". */
export const dayOfYear = (at) => written(at, { day: 'numeric', month: 'long' });

/** A calendar day as a key has room for it: "13 nov.", with its year where that is another than this one's. */
export function brief(iso, now_ms = Date.now()) {
  const year = iso.slice(0, 4) === dayIn(zone(), now_ms).slice(0, 4) ? {} : { year: 'numeric' };
  return written(`${iso}T12:00Z`, { day: 'numeric', month: 'short', timeZone: 'UTC', ...year });
}

/** A calendar day ("2027-06-30") as people write it. */
export const day = (iso) => written(`${iso}T12:00Z`, { dateStyle: 'long', timeZone: 'UTC' });

/** Whether a moment falls on the practice's day that another (now) falls on. */
export const sameDay = (at, now_ms) => dayIn(zone(), Date.parse(at)) === dayIn(zone(), now_ms);

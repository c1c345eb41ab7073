// Days and times as a line has room for them.

const LOCALES = { en: 'en-GB' };
const locale = () => LOCALES[document.documentElement.lang] ?? (document.documentElement.lang || 'fr');

/** "2026-11-13" → "13 nov."; with its year where that is another than this one's. */
export function brief(iso) {
  const day = new Date(`${iso}T12:00`);
  const year = day.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' };
  return day.toLocaleDateString(locale(), { day: 'numeric', month: 'short', ...year });
}

/** A stored moment as its time: "14:32". */
export const hour = (at) => new Date(at).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit' });

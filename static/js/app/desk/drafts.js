// Fields whose text is kept on this tablet as it is typed, until it is added or signed: a reload does not lose it.

import { keepDrafts, readDrafts } from '../../store/drafts.js';
import { $$ } from '../../view/dom.js';

/** @import { BrowserStore } from '../../store/idb.js' */
/** @typedef {Awaited<ReturnType<typeof createDrafts>>} Drafts */

/** @param {{db: BrowserStore | null, key: CryptoKey, session_id: string}} parts  `db` null where nothing is kept */
export async function createDrafts({ db, key, session_id }) {
  const texts = db ? await readDrafts(db, key, session_id).catch(() => ({})) : {};
  let writing = null;
  let behind = false;

  async function write() {
    try {
      do {
        behind = false;
        await keepDrafts(db, key, session_id, texts);
      } while (behind);
    } catch {
      // no room: the page itself still holds it, and asks before it goes
    } finally {
      writing = null;
    }
  }

  /** At once, one after the other: the page may go with the next touch. */
  function keep() {
    if (!db) return;
    behind = true;
    writing ??= write();
  }

  function set(name, text) {
    texts[name] = text;
    keep();
    /** @type {HTMLTextAreaElement[]} */
    const areas = $$(`[data-draft=${name}]`);
    for (const area of areas) if (area.value !== text) area.value = text;
  }

  // where nothing can be kept, or it is not kept yet, the browser asks
  window.addEventListener('beforeunload', (event) => {
    const some = Object.values(texts).some((text) => text.trim());
    if (some && (!db || writing)) event.preventDefault();
  });

  return Object.freeze({
    of: (name) => (texts[name] ?? '').trim(),

    /** A field of this name: it begins with what was typed before, and keeps what is typed. */
    field(area, name) {
      area.setAttribute('data-draft', name);
      area.value = texts[name] ?? '';
      area.addEventListener('input', () => set(name, area.value));
      return area;
    },

    /** Give what was typed in a field, and empty it. */
    take(name) {
      const text = (texts[name] ?? '').trim();
      set(name, '');
      return text;
    },
  });
}

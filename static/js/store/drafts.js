// What is being written and was not added yet: sealed in this browser, by session and field, until it is.

import { read, transact } from './idb.js';
import { seal, unseal } from './seal.js';

const place = (session_id) => `drafts ${session_id}`;

/** {name: text} of a session, or nothing where nothing was written, or it can no longer be read. */
export async function readDrafts(db, key, session_id) {
  const row = await read(db, 'state', (state) => state.get(place(session_id)));
  return row ? unseal(key, row).catch(() => ({})) : {};
}

/** Keep {name: text}; none at all where every text is empty. */
export async function keepDrafts(db, key, session_id, texts) {
  const some = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
  const row = Object.keys(some).length ? await seal(key, some) : null;
  await transact(db, ['state'], 'readwrite', (state) => {
    if (row) state.put(row, place(session_id));
    else state.delete(place(session_id));
  });
}

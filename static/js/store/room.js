// Whether this browser can keep what is made: found out before a mark could be lost.

import { transact } from './idb.js';

/** As much as a busy session takes: bytes of the trial. */
const TRIAL_BYTES = 256 * 1024;

const TRIAL = 'trial';

/** With less room than this the doctor is told. */
const LITTLE_BYTES = 20 * 1024 * 1024;

/** Write as much as a session takes, on disk, and take it away again. Rejects where it cannot be. */
export async function tryStore(db) {
  await transact(db, ['state'], 'readwrite', (state) => {
    state.put(new Uint8Array(TRIAL_BYTES), TRIAL);
  });
  await transact(db, ['state'], 'readwrite', (state) => {
    state.delete(TRIAL);
  });
}

/** {lasting, free_bytes}: whether the browser promised not to clear up, and how much room is left. */
export async function room() {
  const storage = navigator.storage;
  const lasting = (await storage?.persisted?.().catch(() => false)) ?? false;
  /** @type {StorageEstimate} */
  const { quota = null, usage = 0 } = (await storage?.estimate?.().catch(() => ({}))) ?? {};
  const free_bytes = quota === null ? null : quota - usage;
  return { lasting, free_bytes, little: free_bytes !== null && free_bytes < LITTLE_BYTES };
}

/** Ask the browser to keep what is here; it may say no without asking anybody. */
export async function askToLast() {
  const storage = navigator.storage;
  if (await storage?.persisted?.().catch(() => true)) return;
  await storage?.persist?.().catch(() => false);
}

// What lifts the cover of a locked page when the server cannot be asked: a slow hash of the PIN, in a
// database of its own. It opens nothing but the cover; the server counts its own tries when it is back.

import { runOn } from './idb.js';

const NAME = 'mesomap-lock';
const STORE = 'lock';

/** OWASP's figure for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023). */
const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const DIGEST_BITS = 256;

async function digestOf(pin, salt, iterations) {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, DIGEST_BITS));
}

/** What is kept of a user's PIN. */
export async function verifierOf(user, pin) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return { user, salt, iterations: ITERATIONS, digest: await digestOf(pin, salt, ITERATIONS), tries: 0 };
}

/** Whether this PIN is the one that was kept. */
export async function fits({ salt, iterations, digest }, pin) {
  const found = await digestOf(pin, salt, iterations);
  return found.length === digest.length && found.every((byte, k) => byte === digest[k]);
}

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

/** One transaction; resolves with what `work(store)` gave or asked for, once it is on disk. */
async function transact(mode, work) {
  const db = await open();
  try {
    return await runOn(db, [STORE], mode, work);
  } finally {
    db.close();
  }
}

/** What the lock works with while the server is gone: addresses, the user, how long. */
export const keepSettings = (settings) => transact('readwrite', (store) => store.put(settings, 'settings'));
export const readSettings = () => transact('readonly', (store) => store.get('settings'));

/** Forget the PIN on this device. */
export const forgetPin = () => transact('readwrite', (store) => store.clear());

/** The server has said that this is the PIN: it is kept, and tries begin anew. */
export async function keepPin(user, pin) {
  const verifier = await verifierOf(user, pin);
  return transact('readwrite', (store) => store.put(verifier, 'verifier'));
}

/** Take one more try, on disk before it is looked at; the verifier, or null where none is left. */
function takeTry(user, most) {
  let taken = null;
  return transact('readwrite', (store) => {
    const asked = store.get('verifier');
    asked.onsuccess = () => {
      const row = asked.result;
      if (row?.user !== user || row.tries >= most) return;
      taken = { ...row, tries: row.tries + 1 };
      store.put(taken, 'verifier');
    };
  }).then(() => taken);
}

/**
 * Ask without the server: {how: 'right' | 'wrong' | 'spent' | 'unknown', left}. 'unknown': nothing is
 * kept of this user; 'spent': too many wrong ones, the password is wanted.
 */
export async function checkPin(user, pin, most) {
  const known = await transact('readonly', (store) => store.get('verifier'));
  if (known?.user !== user) return { how: 'unknown', left: 0 };
  const row = await takeTry(user, most);
  if (!row) return { how: 'spent', left: 0 };
  if (!(await fits(row, pin))) return { how: row.tries >= most ? 'spent' : 'wrong', left: most - row.tries };
  await transact('readwrite', (store) => store.put({ ...row, tries: 0 }, 'verifier'));
  return { how: 'right', left: most };
}

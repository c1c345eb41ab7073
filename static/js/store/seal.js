// Encrypts what this browser keeps of patients (AES-GCM), with keys that no script can read out.

import { read, transact } from './idb.js';

/** Keys by what they seal: what is on its way, and what is only read. */
const OUTBOX = 'outbox';
const TODAY = 'today';

const make = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

const find = (db, name) => read(db, 'keys', (keys) => keys.get(name));

/** The browser's AES-GCM key of that name, made once; not extractable. */
async function keyNamed(db, name) {
  const found = await find(db, name);
  if (found instanceof CryptoKey) return found;
  const fresh = await make();
  // another tab may have made one meanwhile: the first key stays
  await transact(db, ['keys'], 'readwrite', (keys) => {
    const asked = keys.get(name);
    asked.onsuccess = () => {
      if (!asked.result) keys.put(fresh, name);
    };
  });
  return find(db, name);
}

const destroy = (db, name) =>
  transact(db, ['keys'], 'readwrite', (keys) => {
    keys.delete(name);
  });

export const sealKey = (db) => keyNamed(db, OUTBOX);
export const todayKey = (db) => keyNamed(db, TODAY);

/** The key of today's patients if it was not destroyed, or undefined. */
export const knownTodayKey = (db) => find(db, TODAY);

export const destroyTodayKey = (db) => destroy(db, TODAY);
export const destroyOutboxKey = (db) => destroy(db, OUTBOX);

export async function sealBytes(key, plain) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain) };
}

export const unsealBytes = (key, { iv, data }) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);

export const seal = (key, value) => sealBytes(key, new TextEncoder().encode(JSON.stringify(value)));

export const unseal = async (key, row) => JSON.parse(new TextDecoder().decode(await unsealBytes(key, row)));

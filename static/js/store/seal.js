// The outbox is health data: it lies encrypted, with a key that script cannot take away.

import { read, transact } from './idb.js';

const KEY = 'outbox';

/** The browser's AES-GCM key, made once; not extractable. */
export async function sealKey(db) {
  const found = await read(db, 'keys', (keys) => keys.get(KEY));
  if (found instanceof CryptoKey) return found;
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // another tab may have been faster: the first key stays
  await transact(db, ['keys'], 'readwrite', (keys) => {
    const asked = keys.get(KEY);
    asked.onsuccess = () => { if (!asked.result) keys.put(fresh, KEY); };
  });
  return read(db, 'keys', (keys) => keys.get(KEY));
}

export async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain) };
}

export async function unseal(key, { iv, data }) {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);
  return JSON.parse(new TextDecoder().decode(plain));
}

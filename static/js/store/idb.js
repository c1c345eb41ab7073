// IndexedDB behind promises. Durability is strict: when a write is said to be kept, it is on disk.

const NAME = 'mesomap';
const VERSION = 1;

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** The database of this browser: keys, counters of devices, and what is to be sent. */
export function openBrowserStore(factory = globalThis.indexedDB) {
  const request = factory.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const db = request.result;
    db.createObjectStore('keys');
    db.createObjectStore('devices');
    const outbox = db.createObjectStore('outbox', { keyPath: 'id' });
    outbox.createIndex('session', 'session_id');
  };
  return settled(request);
}

/** One transaction: `work(store…)` asks synchronously; resolves once it is on disk. */
export function transact(db, names, mode, work) {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(names, mode, { durability: 'strict' });
    const result = work(...names.map((n) => tx.objectStore(n)));
    tx.oncomplete = () => resolve(result instanceof IDBRequest ? result.result : result);
    tx.onabort = () => reject(tx.error);
    tx.onerror = () => reject(tx.error);
  });
}

export const read = (db, name, ask) => transact(db, [name], 'readonly', ask);

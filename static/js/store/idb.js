// IndexedDB behind promises. Durability is strict: when a write is said to be kept, it is on disk.

const NAME = 'mesomap';

/** What each version added to the one before; a released step never changes, a new one is added. */
const UPGRADES = Object.freeze([
  (db) => {
    db.createObjectStore('keys');
    db.createObjectStore('devices');
    const outbox = db.createObjectStore('outbox', { keyPath: 'id' });
    outbox.createIndex('session', 'session_id');
  },
  // the surgery without its server: what is to be asked before events, openings heard, today's patients
  (db) => {
    db.createObjectStore('requests', { keyPath: 'id' });
    db.createObjectStore('openings', { keyPath: 'session_id' });
    db.createObjectStore('today');
    db.createObjectStore('bodies');
    db.createObjectStore('state');
  },
]);

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** A store that a newer page has upgraded meanwhile is opened as it is: it only ever gains. */
async function open(factory) {
  const request = factory.open(NAME, UPGRADES.length);
  request.onupgradeneeded = ({ oldVersion }) => UPGRADES.slice(oldVersion).forEach((step) => step(request.result));
  const db = await settled(request).catch((error) => {
    if (error.name === 'VersionError') return settled(factory.open(NAME));
    throw error;
  });
  // a newer page wants to add something: let go, and open again at the next act
  db.onversionchange = () => db.close();
  return db;
}

/** The database of this browser: keys, counters of devices, and what is to be sent. */
export async function openBrowserStore(factory = globalThis.indexedDB) {
  return { factory, db: await open(factory) };
}

const run = ({ db }, names, mode, work) => new Promise((resolve, reject) => {
  const tx = db.transaction(names, mode, { durability: 'strict' });
  const result = work(...names.map((n) => tx.objectStore(n)));
  tx.oncomplete = () => resolve(result instanceof IDBRequest ? result.result : result);
  tx.onabort = () => reject(tx.error);
  tx.onerror = () => reject(tx.error);
});

/**
 * One transaction: `work(store…)` asks synchronously; resolves once it is on disk. A connection
 * that the browser dropped (iPads do, overnight) is made again.
 */
export async function transact(store, names, mode, work) {
  try {
    return await run(store, names, mode, work);
  } catch (error) {
    if (error.name !== 'InvalidStateError') throw error;
    store.db = await open(store.factory);
    return run(store, names, mode, work);
  }
}

export const read = (store, name, ask) => transact(store, [name], 'readonly', ask);

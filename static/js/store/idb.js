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
  // for work without the server: requests that go before events, openings of sessions, today's patients
  (db) => {
    db.createObjectStore('requests', { keyPath: 'id' });
    db.createObjectStore('openings', { keyPath: 'session_id' });
    db.createObjectStore('today');
    db.createObjectStore('bodies');
    db.createObjectStore('state');
  },
]);

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** A store that a newer page has upgraded meanwhile is opened as it is: upgrades add stores and remove none. */
async function open(factory) {
  const request = factory.open(NAME, UPGRADES.length);
  request.onupgradeneeded = ({ oldVersion }) => UPGRADES.slice(oldVersion).forEach((step) => step(request.result));
  const db = await settled(request).catch((error) => {
    if (error.name === 'VersionError') return settled(factory.open(NAME));
    throw error;
  });
  // a newer page upgrades the store: close, so that it can; the next act opens it again
  db.onversionchange = () => db.close();
  return db;
}

/** The database of this browser: keys, counters of devices, and what is to be sent. */
export async function openBrowserStore(factory = globalThis.indexedDB) {
  return { factory, db: await open(factory) };
}

/**
 * A browser may keep a page that was left, frozen, to show it again on the way back. A transaction
 * that was frozen with it would shut every other page out of its stores for good: so none stays
 * open. They are taken back as the page goes, and made again should it return.
 */
const running = new Set();
const takenBack = new WeakSet();
let away = null;

globalThis.addEventListener?.('pagehide', () => {
  away ??= /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      globalThis.addEventListener(
        'pageshow',
        () => {
          away = null;
          resolve();
        },
        { once: true },
      );
    })
  );
  for (const tx of running) {
    takenBack.add(tx);
    try {
      tx.abort();
    } catch {
      takenBack.delete(tx);
    } // it has ended or is being committed
  }
});

/** @typedef {{db: IDBDatabase, factory: IDBFactory}} BrowserStore */

const GONE = Object.freeze({ name: 'taken back' });

const run = (db, names, mode, work, whole) =>
  new Promise((resolve, reject) => {
    const tx = db.transaction(names, mode, { durability: 'strict' });
    const end = (settle, value) => {
      running.delete(tx);
      settle(value);
    };
    running.add(tx);
    tx.oncomplete = () => end(resolve, result instanceof IDBRequest ? result.result : result);
    // a failed request aborts the transaction; only then is `tx.error` set
    tx.onabort = () =>
      end(reject, takenBack.has(tx) ? GONE : (tx.error ?? new DOMException('a transaction was aborted', 'AbortError')));
    const result = work(...names.map((n) => tx.objectStore(n)));
    if (whole) tx.commit?.();
  });

/**
 * One transaction on a connection: `work(store…)` asks synchronously; resolves once it is on disk.
 * `whole` says that nothing is asked in answer to something else: it then ends even where the page
 * goes in this very moment.
 */
export async function runOn(db, names, mode, work, { whole = false } = {}) {
  for (;;) {
    if (away && !whole) await away;
    try {
      return await run(db, names, mode, work, whole);
    } catch (error) {
      if (error !== GONE) throw error;
      await away;
    }
  }
}

/** The same on a store; a connection that the browser dropped (iPads do, overnight) is made again. */
export async function transact(store, names, mode, work, how = {}) {
  try {
    return await runOn(store.db, names, mode, work, how);
  } catch (error) {
    if (error.name !== 'InvalidStateError') throw error;
    store.db = await open(store.factory);
    return runOn(store.db, names, mode, work, how);
  }
}

export const read = (store, name, ask) => transact(store, [name], 'readonly', ask);

// The service worker, seen from a page: registered once the page is loaded and at rest, told which drawings to keep.

const CHECK_MS = 3600 * 1000;

/** A session that was just left may still count as open: the newer version is let in a little later. */
const [ASK_AGAIN_MS, ASK_SELDOM_MS] = [1000, 60_000];

/**
 * How long a page must have fetched nothing. Chromium lets a newer worker in at once where the older one
 * has nothing in hand at that moment; otherwise only after 30 s without a request.
 */
const QUIET_MS = 1000;

const TAKE_OVER_MS = 5000;

const able = () => 'serviceWorker' in navigator && window.isSecureContext;

const order = (worker, message) => worker?.postMessage(message);

/** Wait until this page is loaded and has fetched nothing for `QUIET_MS`. */
async function quiet() {
  for (;;) {
    const had = performance.getEntriesByType('resource').length;
    await new Promise((resolve) => {
      setTimeout(resolve, QUIET_MS);
    });
    if (document.readyState === 'complete' && performance.getEntriesByType('resource').length === had) return;
  }
}

/** Whether pages of this browser open without the server: 'ready', 'coming' or 'never' (with why). */
export async function workerState() {
  if (!able()) return 'never';
  const found = await navigator.serviceWorker.getRegistration('/').catch(() => null);
  if (!found) return 'coming';
  return found.active ? 'ready' : 'coming';
}

/**
 * Have the service worker of this version. `onNewer()` hears that a newer version waits until no
 * session is open; `takeOver()` of the answer lets it in at once.
 */
export async function startWorker({ lang, theme = 'auto', onNewer = () => {} }) {
  if (!able()) return null;
  const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' });
  let told = false;
  const ask = (next_ms) => {
    if (!registration.waiting) return;
    order(registration.waiting, { type: 'take-over' });
    setTimeout(ask, next_ms, Math.min(2 * next_ms, ASK_SELDOM_MS));
  };
  const waits = () => {
    if (told || !registration.waiting || !navigator.serviceWorker.controller) return;
    told = true;
    quiet().then(() => ask(ASK_AGAIN_MS));
    onNewer();
  };
  waits();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', waits);
  });
  setInterval(() => registration.update().catch(() => {}), CHECK_MS);
  const ready = await navigator.serviceWorker.ready;
  order(ready.active, { type: 'choice', lang, theme });
  return Object.freeze({
    /** Drawings that today's patients need. */
    keepAhead: (paths) => order(ready.active, { type: 'keep-ahead', paths }),

    /** The newer version takes over now; resolves once this page may be loaded again. */
    takeOver: () =>
      /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
          setTimeout(resolve, TAKE_OVER_MS); // a browser may wait until this page is closed
          order(registration.waiting, { type: 'take-over', now: true });
          if (!registration.waiting) resolve();
        })
      ),
  });
}

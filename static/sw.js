// The service worker: the shell of the application, for when the server is gone. It stands alone.
// The server writes `const SHELL = {version, files: [[path, hash]], pages: {lang: {name: path}}}`
// before this text. It keeps files and empty pages; never a patient's page, never an answer of the API.
/* global SHELL */

const FILES = 'mesomap-files';
const SEEN = 'mesomap-seen';
const CHOICE = '/shell/choice';

/** Drawings beyond the shell that are kept as they are seen: about two figures with their close-ups. */
const MOST_SEEN = 160;

/** Files fetched at a time while installing: the page that is open comes first. */
const FEW = 4;

/** A page that takes longer than this is given up; the shell opens in its place. */
const NAVIGATION_MS = 10_000;

/** What a proxy answers when the server behind it is gone. */
const GONE = new Set([502, 503, 504]);

const hashes = new Map(SHELL.files);

/** Pages ask below the stamp of all files (`/static/~…/`); a file is known by its hash alone. */
const unstamped = (path) => path.replace(/^\/static\/~[^/]*\//, '/static/');

const pages = new Set(Object.values(SHELL.pages).flatMap((named) => Object.values(named)));
const keyOf = (path) => (pages.has(path) ? `${path}?h=${SHELL.version}` : `${path}?h=${hashes.get(path)}`);
const wanted = [...hashes.keys(), ...pages];

/** Pages whose files are those of this very shell, by client; all others ask the server first. */
const mine = new Set();

const hex = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, '0')).join('');

/** An answer without what belongs to one request: cookies, and what it varied by. */
async function plain(answer) {
  const headers = new Headers(answer.headers);
  ['Set-Cookie', 'Vary', 'Content-Encoding', 'Content-Length'].forEach((name) => headers.delete(name));
  return new Response(await answer.arrayBuffer(), { headers });
}

/** Whether these are the bytes that this shell was made with: the server may be another version by now. */
async function isOurs(path, answer) {
  if (!answer.ok) return false;
  if (pages.has(path)) return answer.headers.get('X-MesoMap-Shell') === SHELL.version;
  const digest = await crypto.subtle.digest('SHA-256', await answer.clone().arrayBuffer());
  return hex(digest).startsWith(hashes.get(path));
}

async function fetchInto(cache, path) {
  const answer = await fetch(path, { cache: 'no-cache', credentials: 'omit' });
  if (!(await isOurs(path, answer))) throw new Error(`${path} is of another version`);
  await cache.put(keyOf(path), await plain(answer));
}

/** Everything of the shell, what an older one had already left where it is. */
async function fill() {
  const cache = await caches.open(FILES);
  const here = new Set((await cache.keys()).map(({ url }) => url.slice(self.location.origin.length)));
  const missing = wanted.filter((path) => !here.has(keyOf(path)));
  for (let k = 0; k < missing.length; k += FEW) {
    await Promise.all(missing.slice(k, k + FEW).map((path) => fetchInto(cache, path)));
  }
}

/** What only older shells had goes: once in a worker's life, and not while pages wait for it to be active. */
let isCleared = false;
async function clear() {
  if (isCleared) return;
  isCleared = true;
  const cache = await caches.open(FILES);
  const keys = new Set(wanted.map(keyOf));
  const old = (await cache.keys()).filter(({ url }) => !keys.has(url.slice(self.location.origin.length)));
  await Promise.all(old.map((request) => cache.delete(request)));
}

async function choice() {
  const kept = await (await caches.open(SEEN)).match(CHOICE);
  return kept ? kept.json() : { lang: 'fr', theme: 'auto' };
}

/** The empty page that stands in for an address: of a session, or the list of today. */
async function shellPage(path) {
  const { lang, theme } = await choice();
  const named = SHELL.pages[lang] ?? SHELL.pages.fr;
  const name = /^\/sessions\/[0-9a-f-]{36}$/.test(path) ? 'session' : path === '/outbox' ? 'outbox' : 'today';
  const kept = await (await caches.open(FILES)).match(keyOf(named[name]));
  if (!kept) return Response.error();
  const text = await kept.text();
  const dressed = theme === 'auto' ? text : text.replace('<html ', `<html data-theme="${theme}" `);
  return new Response(dressed, { headers: kept.headers });
}

const tooLate = (ms) =>
  new Promise((_resolve, reject) => {
    setTimeout(reject, ms, new Error('too late'));
  });

async function fromServer(event) {
  const answer = await ((await event.preloadResponse) ?? fetch(event.request));
  if (GONE.has(answer.status)) throw new Error(`server says ${answer.status}`);
  return answer;
}

async function navigate(event, path) {
  try {
    const answer = await Promise.race([fromServer(event), tooLate(NAVIGATION_MS)]);
    if (answer.headers.get('X-MesoMap-Shell') === SHELL.version) mine.add(event.resultingClientId);
    return answer;
  } catch {
    mine.add(event.resultingClientId);
    return shellPage(path);
  }
}

async function keepSeen(path, answer) {
  const cache = await caches.open(SEEN);
  await cache.put(path, await plain(answer));
  const keys = (await cache.keys()).filter(({ url }) => !url.endsWith(CHOICE));
  await Promise.all(keys.slice(0, -MOST_SEEN).map((request) => cache.delete(request)));
}

const fromShell = async (path) => (hashes.has(path) ? (await caches.open(FILES)).match(keyOf(path)) : undefined);

async function asset(event, path) {
  if (mine.has(event.clientId)) {
    const kept = await fromShell(path);
    if (kept) return kept;
  }
  try {
    const answer = await fetch(event.request);
    if (GONE.has(answer.status)) throw new Error(`server says ${answer.status}`);
    if (answer.ok && !hashes.has(path)) event.waitUntil(keepSeen(path, answer.clone()).catch(() => {}));
    return answer;
  } catch {
    return (await fromShell(path)) ?? (await (await caches.open(SEEN)).match(path)) ?? Response.error();
  }
}

/** Drawings that today's patients need, fetched one after the other. */
async function keepAhead(paths) {
  const cache = await caches.open(SEEN);
  for (const path of paths
    .map(unstamped)
    .filter((p) => p.startsWith('/static/') && !hashes.has(p))
    .slice(0, MOST_SEEN)) {
    if (await cache.match(path)) continue;
    const answer = await fetch(path, { credentials: 'omit' }).catch(() => null);
    if (!answer) return;
    if (answer.ok) await keepSeen(path, answer);
  }
}

/** Take over at once, unless a session is open somewhere and nobody asked. */
async function takeOver(now) {
  const open = await self.clients.matchAll({ includeUncontrolled: true });
  if (now || !open.some(({ url }) => new URL(url).pathname.startsWith('/sessions/'))) await self.skipWaiting();
}

const orders = {
  'take-over': ({ now }) => takeOver(Boolean(now)),
  'keep-ahead': ({ paths }) => keepAhead(paths),
  choice: async ({ lang, theme }) => {
    await (await caches.open(SEEN)).put(CHOICE, new Response(JSON.stringify({ lang, theme })));
    await clear();
  },
  version: (_order, port) => port?.postMessage(SHELL.version),
};

self.addEventListener('install', (event) => event.waitUntil(fill()));

self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    })(),
  ),
);

self.addEventListener('message', (event) => {
  const order = orders[event.data?.type];
  if (order) event.waitUntil(Promise.resolve(order(event.data, event.ports[0])).catch(() => {}));
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (event.request.mode === 'navigate') event.respondWith(navigate(event, url.pathname));
  else if (url.pathname.startsWith('/static/')) event.respondWith(asset(event, unstamped(url.pathname)));
});

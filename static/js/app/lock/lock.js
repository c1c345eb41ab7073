// The page covers itself after five minutes without a touch; a PIN lifts the cover, here, with all
// that lay beneath as it was. The server locks by a clock of its own and is told as well.

import { forgetPin, keepSettings, readSettings } from '../../store/pin.js';
import { createAlone } from './alone.js';
import { createCover } from './cover.js';
import { post, tryPin } from './door.js';
import { tokenInPage, useTokenInPage } from './token.js';
import { signInAgain } from './signin.js';

const LOCKED = 'mesomap-locked';

/** While the page is in use, the server hears of it as often as this. */
const AWAKE_MS = 60_000;

/** While `exempt()` delays the cover, how often that is asked again. */
const SOON_MS = 500;

const TOUCHES = ['pointerdown', 'keydown', 'wheel'];

const root = document.documentElement;

/** What the server said with the page: settings, null (no PIN), or undefined (not its page). */
function said() {
  const place = document.querySelector('#lock');
  return place ? JSON.parse(place.textContent) : undefined;
}

/** Settings to lock with; a page of the shell, made by no server, takes those that were kept. */
async function settingsOf() {
  const now = said();
  if (now) await keepSettings(now).catch(() => {});
  if (now === null) await forgetPin().catch(() => {});
  if (now !== undefined) return now;
  return tokenInPage() ? null : readSettings().catch(() => null);
}

/** @import { Boot } from '../offline/boot.js' */

/**
 * Watch over this page. `exempt()`: hands are busy, nothing covers; `onToken(csrf)` hears a new token.
 * @param {{exempt?: () => boolean, onToken?: (token: string) => void}} how
 * @returns {Promise<{wayIn: (boot: Boot) => Promise<string | null>}>} `wayIn`: after a 401, resolves with a token (or
 *   null) once the server lets us in again.
 */
export async function startLock({ exempt = () => false, onToken = () => {} } = {}) {
  const known = localStorage.getItem(LOCKED) !== null;
  if (said() === undefined && !tokenInPage() && known) root.dataset.locked = '';
  const settings = await settingsOf();
  if (!settings) {
    delete root.dataset.locked;
    return Object.freeze({ wayIn: signInAgain });
  }

  let owed = null;
  let due = false;
  let waiting = [];
  const cover = createCover({ tryPin: unlock, signIn });
  const alone = createAlone();

  /** Note a touch; where the page was left alone too long (the tablet slept, no timer ran), lock instead. */
  function touch() {
    if (cover.on) return;
    const ms = alone.ms();
    if (ms >= settings.idle_ms && !exempt()) lock();
    else if (ms > 1000) alone.note();
  }

  /** Cover the page now, or as soon as `exempt()` no longer holds. */
  function lock(tell = true) {
    if (cover.on) return;
    due = exempt();
    if (due) {
      arm();
      return;
    }
    localStorage.setItem(LOCKED, '1');
    cover.show();
    if (tell) post(settings.urls.lock);
  }

  function open(token = null) {
    due = false;
    localStorage.removeItem(LOCKED);
    cover.hide();
    alone.note();
    waiting.forEach((resolve) => resolve(token));
    waiting = [];
    arm();
  }

  /** Try a PIN; resolves with the sentence why it was refused, or null. */
  async function unlock(pin) {
    const { open: opened, csrf, offline, signIn: password, sentence } = await tryPin(settings, pin);
    owed = opened && offline ? pin : null;
    if (csrf) useToken(csrf);
    if (opened) open(csrf);
    else if (password) await signIn();
    return opened || password ? null : sentence;
  }

  async function signIn() {
    const token = await signInAgain({ urls: settings.urls, practice: { email: settings.email } }, { mayReturn: true });
    if (!token) return;
    useToken(token);
    open(token);
  }

  function useToken(token) {
    useTokenInPage(token);
    onToken(token);
  }

  /** Tell the server that the page is in use; where it is locked, send it the PIN that was taken here offline. */
  async function tellAwake() {
    const answer = await post(settings.urls.awake);
    if (answer?.code !== 'locked') return answer;
    const pin = owed;
    owed = null;
    const again = pin === null ? null : await tryPin(settings, pin);
    if (again?.open) return { ok: true, csrf: again.csrf };
    lock(false);
    return answer;
  }

  async function wayIn(boot) {
    if (!cover.on && !due) {
      const answer = await tellAwake();
      if (answer === null || answer.ok) return answer?.csrf ?? null;
      if (answer.code !== 'locked') {
        const token = await signInAgain(boot);
        useToken(token);
        return token;
      }
    }
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  }

  let timer = 0;
  function look() {
    clearTimeout(timer);
    if (cover.on) return;
    if (exempt()) alone.note();
    if (due) lock(false);
    if (cover.on) return;
    if (alone.ms() >= settings.idle_ms) lock();
    else arm();
  }
  function arm() {
    clearTimeout(timer);
    timer = setTimeout(look, due ? SOON_MS : Math.max(SOON_MS, settings.idle_ms - alone.ms()));
  }

  if (said()) {
    localStorage.removeItem(LOCKED);
    alone.note();
  }
  TOUCHES.forEach((name) => window.addEventListener(name, touch, { capture: true, passive: true }));
  ['visibilitychange', 'resume'].forEach((name) => document.addEventListener(name, look));
  ['pageshow', 'focus'].forEach((name) => window.addEventListener(name, look));
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== LOCKED) return;
    if (newValue === null) {
      if (cover.on) open();
    } else lock(false);
  });
  setInterval(() => {
    if (!cover.on && (exempt() || alone.ms() < AWAKE_MS)) tellAwake();
  }, AWAKE_MS);
  if (localStorage.getItem(LOCKED) !== null) lock(false);
  delete root.dataset.locked;
  if (cover.on) root.dataset.locked = '';
  look();
  return Object.freeze({ wayIn });
}

// When what waits is sent, when the server is asked for the acts of other tablets, and whether it answers.

import { Offline, Refused, SignedOut } from './api.js';
import { createExchange } from './exchange.js';

const POLL_MS = 1000;

/** Gestures that follow each other closely travel together. */
const GATHER_MS = 400;
const BACK_OFF_MS = Object.freeze([500, 1000, 2000, 5000, 10000, 30000]);

const NOT_THERE = 404;

/** @import { ExchangeParts } from './exchange.js' */
/** @typedef {ReturnType<typeof createSync>} Sync */

/**
 * @typedef {object} How
 * @property {(state: {waiting: number, online: boolean}) => void} onState
 * @property {() => void} onSignedOut
 */

/** @param {ExchangeParts & How} parts */
export function createSync(parts) {
  let sending = null;
  let failures = 0;
  let online = true;
  let signedIn = true;
  let offered = false;
  let timer = 0;
  let gathering = 0;
  /** whether a request has to go to the server, even without events */
  let asking = false;
  const exchange = createExchange(parts, say);

  function say() {
    parts.onState({ waiting: exchange.waiting(), online });
  }

  function answersAgain() {
    if (online) return;
    online = true;
    say();
  }

  /** A request was refused; where the server does not have the session (404), all of it is offered once. */
  async function refused(error) {
    online = true;
    if (error.status === NOT_THERE && !offered) {
      offered = true;
      await exchange.lost(null);
    } else if (error.status !== NOT_THERE || !exchange.waiting()) {
      parts.onTrouble({ id: `refused ${error.message}`, status: 'refused', sentence: error.message });
    }
  }

  async function failed(error) {
    failures += 1;
    if (error instanceof SignedOut) {
      signedIn = false;
      parts.onSignedOut();
    } else if (error instanceof Refused) {
      await refused(error);
    } else if (error instanceof Offline) {
      online = false;
      if (error.sentence) parts.onSaid(error.sentence);
    } else {
      throw error;
    }
  }

  async function drain() {
    try {
      if (asking && signedIn) {
        await exchange.askFirst();
        asking = false;
        answersAgain();
      }
      while (exchange.waiting() && signedIn) {
        await exchange.sendBatch();
        [failures, online, offered] = [0, true, false];
        say();
      }
    } catch (error) {
      await failed(error);
      say();
    }
  }

  function send() {
    clearTimeout(timer);
    sending ??= drain().finally(() => {
      sending = null;
      if ((exchange.waiting() || asking) && signedIn)
        timer = setTimeout(send, BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length) - 1] ?? 0);
    });
    return sending;
  }

  async function look() {
    try {
      const restored = await exchange.news();
      if ((!online || restored) && (exchange.waiting() || asking)) {
        failures = 0;
        send();
      }
      answersAgain();
    } catch (error) {
      const was = online;
      await failed(error);
      if (was !== online) say();
      if (offered && exchange.waiting()) send();
    }
  }

  async function poll() {
    const early_ms = exchange.heard_ms() + POLL_MS - performance.now();
    if (early_ms > 0) {
      setTimeout(poll, early_ms);
      return;
    }
    if (document.visibilityState === 'visible' && signedIn) await look();
    setTimeout(poll, online ? POLL_MS : BACK_OFF_MS[2]);
  }

  return Object.freeze({
    /** Events kept on disk; send them as soon as can be. */
    push(events) {
      exchange.push(events);
      say();
      gathering ||= setTimeout(() => {
        gathering = 0;
        send();
      }, GATHER_MS);
    },
    /** Send at once: a request for the server was put on disk. */
    ask() {
      asking = true;
      send();
    },
    start() {
      setTimeout(poll, POLL_MS);
    },
    signedInAgain() {
      signedIn = true;
      failures = 0;
      send();
    },
    /** Send at once, however many tries have failed. */
    now() {
      failures = 0;
      return send();
    },
    isOnline: () => online,
    waiting: exchange.waiting,
  });
}

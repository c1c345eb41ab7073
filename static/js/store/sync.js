// Sends what waits, asks for what others did, and says how things stand.

import { Offline, Refused, SignedOut } from './api.js';

const BATCH = 500;
const POLL_MS = 1000;

/** Gestures that follow each other closely travel together. */
const GATHER_MS = 150;
const BACK_OFF_MS = Object.freeze([500, 1000, 2000, 5000, 10000, 30000]);

const RECEIVED = new Set(['stored', 'replayed', 'quarantined', 'refused']);

/**
 * @param {object} parts  api, outbox, urls; `last_seq()` what the page knows;
 *   `onStored(answers, events)`, `onEvents(events)`, `onTrouble(answer)`,
 *   `onState({waiting, online})`, `onSignedOut()`
 */
export function createSync({ api, outbox, urls, last_seq, onStored, onEvents, onTrouble, onState, onSignedOut }) {
  const queue = [];
  let sending = null;
  let failures = 0;
  let online = true;
  let signedIn = true;
  let timer = 0;
  let gathering = 0;

  const say = () => onState({ waiting: queue.length, online });

  function failed(error) {
    if (error instanceof SignedOut) {
      signedIn = false;
      onSignedOut();
    } else if (error instanceof Refused) {
      onTrouble({ status: 'refused', sentence: error.message });
      online = true;
    } else if (error instanceof Offline) {
      online = false;
    } else {
      throw error;
    }
    failures += 1;
  }

  async function sendBatch() {
    const batch = queue.slice(0, BATCH);
    const { answers } = await api.post(urls.events, { events: batch });
    const named = answers.filter((a) => RECEIVED.has(a.status));
    const ids = new Set(named.map((a) => a.id));
    await outbox.settle(named);
    for (let k = queue.length - 1; k >= 0; k -= 1) if (ids.has(queue[k].id)) queue.splice(k, 1);
    named.filter((a) => a.status === 'quarantined' || a.status === 'refused').forEach(onTrouble);
    onStored(named);
    if (ids.size === 0) throw new Offline('the answer names none of what was sent');
  }

  async function drain() {
    try {
      while (queue.length && signedIn) {
        await sendBatch();
        [failures, online] = [0, true];
        say();
      }
    } catch (error) {
      failed(error);
      say();
    }
  }

  function send() {
    clearTimeout(timer);
    sending ??= drain().finally(() => {
      sending = null;
      if (queue.length && signedIn) timer = setTimeout(send, BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length) - 1] ?? 0);
    });
    return sending;
  }

  async function poll() {
    if (document.visibilityState === 'visible' && signedIn) {
      try {
        const { events } = await api.get(`${urls.events}?after=${last_seq()}`);
        if (events.length) onEvents(events);
        if (!online && queue.length) { failures = 0; send(); }
        if (!online) { online = true; say(); }
      } catch (error) {
        const was = online;
        failed(error);
        if (was !== online) say();
      }
    }
    setTimeout(poll, online ? POLL_MS : BACK_OFF_MS[2]);
  }

  return Object.freeze({
    /** Events kept on disk; send them as soon as can be. */
    push(events) {
      queue.push(...events);
      say();
      gathering ||= setTimeout(() => { gathering = 0; send(); }, GATHER_MS);
    },
    start() { setTimeout(poll, POLL_MS); },
    signedInAgain() { signedIn = true; failures = 0; send(); },
    waiting: () => queue.length,
  });
}

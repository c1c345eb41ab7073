// Brings to the server what waits in this browser, of every session that no page has in hand.

import { OPENING } from '../model/acts/opening.js';
import { Offline, Refused } from './api.js';
import { isNeeded, keepHead, knownHead, offerAgain, settleRows, waitingBySession } from './kept.js';
import { settleRequest } from './outbox.js';

const BATCH = 500;

/** One tab brings at a time; the others have nothing to do meanwhile. */
const alone = (work) =>
  navigator.locks
    ? navigator.locks.request('mesomap-courier', { ifAvailable: true }, (lock) => (lock ? work() : null))
    : work();

/**
 * @typedef {{id: string, url: string, body: any, known?: boolean}} Request  what the server is to be asked
 *
 * @typedef {object} Here  this tablet, to which the server may be near or not
 * @property {() => boolean} isOnline
 * @property {(request: Request) => Promise<void>} ask  on disk when it resolves, then sent
 * @property {(listener: (request: Request) => void) => void} onRefused
 * @property {(url: string) => Promise<Request[]>} asked
 */

/**
 * Tell the server what it must know first. Resolves with `{refused, said}`: why it was not taken, for
 * the doctor to correct, or null; and what the server has to say of it (`{sentence, url}`), or null.
 * Raises Refused where the session cannot arrive without it.
 */
export async function ask(api, request) {
  try {
    const { sentence, url } = await api.post(request.url, request.body);
    return { refused: null, said: sentence ? { sentence, url } : null };
  } catch (error) {
    if (!(error instanceof Refused) || isNeeded(request)) throw error;
    return { refused: request.known ? null : error.message, said: null };
  }
}

async function send(api, session_id, events) {
  const { answers } = await api.post(`/api/sessions/${session_id}/events`, { events });
  return answers;
}

/** A session that the server does not have is opened first, where its opening is here. */
async function sendOpened(api, { session_id, opening }, batch) {
  try {
    return await send(api, session_id, batch);
  } catch (error) {
    const opens = batch.some((e) => e.kind === OPENING);
    if (!(error instanceof Refused) || error.status !== 404 || !opening || opens) throw error;
    return send(api, session_id, [opening, ...batch]);
  }
}

/** Ask all that a session needs; resolves with what there is to say of it: [{sentence, url}]. */
async function askAll(db, key, api, requests) {
  const said = [];
  for (const request of requests) {
    const answer = await ask(api, request);
    await settleRequest(db, key, request, answer.refused);
    if (answer.said) said.push(answer.said);
    if (answer.refused) said.push({ sentence: answer.refused, url: '/outbox' });
  }
  return said;
}

async function deliverOne(db, key, api, group, onSaid) {
  onSaid(await askAll(db, key, api, group.requests));
  for (let k = 0; k < group.events.length; k += BATCH) {
    const answers = await sendOpened(api, group, group.events.slice(k, k + BATCH));
    await settleRows(
      db,
      answers.filter((a) => a.id),
    );
  }
}

/** Who is signed in, and whether the server is the one that was known. */
async function greet(db, api) {
  const hello = await api.get('/api/hello');
  api.useToken(hello.csrf);
  const { practice_id } = hello;
  const before = await knownHead(db, practice_id);
  const { restored, head } = before ? await api.get(`/api/hello?head=${before}`) : hello;
  if (restored) await offerAgain(db, practice_id, head);
  else await keepHead(db, practice_id, head);
  return { hello, restored };
}

async function deliverAll(db, key, api, except) {
  const { hello, restored } = await greet(db, api);
  const [troubles, said] = [[], []];
  const groups = await waitingBySession(db, key);
  for (const group of groups.filter((g) => g.practice_id === hello.practice_id && g.session_id !== except)) {
    try {
      await deliverOne(db, key, api, group, (more) => said.push(...more));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      troubles.push({ session_id: group.session_id, sentence: error.message });
    }
  }
  return { hello, restored, troubles, said };
}

/**
 * Bring what waits. Resolves with `{hello, restored, troubles, said}` (`said`: [{sentence, url}] of what
 * the server did not take or found), or null while another tab does it or the server is gone. Raises SignedOut.
 */
export async function deliver({ db, key, api, except = null }) {
  try {
    return await alone(() => deliverAll(db, key, api, except));
  } catch (error) {
    if (error instanceof Offline) return null;
    throw error;
  }
}

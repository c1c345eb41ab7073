// Requests to the server: the only place that knows the token and what a status means.

export class SignedOut extends Error {}

/** The server cannot be reached, or not just now; `sentence` where it says why its disk takes nothing. */
export class Offline extends Error {
  constructor(message, options) {
    super(message, options);
    this.sentence = options?.sentence ?? null;
  }
}

export class Refused extends Error {
  constructor(sentence, status, code = '') {
    super(sentence);
    this.status = status;
    this.code = code;
  }
}

/** Statuses that say: the same again, later. 408: it stopped on its way; 429: too much at once. */
const LATER = new Set([408, 429]);

/** The server's disk is full, or may not be written. */
const NO_ROOM = 507;

/** @typedef {ReturnType<typeof createApi>} Api */

export function createApi(csrf) {
  let token = csrf;

  async function call(url, options) {
    let response;
    try {
      response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...options });
    } catch (cause) {
      throw new Offline('no connection', { cause });
    }
    if (response.status === 401) throw new SignedOut('signed out');
    const body = await response.json().catch(() => ({}));
    if (response.status >= 500 || LATER.has(response.status)) {
      const sentence = response.status === NO_ROOM ? body.error?.sentence : null;
      throw new Offline(`server says ${response.status}`, { sentence });
    }
    if (!response.ok) throw new Refused(body.error?.sentence ?? response.statusText, response.status, body.error?.code);
    return body;
  }

  const get = (url) => call(url, { headers: { Accept: 'application/json' } });

  /** A page that opened without the server has no token yet. */
  async function newToken() {
    token = (await get('/api/hello')).csrf;
  }

  const headers = () => ({ 'Content-Type': 'application/json', 'X-CSRFToken': token, Accept: 'application/json' });

  return Object.freeze({
    get,
    async post(url, body) {
      const send = () => call(url, { method: 'POST', headers: headers(), body: JSON.stringify(body) });
      if (!token) await newToken();
      try {
        return await send();
      } catch (error) {
        if (error.code !== 'csrf') throw error;
        await newToken();
        return send();
      }
    },
    useToken(next) {
      if (next) token = next;
    },
  });
}

// Talking to the server. One place knows the token and what a status means.

export class SignedOut extends Error {}
export class Offline extends Error {}

export class Refused extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

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
    if (response.status >= 500) throw new Offline(`server says ${response.status}`);
    const body = await response.json().catch(() => ({}));
    if (!response.ok) throw new Refused(body.error?.sentence ?? response.statusText, response.status);
    return body;
  }

  const headers = () => ({ 'Content-Type': 'application/json', 'X-CSRFToken': token, Accept: 'application/json' });

  return Object.freeze({
    get: (url) => call(url, { headers: { Accept: 'application/json' } }),
    post: (url, body) => call(url, { method: 'POST', headers: headers(), body: JSON.stringify(body) }),
    useToken(next) { if (next) token = next; },
  });
}

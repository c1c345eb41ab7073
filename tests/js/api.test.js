// What a status means to the tablet: to be asked again, or refused for good.
import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { Offline, Refused, SignedOut, createApi } from '../../static/js/store/api.js';
import { ask } from '../../static/js/store/courier.js';

afterEach(() => {
  mock.restoreAll();
});

const answers = (status) =>
  mock.method(globalThis, 'fetch', async () => new Response('{"error": {"sentence": "x"}}', { status }));

for (const status of [408, 429, 500, 503, 507]) {
  test(`${status} is no refusal: what waits goes on waiting`, async () => {
    answers(status);
    const api = createApi('token');
    await assert.rejects(() => api.post('/api/tray', {}), Offline);
    await assert.rejects(() => ask(api, { url: '/api/tray', body: {}, may_be_refused: true }), Offline);
  });
}

test('400, 413 and 422 are refusals', async () => {
  for (const status of [400, 413, 422]) {
    answers(status);
    await assert.rejects(
      () => createApi('token').get('/api/hello'),
      (error) => error instanceof Refused && error.status === status,
    );
    mock.restoreAll();
  }
});

test('401 asks for the sign-in', async () => {
  answers(401);
  await assert.rejects(() => createApi('token').get('/api/hello'), SignedOut);
});

test('a server whose disk is full says so, and is asked again', async () => {
  answers(507);
  await assert.rejects(
    () => createApi('token').get('/api/hello'),
    (error) => error instanceof Offline && error.sentence === 'x',
  );
  mock.restoreAll();
  answers(503);
  await assert.rejects(
    () => createApi('token').get('/api/hello'),
    (error) => error instanceof Offline && error.sentence === null,
  );
});

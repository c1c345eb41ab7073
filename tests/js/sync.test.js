// What is asked of the server, and when: the glass and the disk are stand-ins, the clock is turned by hand.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { createSync } from '../../static/js/store/sync.js';
import { Offline, Refused } from '../../static/js/store/api.js';

globalThis.document ??= { visibilityState: 'visible' };

const real_now = performance.now;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  performance.now = () => Date.now();
});

afterEach(() => {
  mock.timers.reset();
  performance.now = real_now;
});

const turn = () =>
  new Promise((done) => {
    setImmediate(done);
  });

async function later(ms) {
  for (let k = 0; k < ms; k += 10) {
    mock.timers.tick(10);
    await turn();
  }
}

/** A server that takes everything, with what the page heard and asked: {sync, asked, events, said}. */
function surgery({ requests = [] } = {}) {
  const found = {
    told: [],
    asked: [],
    events: [],
    said: [],
    refused: [],
    heard: [],
    looked: 0,
    server: { gone: false, news: [], says: {} },
    waiting: [...requests],
  };
  const answer = (what, value) => {
    if (found.server.gone) throw new Offline('gone', { sentence: found.server.why });
    found.asked.push(`${what} ${Date.now()}`);
    return { head: '1.a', restored: false, events: found.server.news.splice(0), ...value };
  };
  const news = (seen) =>
    found.server.words && found.server.words.seen !== seen ? { patient: found.server.words } : {};
  const api = {
    get: async (url) => answer('get', news(new URLSearchParams(url.split('?')[1]).get('seen'))),
    post: async (url, body) =>
      url === '/events'
        ? answer('post', {
            ...news(body.seen),
            answers: body.events.map(({ id }) => ({ id, status: 'stored', seq: 1 })),
            gaps: [],
          })
        : answer(url, found.server.says[url]?.() ?? {}),
  };
  const outbox = {
    async requests() {
      found.looked += 1;
      return found.waiting;
    },
    async requestSettled({ id }) {
      found.waiting = found.waiting.filter((r) => r.id !== id);
    },
    async settle() {},
    endsAt() {},
    doubt() {},
  };
  const nothing = () => {};
  found.sync = createSync({
    api,
    outbox,
    urls: { events: '/events' },
    last_seq: () => 0,
    everything: () => [],
    onStored: nothing,
    onTrouble: nothing,
    onEvents: (events) => found.events.push(...events),
    onSaid: (sentence) => found.told.push(sentence),
    onSignedOut: nothing,
    onGaps: nothing,
    onRestored: nothing,
    seen: () => found.heard.at(-1)?.seen ?? 'none',
    onPatient: (words) => found.heard.push(words),
    onRefused: ({ id }, sentence) => found.refused.push(`${id} ${sentence}`),
    onState: ({ waiting, online }) => found.said.push(`${waiting} ${online}`),
  });
  return found;
}

test('what another device wrote of the patient is heard once, also while a hand is quick', async () => {
  const { sync, server, heard } = surgery();
  sync.start();
  await later(1100);
  assert.deepEqual(heard, []);
  server.words = { seen: 'a', allergies: 'Latex' };
  await later(2100);
  assert.deepEqual(heard, [{ seen: 'a', allergies: 'Latex' }]);
  server.words = { seen: 'b', allergies: 'Latex, iode' };
  for (let k = 0; k < 5; k += 1) {
    sync.push([{ id: `quick ${k}` }]);
    await later(500);
  }
  assert.deepEqual(
    heard.map((words) => words.seen),
    ['a', 'b'],
  );
});

test('a second after the server last said something, and no later, it is asked again', async () => {
  const { sync, asked } = surgery();
  sync.start();
  await later(550);
  sync.push([{ id: 'a' }]);
  await later(400);
  assert.deepEqual(
    asked.map((a) => a.split(' ')[0]),
    ['post'],
  );
  await later(990);
  assert.equal(asked.length, 1, 'what came since was in the answer');
  await later(30);
  assert.deepEqual(
    asked.map((a) => a.split(' ')[0]),
    ['post', 'get'],
  );
});

test('what another tablet did comes with the answer to what is sent', async () => {
  const { sync, events, server } = surgery();
  server.news.push({ id: 'theirs' });
  sync.push([{ id: 'a' }]);
  await later(410);
  assert.deepEqual(events, [{ id: 'theirs' }]);
});

test('gestures that follow each other travel together', async () => {
  const { sync, asked } = surgery();
  for (const id of ['a', 'b', 'c']) {
    sync.push([{ id }]);
    await later(100);
  }
  await later(200);
  assert.equal(asked.length, 1);
  assert.equal(sync.waiting(), 0);
});

test('what is only to be asked is asked too, now or when the server is back', async () => {
  const found = surgery({ requests: [{ id: 'r', url: '/api/tray', body: {} }] });
  found.server.gone = true;
  found.sync.ask();
  await later(100);
  assert.equal(found.sync.isOnline(), false);
  assert.equal(found.waiting.length, 1);
  found.server.gone = false;
  await later(2000);
  assert.equal(found.waiting.length, 0);
  assert.equal(found.said.at(-1), '0 true');
  assert.match(found.asked[0], /^\/api\/tray/);
  const { looked } = found;
  await later(5000);
  assert.equal(found.asked.length, 1, 'once');
  assert.equal(found.looked, looked, 'and then it rests');
});

test('what a server says that takes nothing is told, and what waits is kept', async () => {
  const { sync, server, told, said, asked } = surgery();
  sync.start();
  await later(10);
  Object.assign(server, { gone: true, why: 'Le disque est plein.' });
  sync.push([{ id: 'a' }]);
  await later(1000);
  assert.equal(told[0], 'Le disque est plein.');
  assert.equal(said.at(-1), '1 false');
  Object.assign(server, { gone: false });
  await later(6000);
  assert.equal(said.at(-1), '0 true');
  assert.ok(asked.some((what) => what.startsWith('post')));
});

const refuse = (sentence) => () => {
  throw new Refused(sentence, 422);
};

test('a lot that the server does not take is told with the sentence why, and what was marked goes on', async () => {
  const { sync, server, refused, told, asked } = surgery({ requests: [{ id: 'r', url: '/api/tray', body: {} }] });
  server.says['/api/tray'] = refuse('Le lot est périmé.');
  sync.push([{ id: 'a' }]);
  await later(500);
  assert.deepEqual(refused, ['r Le lot est périmé.']);
  assert.deepEqual(told, []);
  assert.deepEqual(
    asked.map((a) => a.split(' ')[0]),
    ['post'],
  );
});

test('what was answered of allergies and is refused holds nothing back; a new patient who is refused does', async () => {
  for (const [url, goes] of [
    ['/api/patients/p/known', 1],
    ['/api/patients', 0],
  ]) {
    const { sync, server, refused, asked } = surgery({ requests: [{ id: 'r', url, body: {} }] });
    server.says[url] = refuse('Non.');
    sync.push([{ id: 'a' }]);
    await later(500);
    assert.equal(refused.length, goes, url);
    assert.equal(asked.filter((a) => a.startsWith('post')).length, goes, url);
  }
});

test('a patient whom the server knew is refused without a word, and a double is told', async () => {
  const known = surgery({ requests: [{ id: 'r', url: '/api/patients', known: true, body: {} }] });
  known.server.says['/api/patients'] = refuse('Non.');
  known.sync.ask();
  await later(50);
  assert.deepEqual([known.refused, known.waiting], [[], []]);
  const fresh = surgery({ requests: [{ id: 'r', url: '/api/patients', body: {} }] });
  fresh.server.says['/api/patients'] = () => ({ sentence: 'Une autre fiche porte ce nom.', url: '/patients/p/merge' });
  fresh.sync.ask();
  await later(50);
  assert.deepEqual(fresh.told, ['Une autre fiche porte ce nom.']);
});

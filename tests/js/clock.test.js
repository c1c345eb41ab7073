// The clock of the injections. The browser's two clocks are turned by hand here.

import test from 'node:test';
import assert from 'node:assert/strict';

const HOUR = 3_600_000;
const MIN = 60_000;
const begin = Date.parse('2026-11-21T10:00:00.000Z');
const hands = { wall: begin, mono: 0 };
const heard = new Set();

globalThis.document = {
  visibilityState: 'visible',
  addEventListener: (_kind, work) => heard.add(work),
  querySelectorAll: () => [],
  documentElement: { dataset: {} },
};
globalThis.setInterval = () => 0;
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length ? given : [hands.wall]));
  }

  static now() {
    return hands.wall;
  }
};
performance.now = () => hands.mono;

const { isDoubtful, isPlausible, saidBefore, sinceStart } = await import('../../static/js/model/clock.js');
const { createClock } = await import('../../static/js/app/steps/clock.js');
const { clockText } = await import('../../static/js/view/header.js');
const { createPage } = await import('./page.js');

/** Time passes; `asleep` without the browser's monotonic clock, `set` is what a hand does to the tablet's. */
function pass(ms, { asleep = false, set = 0 } = {}) {
  hands.wall += ms + set;
  hands.mono += asleep ? 0 : ms;
}

const place = { firstChild: null, textContent: '' };
const start = [{ kind: 'timer.started', body: { elapsed_ms: 0 } }];

function running() {
  [hands.wall, hands.mono] = [begin, 0];
  const { desk } = createPage();
  const clock = createClock(desk, place);
  desk.perform(start);
  return { desk, clock };
}

test('a tablet whose clock is put back or forward in the middle counts on', () => {
  for (const set of [-HOUR, -30 * 24 * HOUR, 14 * HOUR]) {
    const { clock } = running();
    pass(10 * MIN);
    pass(10 * MIN, { set });
    assert.equal(clock.elapsed(), 20 * MIN, String(set));
    assert.equal(clock.back(), false);
  }
});

test('a browser that slept counts the time that passed, once it is looked at again', () => {
  const { clock } = running();
  pass(5 * MIN);
  pass(15 * MIN, { asleep: true });
  heard.forEach((work) => work());
  assert.equal(clock.elapsed(), 20 * MIN);
  pass(MIN);
  assert.equal(clock.elapsed(), 21 * MIN);
});

test('a pause keeps what was counted, and a start goes on from there', () => {
  const { desk, clock } = running();
  pass(10 * MIN);
  desk.perform([{ kind: 'timer.paused', body: { elapsed_ms: clock.elapsed() } }]);
  pass(30 * MIN);
  assert.equal(clock.elapsed(), 10 * MIN);
  desk.perform([{ kind: 'timer.started', body: { elapsed_ms: clock.elapsed() } }]);
  pass(5 * MIN);
  assert.equal(clock.elapsed(), 15 * MIN);
});

/** The same session in a page that was loaded anew. */
function reloaded(desk) {
  const [_opening, ...events] = desk.events();
  return createClock(createPage({ events }).desk, place);
}

test('a reload goes on by the device’s clock, and says so where that went back', () => {
  const { desk } = running();
  pass(20 * MIN);
  assert.equal(reloaded(desk).elapsed(), 20 * MIN);
  hands.wall = begin - HOUR;
  const clock = reloaded(desk);
  assert.deepEqual([clock.elapsed(), clock.back()], [0, true]);
});

test('a clock that was forgotten for weeks stops at what the server takes', () => {
  const { desk } = running();
  pass(30 * 24 * HOUR, { asleep: true });
  assert.equal(reloaded(desk).elapsed(), 7 * 24 * HOUR);
});

test('the server’s times of later acts are the least that has passed', () => {
  const at = (ms) => new Date(begin + ms).toISOString();
  const started = { at: at(0), received_at: at(500), seq: 1 };
  const events = [
    { at: at(-5 * MIN), received_at: at(-5 * MIN) },
    started,
    { at: at(2 * MIN), received_at: at(12 * MIN + 500) },
    { at: at(3 * MIN) },
  ];
  assert.deepEqual(sinceStart(started, events, begin - HOUR), { ms: 12 * MIN, back: true });
  assert.deepEqual(sinceStart(started, events, begin + 20 * MIN), { ms: 20 * MIN, back: false });
  assert.deepEqual(sinceStart({ at: at(0) }, [{ at: at(0) }], begin - 1000), { ms: 0, back: false });
});

test('what cannot be believed is asked about: three hours, or three times the prediction', () => {
  assert.deepEqual(
    [14 * HOUR, 3 * HOUR + 1, 3 * HOUR, 46 * MIN].map((ms) => isPlausible(ms)),
    [false, false, true, true],
  );
  assert.deepEqual(
    [45 * MIN, 46 * MIN].map((ms) => isPlausible(ms, 6)),
    [true, false],
  );
  assert.deepEqual(
    [75 * MIN, 76 * MIN].map((ms) => isPlausible(ms, 25)),
    [true, false],
  );
  assert.equal(isPlausible(3 * HOUR + 1, 120), false);
});

test('a clock that somebody looked at is not asked about again, and tells what it had said', () => {
  const corrections = [
    { was_ms: 14 * HOUR, is_ms: 20 * MIN },
    { was_ms: 20 * MIN, is_ms: 21 * MIN },
  ];
  assert.equal(isDoubtful({ elapsed_ms: 14 * HOUR }, null), true);
  assert.equal(
    isDoubtful({ elapsed_ms: 14 * HOUR, corrections: [{ was_ms: 14 * HOUR, is_ms: 14 * HOUR }] }, null),
    false,
  );
  assert.equal(saidBefore({ elapsed_ms: 21 * MIN, corrections }), 14 * HOUR);
  assert.equal(saidBefore({ elapsed_ms: 14 * HOUR, corrections: [{ was_ms: 14 * HOUR, is_ms: 14 * HOUR }] }), null);
  assert.equal(saidBefore({ elapsed_ms: 21 * MIN }), null);
});

test('a clock says minutes, hours, and days where it was forgotten for days', () => {
  const said = [75_000, HOUR - 1, HOUR, 24 * HOUR - 1, 24 * HOUR, 51 * HOUR, 7 * 24 * HOUR - 1, 7 * 24 * HOUR];
  assert.deepEqual(
    said.map((ms) => clockText(ms).replaceAll('\u00a0', ' ')),
    ['1:15', '59:59', '1:00:00', '23:59:59', '1 j 0 h', '2 j 3 h', '6 j 23 h', '≥ 7 j'],
  );
});

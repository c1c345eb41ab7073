// The clock of the injections: what it says after a reload, and when that cannot be believed.

/** A longer time on the clock is asked about: the clock was forgotten. */
const LONGEST_MS = 3 * 3_600_000;

/** A shorter time is not asked about, however short the plan. */
const NEVER_ASKED_MS = 45 * 60_000;

/** More than so many times the upper of the predicted minutes is asked about. */
const MOST_TIMES = 3;

/** The server takes no more on the clock than a week (mesomap/domain/acts/clock.py). */
export const MOST_CLOCK_MS = 7 * 24 * 3_600_000;

/** A clock that went back less than this was set right. */
const BACK_MS = 2000;

/** Whether a length can be believed; `upper_min` of the prediction, null where it is not known. */
export const isPlausible = (elapsed_ms, upper_min = null) =>
  elapsed_ms <= LONGEST_MS &&
  (upper_min === null || elapsed_ms <= Math.max(NEVER_ASKED_MS, MOST_TIMES * upper_min * 60_000));

/**
 * Whether what the clock says should be asked about: not to be believed, and nobody has said better.
 * @param {{elapsed_ms: number, corrections?: readonly object[]}} timer
 * @param {number | null} upper_min
 */
export const isDoubtful = ({ elapsed_ms, corrections }, upper_min) =>
  !corrections && !isPlausible(elapsed_ms, upper_min);

/** What the clock itself had said, where it was corrected to something else: milliseconds, or null. */
export function saidBefore({ elapsed_ms, corrections }) {
  const first = corrections?.[0].was_ms;
  return first === undefined || first === elapsed_ms ? null : first;
}

/**
 * Milliseconds since a start that this page did not see: by the device's clock, and at least what the
 * server's times of later events say. `back`: the device's clock stands before the start.
 */
export function sinceStart(started, events, wall_ms) {
  const wall = wall_ms - Date.parse(started.at);
  const from = started.received_at ? Date.parse(started.received_at) : Infinity;
  const least = events.reduce(
    (most, e) => (e.received_at ? Math.max(most, Date.parse(e.received_at) - from) : most),
    0,
  );
  return { ms: Math.max(wall, least, 0), back: wall < -BACK_MS };
}

// Keeps the screen on (Screen Wake Lock) while the step *Injecter* is shown.

let lock = null;

/** Ask for the screen lock, or release it. */
export async function keepAwake(on) {
  try {
    if (on) lock = await navigator.wakeLock?.request('screen');
    else {
      await lock?.release();
      lock = null;
    }
  } catch {
    lock = null; // a battery saver may refuse; the act goes on
  }
}

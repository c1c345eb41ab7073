// Keeps the screen on (Screen Wake Lock) while the step *Injecter* is shown.

let lock = null;

/** Keep it awake, or let it sleep again. */
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

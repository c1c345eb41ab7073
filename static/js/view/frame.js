// Work that can wait until the finger has seen what it did.

/** Where no frames are made (a hidden tab), this long is waited instead. */
const AT_MOST_MS = 120;

/** Do `work` right after the next frame is on its way to the glass. */
export function afterFrame(work) {
  let done = false;
  const once = () => {
    done = true;
    work();
  };
  const late = setTimeout(once, AT_MOST_MS);
  requestAnimationFrame(() => {
    clearTimeout(late);
    if (!done) setTimeout(once);
  });
}

/** `soon()`: do `work` once after the next frame, not more often than every `gap_ms`. */
export function soonAfter(work, gap_ms) {
  let waiting = false;
  let last_ms = -Infinity;
  const run = () => {
    waiting = false;
    last_ms = performance.now();
    work();
  };
  return () => {
    if (waiting) return;
    waiting = true;
    const early_ms = last_ms + gap_ms - performance.now();
    if (early_ms > 0) setTimeout(run, early_ms);
    else afterFrame(run);
  };
}

// Work that is done only after the frame that shows what a touch did.

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

/**
 * `soon()`: do `work` after the next frame, not more often than every `gap_ms`; what came too soon
 * after the last time follows with the next call, or `rest_ms` after it where none comes. So a quick
 * row of touches is not held up by it.
 */
export function soonAfter(work, { gap_ms, rest_ms }) {
  let next = false;
  let timer = 0;
  let last_ms = -Infinity;
  const run = () => {
    clearTimeout(timer);
    next = false;
    last_ms = performance.now();
    work();
  };
  return () => {
    if (next) return;
    clearTimeout(timer);
    next = performance.now() - last_ms >= gap_ms;
    if (next) afterFrame(run);
    else timer = setTimeout(run, rest_ms);
  };
}

// A panel that is longer than its place says so.

/** A sign that the panel goes on below, for as long as it does. */
export function showBelow(panel, sign) {
  const look = () => {
    sign.hidden = panel.hidden || panel.scrollHeight - panel.scrollTop - panel.clientHeight < 12;
  };
  panel.addEventListener('scroll', look, { passive: true });
  new ResizeObserver(look).observe(panel);
  return () => requestAnimationFrame(look);
}

// A sign at the foot of a panel that can be scrolled further down.

/** A sign that the panel goes on below, for as long as it does. */
export function showBelow(panel, sign) {
  const look = () => {
    sign.hidden = panel.hidden || panel.scrollHeight - panel.scrollTop - panel.clientHeight < 12;
  };
  panel.addEventListener('scroll', look, { passive: true });
  new ResizeObserver(look).observe(panel);
  return () => requestAnimationFrame(look);
}

// What every page of the bench shares: where marks lie, a tap, two fingers, and the word that a mark was laid.

/** Marks laid by taps so far. */
window.marked = 0;
window.laid = () => { window.marked += 1; };

/** Lay `?n=` marks through `lay([[x, y], …])`, then say that the page can be used. */
window.begin = async (lay) => {
  const n = Number(new URLSearchParams(window.location.search).get('n') ?? 0);
  await lay(Array.from({ length: n }, (_, k) => [200 + (k % 50) * 14, 150 + Math.floor(k / 50) * 12]));
  performance.mark('bench-ready');
};

/** Move a camera {x, y, scale}: by a factor about a place, then by a step. */
window.move = (camera, x, y, by, dx, dy) => {
  camera.x = x + (camera.x - x) * by + dx;
  camera.y = y + (camera.y - y) * by + dy;
  camera.scale *= by;
};

/** One finger taps, two pinch: for peers that do not do it themselves. */
window.hand = (element, { tap, pinch }) => {
  const down = new Map();
  let many = false;
  const both = () => {
    const [a, b] = [...down.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, gap: Math.hypot(a.x - b.x, a.y - b.y) };
  };
  element.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
  element.addEventListener('pointerdown', (event) => {
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    many ||= down.size > 1;
  }, true);
  element.addEventListener('pointermove', (event) => {
    if (!down.has(event.pointerId)) return;
    const before = down.size === 2 ? both() : null;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (!before || !pinch) return;
    const now = both();
    pinch(before.x, before.y, now.gap / before.gap, now.x - before.x, now.y - before.y);
  }, true);
  const up = (event) => {
    down.delete(event.pointerId);
    if (event.type === 'pointerup' && !many) tap?.(event.clientX, event.clientY);
    if (!down.size) many = false;
  };
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
};

// Changes of the page wait while a finger is down beside the map, until its click: the key under it must not move.

/** After a finger has left, its click follows; a drag or a scroll has none. */
const CLICK_WITHIN_MS = 250;

const down = new Set();
const waiting = [];
let leaving = 0;

function flush() {
  clearTimeout(leaving);
  leaving = 0;
  waiting.splice(0).forEach((work) => work());
}

const busy = () => down.size > 0 || leaving !== 0;

/** Do `work` now, or as soon as no finger is on a key. */
export function whenFree(work) {
  if (busy()) waiting.push(work);
  else work();
}

function lifted(event) {
  if (!down.delete(event.pointerId) || down.size) return;
  clearTimeout(leaving);
  leaving = setTimeout(flush, CLICK_WITHIN_MS);
}

/** Watch the fingers everywhere but on `map`, where nothing is built anew under them. */
export function watchFingers(map) {
  const watch = (name, work) => window.addEventListener(name, work, { capture: true, passive: true });
  watch('pointerdown', (event) => {
    if (!map.contains(event.target)) down.add(event.pointerId);
  });
  watch('pointerup', lifted);
  watch('pointercancel', lifted);
  // at its click the touched key is known: what waited follows the key's own work
  watch('click', () => {
    if (!leaving) return;
    clearTimeout(leaving);
    leaving = 0;
    setTimeout(() => {
      if (!busy()) flush();
    });
  });
}

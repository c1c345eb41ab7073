// A key that does one thing when tapped and another when held.

const HOLD_MS = 450;

/** `tap()` and `hold()` for a button; the keyboard and a screen reader get the tap. */
export function onHold(button, { tap, hold }) {
  let timer = 0;
  let held = false;
  button.addEventListener('pointerdown', () => {
    held = false;
    timer = setTimeout(() => {
      held = true;
      hold();
    }, HOLD_MS);
  });
  for (const name of ['pointerup', 'pointercancel', 'pointerleave']) {
    button.addEventListener(name, () => clearTimeout(timer));
  }
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    if (!held) tap();
    held = false;
  });
}

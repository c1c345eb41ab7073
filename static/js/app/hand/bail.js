// What ends a gesture that is under way.

import { DIALOG_OPENS } from '../../view/dialog.js';

/** End it, by `bail()`, without a trace where the page turns to something else. */
export function bailOut(bail) {
  // Escape ends the gesture and nothing else
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && bail()) event.stopImmediatePropagation();
    },
    { capture: true },
  );
  window.addEventListener(DIALOG_OPENS, bail);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') bail();
  });
}

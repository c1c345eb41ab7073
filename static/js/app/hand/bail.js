// Bail: a gesture under way is given up, by Escape, when a dialog opens or when the page is hidden.

import { DIALOG_OPENS } from '../../view/dialog.js';

/** Have `bail()` end it without a trace; it tells whether there was a gesture. */
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

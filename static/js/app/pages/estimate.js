// The draft of an estimate: a choice is priced at once, a reason is asked where an amount changed.
// Without this file the same form works with its "Recalculer" button.

import { toCents } from '../../model/currencies.js';
import { reading } from '../../model/typed.js';

/** @type {HTMLFormElement} */
const form = document.querySelector('[data-form="estimate"]');
/** @type {HTMLButtonElement} */
const again = form.querySelector('[value="recalculate"]');

/** Show the reason's field only where the amount differs from the computed one. */
function askReason(/** @type {HTMLElement} */ box) {
  const key = box.dataset.reason;
  const [typed, told] = [`amount-${key}`, `computed-${key}`].map(
    (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value,
  );
  const amount = reading(typed, form.dataset.currency).value;
  const computed = Number(told);
  const reason = box.querySelector('input');
  box.hidden = toCents(amount, form.dataset.currency) === computed && !reason.value;
}

/** @type {NodeListOf<HTMLElement>} */
const reasons = form.querySelectorAll('[data-reason]');
reasons.forEach((box) => askReason(box));
again.hidden = true;

form.addEventListener('input', () => {
  reasons.forEach((box) => askReason(box));
  again.hidden = false;
});
form.addEventListener('change', (event) => {
  if (/** @type {Element} */ (event.target).matches('[type=checkbox], [type=radio]')) form.requestSubmit(again);
});

// The paper opens in a tab of its own; this one, when it is looked at again, says what was issued.
form.addEventListener('submit', (event) => {
  if (event.submitter?.dataset.action !== 'issue-now') return;
  const look = () => {
    if (document.visibilityState === 'visible') location.replace(location.pathname);
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('focus', look);
});

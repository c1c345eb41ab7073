// The page of a locked device: large keys in place of the field. Without this file the form works.

import { useTexts } from '../../texts.js';
import { $ } from '../../view/dom.js';
import { createKeypad } from '../../view/keypad.js';
import { tryPin } from '../lock/door.js';

useTexts(JSON.parse($('#texts')?.textContent || '{}'));

/** @type {HTMLFormElement} */
const form = $('[data-form="unlock"]');
const settings = JSON.parse($('#lock-door').textContent);

/** What was typed into a form goes on with it; otherwise the page that was wanted opens. */
function goOn(pin) {
  const field = (name) => /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
  if (field('held')) {
    field('pin').value = pin;
    form.submit();
  } else {
    location.replace(field('next').value);
  }
}

const keypad = createKeypad(async (pin) => {
  const { open, signIn, sentence } = await tryPin(settings, pin);
  if (open) goOn(pin);
  else if (signIn) location.reload();
  return open || signIn ? null : sentence;
});

$('.field', form).hidden = true;
$('[type="submit"]', form).hidden = true;
form.append(keypad.element);
document.addEventListener('keydown', keypad.key);
keypad.say(form.querySelector('.field-error')?.textContent ?? '');
keypad.focus();

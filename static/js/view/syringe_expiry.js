// The expiry date of a lot, typed as the box prints it; beside it, what was read.

import { expiryOf, printed } from '../model/expiry.js';
import { lastDay } from '../model/lots.js';
import { _ } from '../texts.js';
import { h } from './dom.js';
import { field } from './fields.js';
import { day } from './days.js';

/** Faults that a half-typed date has: told only when the field is left. */
const IN_PEACE = ['unread', 'yearless'];

/** Why a date cannot be read, as the server says it. */
function faultWords(value, { fault, readings }) {
  if (fault === 'ambiguous') {
    return _('« {value} » peut se lire {one} ou {other} : écrivez l’année en quatre chiffres, par exemple 06/2027.', {
      value,
      one: printed(readings[0]),
      other: printed(readings[1]),
    });
  }
  if (fault === 'yearless') {
    return _(
      '« {value} » peut se lire {one}, ou le {other} sans l’année : écrivez l’année en quatre chiffres, par exemple {one}.',
      { value, one: printed(readings[0]), other: printed(readings[1]) },
    );
  }
  if (fault === 'code')
    return _(
      'C’est le code entier de la boîte : écrivez la péremption seule, comme elle est imprimée, par exemple 06/2027.',
    );
  if (fault === 'year')
    return _('« {value} » donnerait une péremption en {year} : écrivez l’année en quatre chiffres.', {
      value,
      year: readings[0].slice(0, 4),
    });
  return _('Une péremption s’écrit comme sur la boîte, par exemple 06/2027, 30/06/2027 ou 2027-06 ; reçu : {value}.', {
    value,
  });
}

/** The same in few words, beside the field. */
function askWords({ fault, readings }) {
  if (fault === 'ambiguous') return _('{one} ou {other} ?', { one: printed(readings[0]), other: printed(readings[1]) });
  if (fault === 'yearless') return _('{one} ? Quelle année ?', { one: printed(readings[0]) });
  if (fault === 'code') return _('péremption seule');
  return fault === 'year' ? _('en {year} ?', { year: readings[0].slice(0, 4) }) : _('date illisible');
}

/**
 * @param {{
 *   value: string | null, on: string, known: () => string | null, onchange: () => void,
 * }} parts  `value` (as it is kept, or null), `on` (the day of the session), `known()` (the date that is known of
 *   this lot, or null: it stands in where nothing is typed), `onchange`
 */
export function expiryField({ value, on, known, onchange }) {
  const read = h('small', { class: 'read-as', role: 'status' });
  const [element, input] = field(_('Péremption'), {
    name: 'expiry',
    maxlength: 120,
    placeholder: '06/2027',
    value: printed(value),
    inputmode: 'numeric',
    oninput: () => {
      show();
      onchange();
    },
    onblur: () => show(true),
  });
  element.append(read);

  const typed = () => expiryOf(input.value, on);
  /** The sentence that keeps the date from being recorded, or null. */
  const fault = () => (typed().fault ? faultWords(input.value.trim(), typed()) : null);
  const date = () => (input.value.trim() ? (typed().expiry ?? null) : known());

  /** Show what was read; a fault of `IN_PEACE` only where the field was `left`, two readings at once. */
  function show(left = false) {
    const found = typed();
    const wrong = found.fault && (left || !IN_PEACE.includes(found.fault)) ? askWords(found) : '';
    const until = date() ? _('jusqu’au {day}', { day: day(lastDay(date())) }) : '';
    read.textContent = wrong || (input.value.trim() || !until ? until : _('connue : {until}', { until }));
    read.classList.toggle('wrong', Boolean(wrong));
  }

  show();
  return {
    element,
    show,
    fault,
    date,
    typed: () => typed().expiry ?? null,
    set: (expiry) => {
      input.value = printed(expiry);
      show();
    },
  };
}

// What leaflets say of a product, each with its source; it blocks nothing.

import { ageWords } from '../model/called.js';
import { _ } from '../texts.js';
import { h } from './dom.js';

/** A least age matters where the patient is younger, or nobody knows how old: {text, younger} or null. */
function ageOf(entry, age_years) {
  const at = entry.concerns?.indexOf('age') ?? -1;
  if (at < 0) return null;
  const text = entry.reminders[at];
  if (age_years === null || age_years === undefined)
    return { text: `${text} ${_('Âge du patient inconnu.')}`, younger: false };
  if (age_years >= entry.min_age_years) return null;
  return { text: `${text} ${_('Le patient a {age}.', { age: ageWords(age_years) })}`, younger: true };
}

const younger = (text, source) =>
  h('p', { class: 'notice', 'data-age': '' }, h('b', {}, text), ' ', h('small', {}, source));

const reminders = (said, source) =>
  h(
    'details',
    { class: 'product-facts' },
    h('summary', {}, _('Rappels : {what}', { what: said[0] }), said.length > 1 ? ` (+${said.length - 1})` : ''),
    h('ul', {}, ...said.slice(1).map((text) => h('li', {}, text))),
    h('p', { class: 'source' }, source),
  );

/** Reminders of a product for this patient: an age that is met is none. */
export function factsOf(entry, age_years) {
  if (!entry?.reminders.length) return '';
  const age = ageOf(entry, age_years);
  const others = entry.reminders.filter((_text, k) => entry.concerns?.[k] !== 'age');
  const said = [...(age && !age.younger ? [age.text] : []), ...others];
  const source = _('Source : {source}', { source: entry.source });
  return [age?.younger && younger(age.text, source), said.length > 0 && reminders(said, source)].filter(Boolean);
}

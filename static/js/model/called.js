// What a person is called by sex and age, and an age in words. The cases are Python's too.

import { _ } from '../texts.js';

/** Below it someone is a girl or a boy: an age of the law, at which one consents alone. */
const ADULT_YEARS = 18;

/** "Fille", "Femme", "Garçon" or "Homme"; `age_years` null: nobody knows how old. */
export function called({ sex, age_years }) {
  const child = age_years !== null && age_years !== undefined && age_years < ADULT_YEARS;
  if (sex === 'F') return child ? _('Fille') : _('Femme');
  return child ? _('Garçon') : _('Homme');
}

/** Whole years lived: "9 ans"; `about`: the middle of a walk-in's band. */
export function ageWords(age_years, about = false) {
  const age = Math.floor(age_years);
  if (age < 1) return _('moins de 1 an');
  if (about) return _('environ {age} ans', { age });
  return age === 1 ? _('1 an') : _('{age} ans', { age });
}

// Whose body an area is measured on, where the model has none of the patient's.

import { ageWords } from '../model/called.js';
import { _ } from '../texts.js';
import { number } from './totals.js';

const bodyWords = ({ age_years, height_cm, weight_kg }) =>
  _('{age}, {height} cm, {weight} kg', {
    age: ageWords(age_years),
    height: number(height_cm, 1),
    weight: number(weight_kg, 1),
  });

/**
 * The sentence that stands where the area stands; '' where the body is the patient's.
 * @param {{body: any, body_nearest?: boolean, body_asked?: any}} session
 */
export function nearestWords({ body, body_nearest, body_asked }) {
  if (!body_nearest) return '';
  if (!body_asked)
    return _('Corps le plus proche du modèle : {taken}. La surface est moins sûre.', { taken: bodyWords(body) });
  return _('Corps le plus proche du modèle : {taken} (patient : {asked}). La surface est moins sûre.', {
    taken: bodyWords(body),
    asked: bodyWords(body_asked),
  });
}

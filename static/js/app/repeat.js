// "Same as last time": the previous session's marks as today's plan and its syringes as recipes, in one gesture.

import { mayConcern } from '../model/allergies.js';
import { repeat, repeatSyringes } from '../model/actions.js';
import { refusedIn } from '../model/refused.js';
import { standing } from '../model/session.js';
import { uuid7 } from '../store/ids.js';
import { _, n_ } from '../texts.js';
import { $ } from '../view/dom.js';

/** Whether a product is for the doctor to decide on again: a noted allergy may concern it, or it is never injected. */
export function asksAgain(boot, product) {
  const brand = boot.products.find((p) => p.name === product.name)?.brand;
  return mayConcern(boot.patient.allergies, [product.name, brand, product.presentation], boot.allergens) || refusedIn(product, boot.refused) !== null;
}

export function createRepeat({ desk, boot, root, tell, ear, toMarks }) {
  const key = $('[data-act=repeat]', root);
  const available = () => (boot.previous ? standing(boot.previous).length : 0);

  key.addEventListener('click', () => {
    const marks = repeat(desk.session(), boot.previous, uuid7);
    const syringes = repeatSyringes(desk.session(), boot.previous, (product) => asksAgain(boot, product));
    const did = desk.perform([...marks, ...(marks.length ? syringes : [])]);
    if (did === false) tell(_('La séance précédente n’a pas de marques.'));
    if (!did) return;
    const said = n_('{n} marque reprise', '{n} marques reprises', marks.filter((a) => a.kind === 'mark.planned').length);
    toMarks();
    ear(syringes.length ? `${said}, ${n_('{n} seringue sans lot', '{n} seringues sans lot', syringes.length)}` : said);
  });

  return Object.freeze({
    show(planning) {
      key.hidden = !planning || !available();
      // beside the great key its place stays free, so that the great key stays where it is
      key.toggleAttribute('data-away', standing(desk.session()).length > 0);
    },
  });
}

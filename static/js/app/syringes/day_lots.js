// The day's lots for a repeated session's syringes: named in *Accord*, put in by one touch, never by themselves.

import { mayConcern } from '../../model/allergies.js';
import { printed } from '../../model/expiry.js';
import { lotsToPut, putLots } from '../../model/day_lots.js';
import { entryOf } from '../../model/products.js';
import { refusedIn } from '../../model/refused.js';
import { _, n_ } from '../../texts.js';
import { h } from '../../view/dom.js';

/** Whether a product is for the doctor to decide on again: a noted allergy may concern it, or it is never injected. */
export function asksAgain(boot, product) {
  const brand = entryOf(boot.products, product.name)?.brand;
  return (
    mayConcern(boot.patient.allergies, [product.name, brand, product.presentation], boot.allergens) ||
    refusedIn(product, boot.refused) !== null
  );
}

const words = ({ key, name, lot, expiry }) =>
  [`${key} : ${name} ${lot}`, expiry ? `(${printed(expiry)})` : ''].filter(Boolean).join(' ');

const word = (put) => n_('Noter ce lot', 'Noter ces lots', put.length);

/** @import { Desk } from '../desk/desk.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Offer } from '../hand/offer.js' */
/** @import { StepPlace } from '../desk/place.js' */
/** @import { Tray } from './tray.js' */
/** @typedef {ReturnType<typeof createDayLots>} DayLots */

/** @param {{desk: Desk, boot: Boot, tray: Tray, offer: Offer, place: StepPlace}} parts */
export function createDayLots({ desk, boot, tray, offer, place }) {
  const found = () =>
    lotsToPut(
      desk.session(),
      (name) => tray.lotsOf(name).today,
      (product) => asksAgain(boot, product),
    );

  return Object.freeze({
    /** Offer the lots in a note beside the map, right after last time's plan was repeated. */
    propose() {
      const put = found();
      if (!put.length) return;
      offer.propose({
        sentence: _('Sur le plateau du jour : {lots}', { lots: put.map(words).join(' · ') }),
        act: 'day-lots',
        word: word(put),
        work: () => desk.perform(putLots(desk.session(), found())),
        stands: () => place.now().step === 'plan' && found().length > 0,
      });
    },

    /** In *Accord*: nothing where every product has its lot, or the tray has none for it. */
    block() {
      const put = found();
      if (!put.length) return '';
      return h(
        'section',
        { class: 'day-lots' },
        h('p', {}, h('b', {}, _('Sur le plateau du jour')), h('span', {}, put.map(words).join(' · '))),
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'data-act': 'day-lots',
            onclick: () => desk.perform(putLots(desk.session(), put)),
          },
          word(put),
        ),
      );
    },
  });
}

// The foot of a syringe's form: what keeps it from being recorded, the keys that settle that, and its own keys.

import { refusedIn } from '../model/refused.js';
import { MOST } from '../model/syringes.js';
import { _ } from '../texts.js';
import { h, icon } from './dom.js';

const FAULTS = {
  volume: () =>
    _('Le volume préparé est un nombre de mL entre 0 et {most}, par exemple 2,5.', { most: MOST.volume_ml }),
  'product-volume': (name) =>
    _('{name} : le volume est un nombre de mL entre 0 et {most}, par exemple 0,5.', { name, most: MOST.volume_ml }),
  refused: (name) => _('« {name} » n’entre dans aucun mélange de mésothérapie.', { name }),
  depth_mm: () => _('La profondeur de l’injecteur est un nombre de mm entre 0 et {most}.', { most: MOST.depth_mm }),
  drop_ml: () =>
    _('Le volume d’une goutte est un nombre de mL entre 0 et {most}, par exemple 0,02.', { most: MOST.drop_ml }),
  shots_per_s: () => _('La cadence est un nombre de coups par seconde entre 0 et {most}.', { most: MOST.shots_per_s }),
};

/** What the door would refuse of a syringe (`faultOf`), as a sentence. */
export function sentenceOf({ fault, product = null }, refused) {
  const name = fault === 'refused' ? refusedIn(product, refused) : product?.name;
  return (FAULTS[fault] ?? (() => _('Cette seringue ne peut pas être enregistrée ainsi.')))(name);
}

/** @typedef {{sentence: string, keys: {act: string, word: string, do: () => void}[], field?: HTMLElement}} Stopped */

/**
 * @param {{also?: string, empty: (() => void) | null, keepMix: () => void}} parts  `also` what recording does besides,
 *   `empty` takes the syringe out of the session
 */
export function formFoot({ also, empty, keepMix }) {
  const words = h('div', { class: 'foot-words', role: 'alert' });
  const mix = h(
    'button',
    { type: 'button', class: 'quiet', 'data-act': 'keep-mix', onclick: keepMix },
    icon('star'),
    _('Garder ce mélange'),
  );
  const keys = h(
    'div',
    { class: 'dialog-keys' },
    empty
      ? h(
          'button',
          { type: 'button', class: 'quiet danger', 'data-act': 'empty', onclick: empty },
          icon('trash'),
          _('Retirer'),
        )
      : '',
    mix,
    h(
      'button',
      { type: 'submit', class: 'primary', 'data-act': 'keep' },
      _('Enregistrer'),
      also ? h('small', {}, also) : '',
    ),
  );

  const settling = ({ act, word, do: work }) =>
    h(
      'button',
      {
        type: 'button',
        class: 'choice',
        'data-act': `foot-${act}`,
        onclick: () => {
          work();
          say(null);
        },
      },
      word,
    );

  /** Say what is wrong, with the keys that settle it beside it; the foot keeps its height. */
  function say(/** @type {Stopped | null} */ stopped) {
    const said = stopped ? [h('span', { class: 'wrong' }, stopped.sentence), ...stopped.keys.map(settling)] : [];
    words.replaceChildren(...said);
  }

  return {
    element: h('div', { class: 'dialog-foot' }, words, keys),
    say,
    offerMix: (is) => mix.classList.toggle('away', !is),
  };
}

// Someone without an appointment, by build, sex and age.

import { _, N_ } from '../../texts.js';
import { h } from '../../view/dom.js';

const NAMES = { F: () => _('Femme ou fille'), M: () => _('Homme ou garçon') };

/** The four builds; the usual one has no name in the key of a walk-in. */
const BUILDS = [
  ['slim', N_('Mince')],
  ['medium', N_('Moyenne')],
  ['strong', N_('Forte')],
  ['obese', N_('Obèse')],
];

/**
 * @param {{walk_ins: Record<string, any>}} today  builds by "F-40", "F-40-slim"
 * @param {Record<string, string>} bands  names of ages
 * @param {(who: string) => void} open
 */
export function walkIns(today, bands, open) {
  const built = (who, key) => {
    /** @type {HTMLInputElement | null} */
    const chosen = key.closest('section').querySelector('[name=silhouette]:checked');
    const build = chosen?.value ?? 'medium';
    return build === 'medium' ? who : `${who}-${build}`;
  };
  const ages = Object.keys(today.walk_ins).filter((who) => who.split('-').length === 2);
  const keys = (sex) =>
    ages
      .filter((who) => who.startsWith(sex))
      .map((who) =>
        h(
          'button',
          {
            type: 'button',
            value: who,
            'data-walk-in': who,
            'aria-label': _('{sex}, {band} ans', { sex: NAMES[sex](), band: bands[who.split('-')[1]] }),
            onclick: (event) => open(built(who, event.currentTarget)),
          },
          bands[who.split('-')[1]],
        ),
      );
  return h(
    'section',
    { class: 'card walk-in-offline' },
    h('h2', {}, _('Sans rendez-vous')),
    h(
      'fieldset',
      { class: 'chips' },
      h('legend', { class: 'visually-hidden' }, _('Corpulence')),
      h(
        'div',
        { class: 'chip-row' },
        ...BUILDS.map(([build, label]) =>
          h(
            'label',
            { class: 'chip' },
            h('input', { type: 'radio', name: 'silhouette', value: build, checked: build === 'medium' }),
            h('span', {}, _(label)),
          ),
        ),
      ),
    ),
    ...Object.keys(NAMES).map((sex) => h('div', { class: 'age-line' }, h('span', {}, NAMES[sex]()), ...keys(sex))),
  );
}

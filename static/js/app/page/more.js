// The menu "⋯": acts that are used less, and the settings of this tablet.

import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h, icon } from '../../view/dom.js';
import { openTable } from '../hand/table.js';
import { openBodies } from '../record/bodies.js';

function flip(label, hint, on, change) {
  return h(
    'button',
    {
      type: 'button',
      class: 'switch',
      role: 'switch',
      'aria-checked': String(on),
      onclick: (event) => {
        const next = event.currentTarget.getAttribute('aria-checked') !== 'true';
        event.currentTarget.setAttribute('aria-checked', String(next));
        change(next);
      },
    },
    h('span', {}, label, h('small', {}, hint)),
    h('i', { 'aria-hidden': 'true' }),
  );
}

const item = (act, sign, words, work) =>
  h('button', { type: 'button', class: 'quiet', 'data-act': act, onclick: work }, icon(sign), words);

/** @import { Notes } from '../record/notes.js' */
/** @import { Status } from '../offline/status.js' */
/** @import { Upkeep } from '../offline/upkeep.js' */
/** @import { Marking } from '../desk/marking.js' */
/** @import { Ground } from './ground.js' */

/**
 * @param {Ground} ground
 * @param {{marking: Marking, notes: Notes, status: Status, upkeep: Upkeep}} rest
 */
export function openMore({ boot, desk, nogo, tools, name, tell, api }, { marking, notes, status, upkeep }) {
  return openDialog(_('Autres outils et réglages'), (close) => {
    const then = (work) => () => {
      close();
      work();
    };
    const skin = () => (tools.canMark() ? nogo.open() : tell(_('La peau à éviter se dessine dans Repérer.')));
    return h(
      'div',
      { class: 'menu' },
      item(
        'table',
        'list',
        _('Les marques en mots'),
        then(() => openTable({ desk, nogo, tools, marking, name })),
      ),
      item('nogo', 'nogo', _('Peau à éviter'), then(skin)),
      item(
        'body',
        'body',
        _('Gabarit du patient'),
        then(() => openBodies({ api, boot, desk, tell })),
      ),
      item('notes', 'note', _('Écrire une note'), then(notes.open)),
      item('outbox', 'check', _('Ce que garde cet appareil'), then(status.show)),
      upkeep.isNewer() ? item('newer', 'redo', _('Nouvelle version : recharger'), () => upkeep.takeOver()) : null,
      flip(_('Stylet seulement'), _('la paume et les doigts ne laissent pas de marque'), tools.penOnly(), (on) =>
        tools.keep('penOnly', on),
      ),
      flip(_('Main gauche'), _('les pinceaux passent à droite'), tools.hand() === 'left', (on) =>
        tools.keep('hand', on ? 'left' : 'right'),
      ),
      h(
        'p',
        { class: 'soft' },
        _(
          'Un toucher ouvre la région, le suivant marque. Deux doigts agrandissent et déplacent. Un appui long sur une marque ouvre sa fiche ; sur un second pinceau, il fait une technique mixte.',
        ),
      ),
    );
  });
}

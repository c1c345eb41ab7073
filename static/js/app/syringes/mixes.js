// The doctor's own mixes: kept under a name for the whole practice, taken again with one tap; never lots.

import { recipeOf } from '../../model/syringes.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h, icon, morph } from '../../view/dom.js';

const OFFLINE = () => _('Hors connexion : les mélanges se gardent dès que le serveur répond.');

const contents = (recipe) => (recipe.dry ? _('sèche') : recipe.products.map((p) => p.name).join(' + '));

/** Ask for a name; resolves to it, or to undefined. */
function askName(title, name, details) {
  return openDialog(title, (close) => {
    const input = h('input', {
      name: 'mix-name',
      value: name,
      maxlength: 80,
      autocomplete: 'off',
      'aria-label': _('Nom du mélange'),
    });
    const form = h(
      'form',
      { class: 'form' },
      details ? h('p', { class: 'soft' }, details) : '',
      input,
      h(
        'div',
        { class: 'dialog-keys' },
        h('button', { type: 'submit', class: 'primary', 'data-act': 'name-mix' }, _('Enregistrer')),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (input.value.trim()) close(input.value.trim());
    });
    return form;
  });
}

/** @import { Api } from '../../store/api.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createMixes>} Mixes */

/** @param {{boot: Boot, api: Api, tell: Tell, ear: Ear}} parts */
export function createMixes({ boot, api, tell, ear }) {
  let mixes = boot.mixes ?? [];

  /** Send a change; true when the server took it, otherwise the sentence says why not. */
  async function send(change) {
    try {
      ({ mixes } = await api.post(boot.urls.mixes, change));
      return true;
    } catch (error) {
      tell(error.status ? error.message : OFFLINE());
      return false;
    }
  }

  async function save(syringe) {
    const recipe = recipeOf(syringe);
    const name = await askName(
      _('Garder ce mélange'),
      contents(recipe).slice(0, 80),
      _('Produits, volumes, aiguille et geste ; jamais les lots.'),
    );
    if (name && (await send({ do: 'save', id: uuid7(), name, recipe }))) ear(_('Mélange gardé : {name}', { name }));
  }

  async function rename(mix) {
    const name = await askName(_('Renommer ce mélange'), mix.name, contents(mix.recipe));
    if (name && name !== mix.name) await send({ do: 'rename', id: mix.id, name });
  }

  const row = (mix, show) =>
    h(
      'li',
      {},
      h('span', {}, mix.name, h('small', {}, contents(mix.recipe))),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-act': 'rename-mix',
          'aria-label': _('Renommer {name}', { name: mix.name }),
          onclick: async () => {
            await rename(mix);
            show();
          },
        },
        icon('edit'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet danger',
          'data-act': 'remove-mix',
          'aria-label': _('Supprimer {name}', { name: mix.name }),
          onclick: async () => {
            await send({ do: 'remove', id: mix.id });
            show();
          },
        },
        icon('trash'),
      ),
    );

  /** The sheet where mixes are renamed and put away; resolves when it is closed. */
  function manage() {
    const list = h('ul', { class: 'mix-list' });
    const show = () =>
      morph(
        list,
        mixes.length ? mixes.map((mix) => row(mix, show)) : [h('li', { class: 'soft' }, _('Aucun mélange gardé.'))],
      );
    show();
    return openDialog(_('Mes mélanges'), () => list);
  }

  return Object.freeze({ list: () => mixes, save, manage });
}

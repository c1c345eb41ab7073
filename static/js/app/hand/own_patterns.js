// "Mes schémas": marks kept under a name for the whole practice, laid again at that place or mirrored.

import { countWords } from '../../model/labels.js';
import { DRY } from '../../model/assign.js';
import { markFrom } from '../../model/marks.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { confirmDialog, openDialog } from '../../view/dialog.js';
import { h, icon } from '../../view/dom.js';
import { acrossFrom, loadMirror } from './mirror.js';

/** As many as the server keeps in one (mesomap/services/practice/patterns.py). */
const MOST_MARKS = 600;
const MOST_NAME = 80;

const OFFLINE = () => _('Hors connexion : les schémas se gardent dès que le serveur répond.');

/** What a pattern keeps of a mark: never its id, nor what became of it. */
function plainOf(mark, figure) {
  const { id: _id, ...rest } = markFrom({
    ...mark,
    syringe: mark.syringe === DRY ? null : mark.syringe,
    figure: mark.view ? (mark.figure ?? figure) : null,
  });
  return rest;
}

/** Ask for a name; resolves to it, to undefined, or to what `more(close)` closed with. */
function askName(title, name, details, more = (_close) => null) {
  return openDialog(title, (close) => {
    const input = h('input', {
      name: 'pattern-name',
      value: name,
      maxlength: MOST_NAME,
      autocomplete: 'off',
      'aria-label': _('Nom du schéma'),
    });
    const form = h(
      'form',
      { class: 'form' },
      h('p', { class: 'soft' }, details),
      input,
      h(
        'div',
        { class: 'dialog-keys' },
        more(close),
        h('button', { type: 'submit', class: 'primary', 'data-act': 'name-pattern' }, _('Enregistrer')),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (input.value.trim()) close(input.value.trim());
      else input.focus();
    });
    return form;
  });
}

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Api } from '../../store/api.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Proposal } from './proposal.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createOwnPatterns>} OwnPatterns */

/**
 * @param {{
 *   boot: Boot, desk: Desk, map: BodyMap, mesh: Mesh, proposal: Proposal, api: Api, tell: Tell, ear: Ear,
 * }} parts
 */
export function createOwnPatterns({ boot, desk, map, mesh, proposal, api, tell, ear }) {
  let patterns = boot.patterns ?? [];
  /** Draws the open sheet anew, after each answer of the server. */
  let show = () => {};

  /** Send a change; true when the server took it, otherwise the sentence says why not. */
  async function send(change) {
    try {
      ({ patterns } = await api.post(boot.urls.patterns, change));
      show();
      return true;
    } catch (error) {
      tell(error.status ? error.message : OFFLINE());
      return false;
    }
  }

  async function keep(marks) {
    if (marks.length > MOST_MARKS) {
      tell(_('Un schéma a {most} marques au plus.', { most: MOST_MARKS }));
      return;
    }
    const name = await askName(_('Garder comme schéma'), '', countWords(marks));
    if (!name) return;
    const { figure } = desk.session();
    const plain = marks.map((mark) => plainOf(mark, figure));
    if (await send({ do: 'save', id: uuid7(), name, marks: plain })) ear(_('Schéma gardé : {name}', { name }));
  }

  async function edit(pattern) {
    const remove = (close) =>
      h(
        'button',
        { type: 'button', class: 'quiet danger', 'data-act': 'remove-pattern', onclick: () => close({ gone: true }) },
        icon('trash'),
        _('Supprimer'),
      );
    const said = await askName(_('Renommer ce schéma'), pattern.name, countWords(pattern.marks), remove);
    if (said?.gone) {
      const yes = await confirmDialog(
        _('Supprimer ce schéma ?'),
        [_('« {name} » ne sera plus proposé. Les séances où il a servi ne changent pas.', { name: pattern.name })],
        _('Supprimer'),
      );
      if (yes && (await send({ do: 'remove', id: pattern.id })))
        ear(_('Schéma supprimé : {name}', { name: pattern.name }));
    } else if (said && said !== pattern.name) await send({ do: 'rename', id: pattern.id, name: said });
  }

  async function laid(marks, where) {
    await Promise.all(marks.filter((m) => m.view).map((m) => map.loadView(m.figure ?? null, m.view)));
    if (where === 'here') return marks;
    const mirror = await loadMirror(boot.urls.static, mesh);
    const across = marks.map((m) => acrossFrom(mirror, mesh, m));
    return where === 'both' ? [...marks, ...across.filter(Boolean)] : across.map((m, k) => m ?? marks[k]);
  }

  function apply(pattern) {
    proposal.open({
      title: pattern.name,
      note: countWords(pattern.marks),
      controls: {
        where: {
          kind: 'choice',
          label: _('Côté'),
          options: [
            ['here', _('Tel quel')],
            ['across', _('Autre côté')],
            ['both', _('Les deux')],
          ],
          value: 'here',
        },
      },
      needsSkin: false,
      make: (_skin, { where }) => laid(pattern.marks, where),
    });
  }

  const row = (pattern, close) =>
    h(
      'div',
      { class: 'own-pattern' },
      h(
        'button',
        {
          type: 'button',
          class: 'pattern',
          'data-own': pattern.id,
          onclick: () => {
            close();
            apply(pattern);
          },
        },
        icon('keep'),
        h('span', {}, pattern.name, h('small', {}, countWords(pattern.marks))),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'close',
          'data-act': 'edit-pattern',
          'aria-label': _('Renommer ou supprimer : {name}', { name: pattern.name }),
          onclick: () => {
            close();
            edit(pattern);
          },
        },
        icon('edit'),
      ),
    );

  return Object.freeze({
    keep,
    /** What stands at the top of the sheet of patterns. */
    section(close) {
      const place = h('section', { class: 'own-patterns', 'aria-label': _('Mes schémas') });
      show = () =>
        place.replaceChildren(
          h('h3', {}, _('Mes schémas')),
          ...(patterns.length
            ? patterns.map((pattern) => row(pattern, close))
            : [h('p', { class: 'soft' }, _('Sélectionnez des marques, puis « Garder » : elles se retrouvent ici.'))]),
        );
      show();
      return place;
    },
  });
}

// "⋯": what is used less, and how this tablet is set.

import { DRY } from '../../model/assign.js';
import { changeMark } from '../../model/actions.js';
import { LEVELS, DEPTHS } from '../../model/depths.js';
import { markWords } from '../../model/labels.js';
import { standing } from '../../model/session.js';
import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h, icon, morph } from '../../view/dom.js';
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

/** What a row of the table lets one do: another depth or syringe, or away with the mark. */
function rowKeys(mark, words, { desk, tools, marking }) {
  if (!tools.canMark() || !tools.canChange(mark)) return '';
  const depths = h(
    'select',
    {
      'aria-label': _('Profondeur : {mark}', { mark: words }),
      'data-depth-of': mark.id,
      onchange: (event) => desk.perform(changeMark(desk.session(), mark.id, { depth: event.currentTarget.value })),
    },
    ...DEPTHS.map((depth) =>
      h('option', { value: depth, selected: String(mark.depth) === depth }, _(LEVELS[depth].name)),
    ),
  );
  const syringes = h(
    'select',
    {
      'aria-label': _('Seringue : {mark}', { mark: words }),
      'data-syringe-of': mark.id,
      onchange: (event) =>
        desk.perform(changeMark(desk.session(), mark.id, { syringe: event.currentTarget.value || null })),
    },
    ...['', 'A', 'B', 'C', DRY].map((key) =>
      h('option', { value: key, selected: (mark.syringe ?? '') === key }, key === DRY ? _('à sec') : key || '–'),
    ),
  );
  return [
    Array.isArray(mark.depth) ? '' : depths,
    syringes,
    h(
      'button',
      {
        type: 'button',
        class: 'quiet danger',
        'data-act': 'delete',
        'aria-label': _('Effacer : {mark}', { mark: words }),
        onclick: () => marking.rubOut([mark.id]),
      },
      icon('trash'),
    ),
  ];
}

function row(mark, k, name, may) {
  const words = markWords(mark, name);
  return h(
    'tr',
    {},
    h('td', {}, String(k + 1)),
    h('td', {}, words),
    h('td', {}, mark.syringe === DRY ? _('à sec') : (mark.syringe ?? '–')),
    h('td', {}, mark.done === null ? '–' : mark.done ? _('oui') : _('non')),
    h('td', { class: 'row-keys' }, ...[rowKeys(mark, words, may)].flat()),
  );
}

/** @import { Api } from '../../store/api.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Marking } from '../desk/marking.js' */
/** @import { Nogo } from '../hand/nogo.js' */
/** @import { Notes } from '../record/notes.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Status } from '../offline/status.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { Upkeep } from '../offline/upkeep.js' */

/**
 * The twin of the map: every mark in words, to be changed and rubbed out without touching the map.
 * @param {{desk: Desk, nogo: Nogo, tools: Tools, marking: Marking, name: (mark: object) => string}} parts
 */
async function openTable({ desk, nogo, tools, marking, name }) {
  const body = h('tbody', {});
  const skin = h('ul', { class: 'nogo-list' });
  const show = () => {
    const marks = standing(desk.session());
    morph(
      body,
      marks.map((m, k) => row(m, k, name, { desk, tools, marking })),
    );
    morph(
      skin,
      nogo.standing().map((n) =>
        h(
          'li',
          {},
          _('À éviter : {what}', { what: nogo.wordsOf(n) }),
          tools.canMark()
            ? h(
                'button',
                {
                  type: 'button',
                  class: 'quiet',
                  'data-lift': n.id,
                  'aria-label': _('Retirer : {what}', { what: nogo.wordsOf(n) }),
                  onclick: () => nogo.lift(n),
                },
                _('Retirer'),
              )
            : '',
        ),
      ),
    );
    // what was chosen by hand no longer follows its markup
    const follow = (attribute, id, value) =>
      body.querySelectorAll(`[${attribute}="${id}"]`).forEach((select) => {
        select.value = value;
      });
    marks.forEach((m) => {
      follow('data-depth-of', m.id, m.depth);
      follow('data-syringe-of', m.id, m.syringe ?? '');
    });
  };
  show();
  const deaf = desk.listen(show);
  await openDialog(
    _('Les marques en mots'),
    () => [
      skin,
      h(
        'table',
        { class: 'twin' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ...[_('N°'), _('Marque'), _('Seringue'), _('Fait'), _('Modifier')].map((t) => h('th', { scope: 'col' }, t)),
          ),
        ),
        body,
      ),
    ],
    { kind: 'wide' },
  );
  deaf();
}

/**
 * @param {{
 *   boot: Boot, desk: Desk, nogo: Nogo, tools: Tools, marking: Marking, name: (mark: object) => string, tell: Tell,
 *   api: Api, notes: Notes, status: Status, upkeep: Upkeep,
 * }} parts
 */
export function openMore({ boot, desk, nogo, tools, marking, name, tell, api, notes, status, upkeep }) {
  return openDialog(_('Autres outils et réglages'), (close) =>
    h(
      'div',
      { class: 'menu' },
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-act': 'table',
          onclick: () => {
            close();
            openTable({ desk, nogo, tools, marking, name });
          },
        },
        icon('list'),
        _('Les marques en mots'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-act': 'nogo',
          onclick: () => {
            close();
            if (tools.canMark()) nogo.open();
            else tell(_('La peau à éviter se dessine dans Repérer.'));
          },
        },
        icon('nogo'),
        _('Peau à éviter'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-act': 'body',
          onclick: () => {
            close();
            openBodies({ api, boot, desk, tell });
          },
        },
        icon('body'),
        _('Gabarit du patient'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-act': 'notes',
          onclick: () => {
            close();
            notes.open();
          },
        },
        icon('note'),
        _('Écrire une note'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-act': 'outbox',
          onclick: () => {
            close();
            status.show();
          },
        },
        icon('check'),
        _('Ce que garde cet appareil'),
      ),
      upkeep.isNewer()
        ? h(
            'button',
            { type: 'button', class: 'quiet', 'data-act': 'newer', onclick: () => upkeep.takeOver() },
            icon('redo'),
            _('Nouvelle version : recharger'),
          )
        : null,
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
    ),
  );
}

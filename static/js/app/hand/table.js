// The table of marks: every mark of the map in words, with keys to change it.

import { DRY } from '../../model/assign.js';
import { changeMark } from '../../model/actions.js';
import { LEVELS, DEPTHS } from '../../model/depths.js';
import { markWords } from '../../model/labels.js';
import { standing } from '../../model/session.js';
import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h, icon, morph } from '../../view/dom.js';

/** What a row of the table lets one do: another depth or syringe, or no mark. */
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

/** @import { Placed } from '../../model/labels.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Marking } from '../desk/marking.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { Nogo } from './nogo.js' */

/**
 * Every mark, to be changed and rubbed out without touching the map.
 * @param {{desk: Desk, nogo: Nogo, tools: Tools, marking: Marking, name: (mark: Placed) => string}} parts
 */
export async function openTable({ desk, nogo, tools, marking, name }) {
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
    // a <select> that was changed by hand ignores its `selected` attributes: its value is set
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

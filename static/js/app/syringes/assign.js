// From which syringe each level is injected: asked while marks have none, or a syringe came since.

import { assignLevel, lettered, openMarks, syringesOf } from '../../model/assign.js';
import { standing } from '../../model/session.js';
import { _, n_ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h, icon, morph } from '../../view/dom.js';
import { assignRows } from '../../view/assign.js';

const question = (n) => n_('De quelle seringue ? {n} marque à dire', 'De quelle seringue ? {n} marques à dire', n);

/** @import { Beside } from '../desk/beside.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @typedef {ReturnType<typeof createAssign>} Assign */

/** @param {{desk: Desk, beside: Beside}} parts */
export function createAssign({ desk, beside }) {
  const rows = () =>
    assignRows(desk.session(), (marks, key) => {
      if (desk.perform(assignLevel(desk.session(), marks, key))) beside.now();
    });

  function open() {
    const body = h('div', { class: 'assign' });
    const show = () =>
      morph(body, [
        rows(),
        h(
          'p',
          { class: 'soft' },
          _('Pour une marque à part : tenez-la, ou sélectionnez-en plusieurs, puis touchez sa seringue.'),
        ),
      ]);
    show();
    const deaf = desk.listen(show);
    return openDialog(
      _('De quelle seringue ?'),
      (close) => [
        body,
        h(
          'div',
          { class: 'dialog-keys' },
          h(
            'button',
            { type: 'button', class: 'primary', 'data-act': 'assign-done', onclick: () => close() },
            _('Terminé'),
          ),
        ),
      ],
      { kind: 'assign-dialog' },
    ).then(deaf);
  }

  return Object.freeze({
    open,

    /** The block of *Accord*: nothing where there is nothing to choose. */
    block() {
      const session = desk.session();
      const n = openMarks(session).length;
      if (!standing(session).length || !syringesOf(session).length || (!n && !lettered(session))) return '';
      return h(
        'section',
        { class: 'assign', 'data-open': n || null },
        h('h3', {}, n ? question(n) : _('Seringues par niveau')),
        rows(),
      );
    },

    /** The key beside the syringes, while marks have no syringe yet or are to be asked about again. */
    key() {
      const n = openMarks(desk.session()).length;
      return n
        ? h(
            'button',
            { type: 'button', class: 'quiet assign-key', 'data-act': 'assign', onclick: open },
            icon('alert'),
            n_('{n} marque sans seringue', '{n} marques sans seringue', n),
          )
        : '';
    },
  });
}

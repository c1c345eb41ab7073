// Notes of the session, in every step: one small key, a sheet to read and write them.

import { writeNote } from '../../model/actions.js';
import { _, n_ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h, icon } from '../../view/dom.js';
import { moment } from '../../view/days.js';

/** @import { Desk } from '../desk/desk.js' */
/** @import { Drafts } from '../desk/drafts.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @typedef {ReturnType<typeof createNotes>} Notes */

/** @param {{desk: Desk, ear: Ear, drafts: Drafts}} parts */
export function createNotes({ desk, ear, drafts }) {
  /** Read and write them; what was typed stays in the field, whichever way the sheet is closed, until it is added. */
  function open() {
    const label = _('Note de séance');
    return openDialog(_('Notes'), (close) => {
      const area = drafts.field(
        h('textarea', { rows: 4, 'aria-label': label, placeholder: label, 'data-note-sheet': '', maxlength: 20000 }),
        'note',
      );
      const keep = () => {
        const text = drafts.of('note');
        if (text && desk.perform(writeNote(text))) {
          drafts.take('note');
          ear(_('Note ajoutée'));
        }
        close();
      };
      return h(
        'div',
        { class: 'notes-sheet' },
        ...desk.session().notes.map((n) => h('p', { class: 'note' }, n.text, h('small', {}, ` ${moment(n.at)}`))),
        area,
        h(
          'div',
          { class: 'dialog-keys' },
          h('button', { type: 'button', class: 'primary', 'data-act': 'keep-note', onclick: keep }, _('Enregistrer')),
        ),
      );
    });
  }

  /** What the key says: how many notes, and that one is begun. */
  function words() {
    const n = desk.session().notes.length;
    const said = n ? n_('{n} note', '{n} notes', n) : '';
    if (drafts.of('note')) return [said, _('une note commencée')].filter(Boolean).join(', ');
    return said || _('Écrire une note');
  }

  return Object.freeze({
    open,
    /** The small key that opens them; `closed()` where what is shown depends on what was written. */
    key: (closed) =>
      h(
        'button',
        { type: 'button', class: 'bare-key', 'data-act': 'notes', onclick: () => open().then(closed) },
        icon('note'),
        h('span', {}, words()),
      ),
  });
}

// Notes of the session, in every step: one small key, a sheet to read and write them.

import { writeNote } from '../model/actions.js';
import { _, n_ } from '../texts.js';
import { openDialog } from '../view/dialog.js';
import { h, icon } from '../view/dom.js';
import { moment } from '../view/days.js';

/** Read and write notes; what was typed stays in the field, whichever way the sheet is closed, until it is added. */
export function openNotes({ desk, ear, drafts }) {
  const label = _('Note de séance');
  return openDialog(_('Notes'), (close) => {
    const area = drafts.field(
      h('textarea', { rows: 4, 'aria-label': label, placeholder: label, 'data-note-sheet': '', maxlength: 20000 }),
      'note',
    );
    const keep = () => {
      const text = drafts.take('note');
      if (text && desk.perform(writeNote(text))) ear(_('Note ajoutée'));
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
function words({ desk, drafts }) {
  const n = desk.session().notes.length;
  const said = n ? n_('{n} note', '{n} notes', n) : '';
  if (drafts.of('note')) return [said, _('une note commencée')].filter(Boolean).join(', ');
  return said || _('Écrire une note');
}

/** The small key that opens them. */
export function notesKey(parts) {
  const open = () => openNotes(parts).then(() => parts.redraw?.());
  return h(
    'button',
    { type: 'button', class: 'bare-key', 'data-act': 'notes', onclick: open },
    icon('note'),
    h('span', {}, words(parts)),
  );
}

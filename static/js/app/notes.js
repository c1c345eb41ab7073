// Notes of the session, in every step: one small key, a sheet to read and write them.

import { writeNote } from '../model/actions.js';
import { _, n_ } from '../texts.js';
import { openDialog } from '../view/dialog.js';
import { h, icon } from '../view/dom.js';
import { moment } from '../view/days.js';

/** Read and write notes; what was typed is kept when the sheet is closed by its own key alone. */
export function openNotes({ desk, ear }) {
  const label = _('Note de séance');
  return openDialog(_('Notes'), (close) => {
    const area = h('textarea', { rows: 4, 'aria-label': label, placeholder: label, 'data-note-sheet': '', maxlength: 20000 });
    const keep = () => {
      const text = area.value.trim();
      if (text && desk.perform(writeNote(text))) ear(_('Note ajoutée'));
      close();
    };
    return h(
      'div', { class: 'notes-sheet' },
      ...desk.session().notes.map((n) => h('p', { class: 'note' }, n.text, h('small', {}, ` ${moment(n.at)}`))),
      area,
      h('div', { class: 'dialog-keys' }, h('button', { type: 'button', class: 'primary', 'data-act': 'keep-note', onclick: keep }, _('Enregistrer'))),
    );
  });
}

/** The small key that opens them. */
export function notesKey(parts) {
  const n = parts.desk.session().notes.length;
  return h('button', { type: 'button', class: 'bare-key', 'data-act': 'notes', onclick: () => openNotes(parts) }, icon('note'), n ? n_('{n} note', '{n} notes', n) : _('Écrire une note'));
}

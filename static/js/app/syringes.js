// Syringes A to C: which one the hand holds, and what is in it.

import { prepareSyringe, withdrawSyringe, writeNote } from '../model/actions.js';
import { _ } from '../texts.js';
import { $, h, icon, morph } from '../view/dom.js';
import { openDialog } from '../view/dialog.js';
import { syringeForm } from '../view/syringe.js';
import { number } from '../view/totals.js';

export const KEYS = Object.freeze(['A', 'B', 'C']);

const inside = (syringe) => {
  if (!syringe) return _('à préparer');
  if (syringe.dry) return _('sèche');
  const volume = syringe.volume_ml === null ? '' : `${number(syringe.volume_ml, 2)} mL`;
  return [syringe.products.map((p) => p.name).join(' + '), volume].filter(Boolean).join(' · ') || '–';
};

export function createSyringes({ desk, tools, boot, tell }) {
  const place = $('#syringes');

  async function edit(key) {
    if (desk.session().signed) { tell(_('La séance est signée : elle ne change plus.')); return; }
    const previous = boot.previous?.syringes?.[key] ?? null;
    const value = await openDialog(_('Seringue {key}', { key }), (close) => syringeForm({
      key, syringe: desk.session().syringes[key] ?? null, previous, products: boot.products, banned: boot.banned, allergies: boot.patient.allergies, close: (made, why) => close(made && { made, why }),
    }), { kind: 'syringe-dialog' });
    if (value?.made === 'empty') desk.perform(withdrawSyringe(desk.session(), key));
    else if (value) {
      const note = value.why ? writeNote(_('Seringue {key}, produit noté en allergie : {why}', { key, why: value.why })) : [];
      desk.perform([...prepareSyringe(value.made), ...note]);
      tools.fill(key);
    }
  }

  function choose(key) {
    if (!desk.session().syringes[key]) { edit(key); return; }
    if (tools.syringe() === key) edit(key); else tools.fill(key);
  }

  function show() {
    const { syringes } = desk.session();
    morph(place, KEYS.map((key) => h(
      'button', {
        type: 'button', class: 'syringe', 'data-syringe': key, 'aria-pressed': String(tools.syringe() === key),
        'aria-label': `${_('Seringue {key}', { key })} : ${inside(syringes[key])}`, onclick: () => choose(key),
      },
      h('b', {}, key), h('span', {}, inside(syringes[key])), tools.syringe() === key ? icon('edit') : '',
    )));
  }

  return Object.freeze({ show, edit });
}

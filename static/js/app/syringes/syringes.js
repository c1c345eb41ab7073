// Syringes A to C: which one the hand holds, and what is in it.

import { prepareSyringe, withdrawSyringe } from '../../model/actions.js';
import { assignFirst, firstOf } from '../../model/assign.js';
import { briefly } from '../../model/labels.js';
import { KEYS, deepest, nextWithRoom, recipeOf } from '../../model/syringes.js';
import { _ } from '../../texts.js';
import { $, h, icon, morph } from '../../view/dom.js';
import { openDialog } from '../../view/dialog.js';
import { syringeForm } from '../../view/syringe.js';
import { number } from '../../view/totals.js';

const inside = (syringe) => {
  if (!syringe) return _('à préparer');
  if (syringe.dry) return _('sèche');
  const volume = syringe.volume_ml === null ? '' : `${number(syringe.volume_ml, 2)}\u00a0mL`;
  return [syringe.products.map((p) => p.name).join(' + '), volume].filter(Boolean).join(' · ') || '–';
};

/** @import { Assign } from './assign.js' */
/** @import { Beside } from '../desk/beside.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Known } from '../record/known.js' */
/** @import { Mixes } from './mixes.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { Tray } from './tray.js' */
/** @typedef {ReturnType<typeof createSyringes>} Syringes */

/**
 * @param {{
 *   desk: Desk, tools: Tools, boot: Boot, tell: Tell, ear: Ear, tray: Tray, mixes: Mixes, known: Known, assign: Assign,
 *   beside: Beside,
 * }} parts
 */
export function createSyringes({ desk, tools, boot, tell, ear, tray, mixes, known, assign, beside }) {
  const place = $('#syringes');

  /** What the form begins with: the syringe as it stands, or the recipe of last time. */
  function beginning(key) {
    const stands = desk.session().syringes[key] ?? null;
    const before = boot.previous?.syringes?.[key];
    return { stands, from: stands ?? (before ? recipeOf(before) : null), repeated: !stands && Boolean(before) };
  }

  function open(key, add) {
    const { stands, from, repeated } = beginning(key);
    const session = desk.session();
    return openDialog(
      _('Seringue {key}', { key }),
      (close, holds) =>
        syringeForm({
          key,
          from: add && !stands ? null : from,
          repeated: repeated && !add,
          stands: Boolean(stands),
          products: boot.products,
          refused: boot.refused,
          patient: () => boot.patient,
          askKnown: known.open,
          onKnown: known.listen,
          allergens: boot.allergens,
          age_years: boot.patient.age_years,
          needles: boot.settings?.needles,
          treatment_date: session.treatment_date,
          tray,
          mixes,
          deepest: (depth_mm) => deepest(session, key, depth_mm),
          next: nextWithRoom(session.syringes, key),
          also: firstOf(session).length ? _('pour {what}', { what: briefly(firstOf(session)) }) : '',
          add,
          close,
          holds,
        }),
      { kind: 'syringe-dialog' },
    );
  }

  async function edit(key, add = null) {
    if (desk.session().signed) {
      tell(_('La séance est signée : elle ne change plus.'));
      return;
    }
    const value = await open(key, add);
    if (value?.gone) {
      desk.perform(withdrawSyringe(desk.session(), key));
      return;
    }
    if (!value) return;
    // the first syringe is assigned to the marks that stand, as its key says, unless a fourth product opens another
    const its = add || value.then ? [] : assignFirst(desk.session(), key);
    desk.perform([...prepareSyringe(value.made), ...its]);
    tools.fill(key);
    ear(_('Seringue {key} enregistrée', { key }));
    if (value.then) edit(value.then.key, value.then.product);
  }

  function choose(key) {
    if (!desk.session().syringes[key]) {
      edit(key);
      return;
    }
    if (tools.syringe() === key) edit(key);
    else tools.fill(key);
  }

  function show() {
    const { syringes } = desk.session();
    morph(place, [
      ...KEYS.map((key) =>
        h(
          'button',
          {
            type: 'button',
            class: 'syringe',
            'data-syringe': key,
            'aria-pressed': String(tools.syringe() === key),
            'aria-label': `${_('Seringue {key}', { key })} : ${inside(syringes[key])}`,
            onclick: () => choose(key),
          },
          h('b', {}, key),
          h('span', {}, inside(syringes[key])),
          tools.syringe() === key ? icon('edit') : '',
        ),
      ),
      assign.key(),
    ]);
  }

  tools.listen(show);
  beside.listen(show);

  return Object.freeze({ edit });
}

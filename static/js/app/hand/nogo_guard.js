// Before a mark lies on skin that is to be left alone, the doctor is asked.

import { accepting } from '../../model/actions.js';
import { ACTS } from '../../model/acts/all.js';
import { _, n_ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';

/** Resolves to 'yes', 'without' (what lies elsewhere only) or 'no'. */
function ask(n, words, others) {
  return openDialog(_('Peau à éviter'), (close) => [
    h(
      'p',
      {},
      n_('{n} marque serait posée sur une peau à éviter :', '{n} marques seraient posées sur une peau à éviter :', n),
    ),
    h('ul', { class: 'nogo-list' }, ...words.map((each) => h('li', {}, each))),
    h(
      'div',
      { class: 'dialog-keys' },
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-act': 'nogo-cancel', onclick: () => close('no') },
        _('Annuler'),
      ),
      others
        ? h(
            'button',
            { type: 'button', class: 'quiet', 'data-act': 'nogo-without', onclick: () => close('without') },
            _('Marquer le reste'),
          )
        : null,
      h(
        'button',
        { type: 'button', class: 'primary', 'data-act': 'nogo-accept', onclick: () => close('yes') },
        _('Marquer quand même'),
      ),
    ),
  ]);
}

/** @import { Doing } from '../../model/acts/act.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { NogoSkin } from './nogo_skin.js' */

/**
 * As `desk.perform`; null while the doctor is asked.
 * @param {{desk: Desk, skin: NogoSkin, ear: Ear}} parts
 */
export function guarded({ desk, skin, ear }) {
  /** Skin to leave alone under the mark that an act lays or moves, as it would stand. */
  function under({ kind, body }) {
    const mark = ACTS.get(kind).lays?.(desk.session(), body);
    return mark ? skin.meets(mark) : [];
  }

  async function asked(acts, met) {
    const kinds = [...new Set([...met.values()].flat())];
    const answer = await ask(met.size, kinds.map(skin.wordsOf), acts.length > met.size);
    if (answer === 'yes') desk.perform(accepting(acts, (act) => (met.get(act) ?? []).map((n) => n.id)));
    else if (answer === 'without') desk.perform(acts.filter((act) => !met.has(act)));
    else ear(_('Rien n’a été marqué.'));
  }

  return (/** @type {readonly Doing[]} */ acts) => {
    if (!skin.standing().length) return desk.perform(acts);
    const met = new Map(
      acts.map((act) => /** @type {const} */ ([act, under(act)])).filter(([, found]) => found.length),
    );
    if (!met.size) return desk.perform(acts);
    asked(acts, met);
    return null;
  };
}

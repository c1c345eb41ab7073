// "Same as last time": the previous session's marks as today's plan, in one gesture.

import { repeat } from '../model/actions.js';
import { standing } from '../model/session.js';
import { uuid7 } from '../store/ids.js';
import { _, n_ } from '../texts.js';
import { $ } from '../view/dom.js';

export function createRepeat({ desk, boot, root, tell, ear }) {
  const key = $('[data-act=repeat]', root);
  const available = () => (boot.previous ? standing(boot.previous).length : 0);

  key.addEventListener('click', () => {
    const acts = repeat(desk.session(), boot.previous, uuid7);
    const n = acts.length;
    if (!desk.perform(acts)) { tell(_('La séance précédente n’a pas de marques.')); return; }
    ear(n_('{n} marque reprise', '{n} marques reprises', n));
  });

  return Object.freeze({
    show(planning) {
      key.hidden = !planning || !available() || standing(desk.session()).length > 0;
    },
  });
}

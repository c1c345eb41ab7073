// "Same as last time": the previous session's marks as today's plan and its syringes as recipes, in one gesture.

import { repeat, repeatSyringes } from '../../model/actions.js';
import { standing, toldMarks } from '../../model/session.js';
import { uuid7 } from '../../store/ids.js';
import { _, n_ } from '../../texts.js';
import { $ } from '../../view/dom.js';
import { asksAgain } from '../syringes/day_lots.js';

/** @import { DayLots } from '../syringes/day_lots.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Where } from '../map/where.js' */

/** @typedef {ReturnType<typeof createRepeat>} Repeat */

/** @param {{desk: Desk, boot: Boot, root: HTMLElement, tell: Tell, ear: Ear, where: Where, dayLots: DayLots}} parts */
export function createRepeat({ desk, boot, root, tell, ear, where, dayLots }) {
  const key = $('[data-act=repeat]', root);
  const available = () => (boot.previous ? toldMarks(boot.previous).length : 0);

  key.addEventListener('click', () => {
    const marks = repeat(desk.session(), boot.previous, uuid7);
    const syringes = repeatSyringes(desk.session(), boot.previous, (product) => asksAgain(boot, product));
    const did = desk.perform([...marks, ...(marks.length ? syringes : [])]);
    if (did === false) tell(_('La séance précédente n’a pas de marques.'));
    if (!did) return;
    const said = n_(
      '{n} marque reprise',
      '{n} marques reprises',
      marks.filter((a) => a.kind === 'mark.planned').length,
    );
    where.toMarks().then(() => {
      if (syringes.length) dayLots.propose();
    });
    const without = n_('{n} seringue sans lot', '{n} seringues sans lot', syringes.length);
    ear(syringes.length ? `${said}, ${without}` : said);
  });

  return Object.freeze({
    show(planning) {
      key.hidden = !planning || !available();
      // hidden by `data-away`, not removed: its place stays free, so that the great key does not move
      key.toggleAttribute('data-away', standing(desk.session()).length > 0);
    },
  });
}

// Today's tray: lots that were looked at once today, proposed in every syringe of the day.

import { dayIn } from '../model/days.js';
import { plain } from '../model/syringes.js';
import { _ } from '../texts.js';

/** A page that was kept before there were trays. */
const NONE = Object.freeze({ day: null, time_zone: 'UTC', lots: [], before: null });

/**
 * @param {object} parts  `boot.tray` {day, time_zone, lots, before: {day, lots} | null}, as it was when the page was loaded:
 *   what it proposes needs no network; only confirming a lot does.
 */
export function createTray({ boot, api, tell, ear }) {
  let held = boot.tray ?? NONE;
  /** confirmed here while the server was out of reach: proposed in this page, and sent with the next */
  let unsent = [];

  const isToday = () => held.day === dayIn(held.time_zone, Date.now());
  const of = (lots, name) => lots.filter((l) => plain(l.name) === plain(name));

  /** {today, before}: lots of a product that were confirmed today, and those of the tray before. */
  function lotsOf(name) {
    if (!isToday()) return { today: of(unsent, name), before: of(held.lots, name) };
    return { today: [...of(unsent, name), ...of(held.lots, name)], before: of(held.before?.lots ?? [], name) };
  }

  /** A lot was looked at: it is on today's tray. Resolves once the server has said so, or cannot be reached. */
  async function confirm(lot) {
    unsent = [...unsent.filter((l) => l.name !== lot.name || l.lot !== lot.lot), lot];
    const sending = unsent;
    try {
      held = await api.post(boot.urls.tray, { confirm: sending });
      unsent = unsent.filter((l) => !sending.includes(l));
      ear(_('Lot {lot} au plateau du jour', { lot: lot.lot }));
    } catch (error) {
      if (error.status) {
        unsent = unsent.filter((l) => l !== lot);
        tell(error.message);
      } else tell(_('Hors connexion : ce lot est proposé sur cette page, et rejoindra le plateau du jour plus tard.'));
    }
  }

  return Object.freeze({ lotsOf, confirm });
}

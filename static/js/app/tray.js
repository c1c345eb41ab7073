// Today's tray: lots that were looked at once today, proposed in every syringe of the day.

import { dayIn } from '../model/days.js';
import { refusedIn } from '../model/refused.js';
import { plain } from '../model/syringes.js';
import { uuid7 } from '../store/ids.js';
import { _ } from '../texts.js';

/** A page that was kept before there were trays. */
const NONE = Object.freeze({ day: null, time_zone: 'UTC', lots: [], before: null });

/**
 * @param {object} parts  `boot.tray` {day, time_zone, lots, before: {day, lots} | null}, as it was when the page was loaded:
 *   what it proposes needs no network; only confirming a lot does.
 */
export function createTray({ boot, api, tell, ear, here }) {
  let held = boot.tray ?? NONE;
  /** confirmed on this tablet while the server was out of reach: proposed all the same */
  let unsent = [];

  const day = () => dayIn(held.time_zone, Date.now());
  const isToday = () => held.day === day();
  const same = (one) => (other) => plain(one.name) === plain(other.name) && one.lot === other.lot;
  const of = (lots, name) => lots.filter((l) => plain(l.name) === plain(name));

  /** {today, before}: lots of a product that were confirmed today, and those of the tray before. */
  function lotsOf(name) {
    if (!isToday()) return { today: of(unsent, name), before: of(held.lots, name) };
    return { today: [...of(unsent, name), ...of(held.lots, name)], before: of(held.before?.lots ?? [], name) };
  }

  const propose = (lots) => { unsent = [...unsent.filter((l) => !lots.some(same(l))), ...lots]; };

  /** The server cannot be reached: the lot waits on disk beside what was marked, with the day that it was looked at. */
  async function keep(lot) {
    propose([lot]);
    try {
      await here.ask({ id: uuid7(), url: boot.urls.tray, body: { confirm: [lot], day: day() }, may_be_refused: true });
      tell(_('Hors connexion : ce lot est proposé sur cette tablette, et rejoint le plateau du jour dès que le serveur répond.'));
    } catch {
      tell(_('Hors connexion, et cet appareil ne garde rien : ce lot n’est proposé que sur cette page.'));
    }
  }

  /** A lot was looked at: it is on today's tray. Resolves once the server has said so, or the disk of this tablet. */
  async function confirm(lot) {
    const name = refusedIn(lot, boot.refused);
    if (name) { tell(_('« {name} » n’entre dans aucun mélange de mésothérapie.', { name })); return; }
    try {
      held = await api.post(boot.urls.tray, { confirm: [lot] });
      unsent = unsent.filter((l) => !same(l)(lot));
      ear(_('Lot {lot} au plateau du jour', { lot: lot.lot }));
    } catch (error) {
      if (error.status) tell(error.message); else await keep(lot);
    }
  }

  // what this tablet kept of today, in this session or another
  here.asked(boot.urls.tray).then((requests) => propose(
    requests.filter((r) => r.body.day === day()).flatMap((r) => r.body.confirm),
  )).catch(() => {});

  return Object.freeze({ lotsOf, confirm });
}

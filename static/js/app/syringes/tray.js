// Today's tray: lots that were looked at once today, proposed in every syringe of the day.

import { dayIn } from '../../model/days.js';
import { printed } from '../../model/expiry.js';
import { oneLot } from '../../model/lots.js';
import { refusedIn } from '../../model/refused.js';
import { plain } from '../../model/syringes.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { confirmDialog } from '../../view/dialog.js';

/** @import { Api } from '../../store/api.js' */
/** @import { Here } from '../../store/courier.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createTray>} Tray */

/** The tray of a page that an older version kept, which had none. */
const NONE = Object.freeze({ day: null, time_zone: 'UTC', lots: [], before: null, known: [] });

/**
 * @param {{boot: Boot, api: Api, tell: Tell, ear: Ear, here: Here}} parts
 *   `boot.tray` {day, time_zone, lots, before: {day, lots} | null, known: lots of earlier syringes with their
 *   dates}, as it was when the page was loaded:
 *   what it proposes needs no network; only confirming a lot does.
 */
export function createTray({ boot, api, tell, ear, here }) {
  let held = boot.tray ?? NONE;
  /** dates that were typed on this page: leaving the field empty afterwards does not make one unknown */
  const told = new Map();
  /** confirmed on this tablet while the server was out of reach: proposed all the same */
  let unsent = [];

  const day = () => dayIn(held.time_zone, Date.now());
  const isToday = () => held.day === day();
  const same = (one) => (other) => plain(one.name) === plain(other.name) && oneLot(one.lot) === oneLot(other.lot);
  const of = (lots, name) => lots.filter((l) => plain(l.name) === plain(name));

  /** {today, before}: lots of a product that were confirmed today, and those of the tray before. */
  function lotsOf(name) {
    if (!isToday()) return { today: of(unsent, name), before: of(held.lots, name) };
    return { today: [...of(unsent, name), ...of(held.lots, name)], before: of(held.before?.lots ?? [], name) };
  }

  /** What is known of a lot, its number as it was first typed: {lot, expiry, presentation}, or null. */
  function knownOf(name, number) {
    const lots = [...unsent, ...held.lots, ...(held.before?.lots ?? []), ...(held.known ?? [])].filter(
      same({ name, lot: number }),
    );
    return lots.length
      ? { ...lots[0], lot: lots.at(-1).lot, expiry: lots.find((l) => l.expiry)?.expiry ?? null }
      : null;
  }

  const keyOf = (name, number) => `${plain(name)} ${oneLot(number)}`;

  const propose = (lots) => {
    unsent = [...unsent.filter((l) => !lots.some(same(l))), ...lots];
  };

  /** The server cannot be reached: the lot waits on disk beside what was marked, with the day that it was looked at. */
  async function keep(lot) {
    propose([lot]);
    try {
      await here.ask({ id: uuid7(), url: boot.urls.tray, body: { confirm: [{ ...lot, corrects: true }], day: day() } });
      tell(
        _(
          'Hors connexion : ce lot est proposé sur cette tablette, et rejoint le plateau du jour dès que le serveur répond.',
        ),
      );
    } catch {
      tell(_('Hors connexion, et cet appareil ne garde rien : ce lot n’est proposé que sur cette page.'));
    }
  }

  /** Send a lot; one with another date than the known one is asked about, and sent again with the answer. */
  async function send(lot, corrects) {
    try {
      held = await api.post(boot.urls.tray, { confirm: [{ ...lot, corrects }] });
      unsent = unsent.filter((l) => !same(l)(lot));
      ear(_('Lot {lot} au plateau du jour', { lot: lot.lot }));
    } catch (error) {
      const asks = error.status === 409 && !corrects;
      if (
        asks &&
        (await confirmDialog(
          _('Péremption du lot {lot}', { lot: lot.lot }),
          [error.message],
          _('La boîte porte {date}', { date: printed(lot.expiry) }),
        ))
      )
        await send(lot, true);
      else if (!error.status) await keep(lot);
      else if (!asks) tell(error.message);
    }
  }

  /** A lot was looked at: it is on today's tray. Resolves once the server has said so, or the disk of this tablet. */
  async function confirm(lot) {
    const name = refusedIn(lot, boot.refused);
    if (name) tell(_('« {name} » n’entre dans aucun mélange de mésothérapie.', { name }));
    else await send({ ...lot, lot: knownOf(lot.name, lot.lot)?.lot ?? lot.lot }, false);
  }

  // the server has looked at a lot of this tablet and refused it: it is on no tray
  here.onRefused(({ url, body }) => {
    if (url === boot.urls.tray) unsent = unsent.filter((l) => !body.confirm.some(same(l)));
  });

  // what this tablet kept of today, in this session or another
  here
    .asked(boot.urls.tray)
    .then((requests) => propose(requests.filter((r) => r.body.day === day()).flatMap((r) => r.body.confirm)))
    .catch(() => {});

  return Object.freeze({
    lotsOf,
    knownOf,
    confirm,
    tell: (name, number, expiry) => {
      told.set(keyOf(name, number), expiry);
    },
    toldOf: (name, number) => told.get(keyOf(name, number)) ?? null,
  });
}

// Lot and expiry date of a product in a syringe: typed, read from a box's code, or taken from today's tray.

import { boxCode } from '../model/box_code.js';
import { expiryOf, printed } from '../model/expiry.js';
import { isExpired, lastDay, oneLot, sameExpiry } from '../model/lots.js';
import { _ } from '../texts.js';
import { day } from './days.js';
import { h, icon } from './dom.js';
import { field } from './fields.js';
import { expiryField } from './syringe_expiry.js';

/** @import { Filled } from '../model/syringes.js' */
/** @import { Stopped } from './syringe_foot.js' */

/**
 * @typedef {object} Tray  lots that were looked at (app/syringes/tray.js)
 * @property {(name: string) => {today: Lot[], before: Lot[]}} lotsOf
 * @property {(name: string, lot: string) => Lot | null} knownOf
 * @property {(name: string, lot: string) => string | null} toldOf  a date that was typed on this page
 * @property {(name: string, lot: string, expiry: string) => void} tell
 * @property {(lot: Lot) => Promise<void>} confirm
 * @typedef {{name?: string, lot: string, expiry: string | null, presentation: string | null}} Lot
 */

const key = (attributes, ...content) => h('button', { type: 'button', ...attributes }, ...content);

const isAmong = (lots, lot) => lots.some((l) => oneLot(l.lot) === oneLot(lot));

/** Lots of today's tray to take with one tap; those of the tray before have to be looked at first. */
function lotKeys({ today, before }, here, { take, add }) {
  const todays = (l) => {
    const pressed = Boolean(here) && isAmong([l], here);
    const attributes = { class: 'choice lot', 'data-lot': l.lot, 'aria-pressed': String(pressed) };
    return key({ ...attributes, onclick: () => take(l) }, icon('check'), l.lot);
  };
  const earlier = (l) => {
    const onclick = () => {
      take(l);
      add(l);
    };
    const words = _('Dernier plateau : {lot}, à vérifier', { lot: l.lot });
    return key({ class: 'choice lot before', 'data-lot-before': l.lot, onclick }, words);
  };
  const toTray = () =>
    key(
      { class: 'choice lot add', 'data-act': 'to-tray', onclick: () => add(null) },
      icon('plus'),
      _('Au plateau du jour'),
    );
  return [
    ...today.map(todays),
    ...before.filter((l) => !isAmong(today, l.lot)).map(earlier),
    ...(here && !isAmong([...today, ...before], here) ? [toTray()] : []),
  ];
}

/** A sentence, and the keys that settle it beside it. */
const stoppedNotice = ({ sentence, keys }) =>
  h(
    'div',
    { class: 'notice with-keys', role: 'status' },
    h('span', {}, sentence),
    h(
      'span',
      { class: 'notice-keys' },
      ...keys.map(({ act, word, do: work }) =>
        h('button', { type: 'button', class: 'choice', 'data-act': act, onclick: work }, word),
      ),
    ),
  );

const codeInstead = (name) => ({
  sentence: _('{name} : c’est le code entier de la boîte ; écrivez le numéro de lot seul.', { name }),
  keys: [],
});

const whichDate = (name, known, date, settle) => ({
  sentence: _('{name} : ce lot est noté jusqu’au {known}. Quelle date porte la boîte ?', {
    name,
    known: printed(known),
  }),
  keys: [known, date].map((one) => ({ act: `expiry-${one}`, word: printed(one), do: () => settle(one) })),
});

const late = (name, date, confirm) => ({
  sentence: _('{name} : lot périmé depuis le {day}. Changez de lot, ou confirmez.', { name, day: day(lastDay(date)) }),
  keys: [{ act: 'expired', word: _('Vu, je l’emploie'), do: confirm }],
});

const lateNotice = (date) =>
  h(
    'p',
    { class: 'notice', role: 'status' },
    _('Lot périmé depuis le {day} : vu, employé.', { day: day(lastDay(date)) }),
  );

/**
 * Fields of a lot and its date, and `offered`: the keys of the tray.
 * @param {Filled} product
 * @param {{
 *   treatment_date: string, tray: Tray, box: {value: () => string | null, set?: (presentation: string) => void},
 *   changed: () => void,
 * }} parts  `box` the presentation, which a lot of the tray brings along
 */
export function lotFields({ name, lot, expiry: date, expired_confirmed }, { treatment_date, tray, box, changed }) {
  let confirmed = Boolean(expired_confirmed);
  /** the date that somebody saw on the box of a lot, where another one is known of that lot */
  let settled = { lot: oneLot(lot ?? ''), date: date ?? null };
  const [element, input] = field(_('N° de lot'), {
    name: 'lot',
    value: lot ?? '',
    maxlength: 200,
    autocapitalize: 'characters',
    spellcheck: 'false',
    oninput: () => {
      confirmed = false;
      expiry.show();
      changed();
    },
    onchange: takeApart,
  });
  const typed = () => input.value.trim();
  const known = () => (typed() ? tray.knownOf(name, input.value) : null);
  const expiry = expiryField({
    value: date ?? null,
    on: treatment_date,
    known: () => known()?.expiry ?? (typed() ? tray.toldOf(name, input.value) : null),
    onchange: () => {
      confirmed = false;
      if (expiry.typed() && typed()) tray.tell(name, input.value, expiry.typed());
      changed();
    },
  });
  const offered = h('div', { class: 'offered' });

  /** The whole code of a box was scanned or typed as its lot: what is plain of it goes where it belongs. */
  function takeApart() {
    const code = boxCode(input.value);
    if (!code) return;
    const found = code.expiry && expiryOf(`(17)${code.expiry}`, treatment_date).expiry;
    if (code.lot) input.value = code.lot;
    if (found && !expiry.typed()) expiry.set(found);
    expiry.show();
    changed();
  }

  function settle(one) {
    settled = { lot: oneLot(input.value), date: one };
    expiry.set(one);
    changed();
  }

  function confirm() {
    confirmed = true;
    changed();
  }

  function take(/** @type {Lot} */ { lot: taken, expiry: until, presentation }) {
    input.value = taken;
    expiry.set(until ?? null);
    [confirmed, settled] = [false, { lot: oneLot(taken), date: until ?? null }];
    if (presentation && box.set) box.set(presentation);
    changed();
  }

  function addToTray(/** @type {Lot | null} */ one) {
    const here = one ?? { lot: typed(), expiry: expiry.date(), presentation: box.value() };
    tray.confirm({ presentation: null, expiry: null, ...here, name }).then(changed);
  }

  /**
   * What keeps the syringe from being recorded, or null.
   * @returns {Stopped | null}
   */
  function blocked() {
    if (expiry.fault()) return { sentence: `${name} : ${expiry.fault()}`, keys: [] };
    if (boxCode(input.value)) return codeInstead(name);
    const [until, other] = [expiry.date(), known()?.expiry];
    const wasSettled = until === settled.date && oneLot(input.value) === settled.lot;
    if (!sameExpiry(until, other) && !wasSettled) return whichDate(name, other, until, settle);
    return isExpired(until, treatment_date) && !confirmed ? late(name, until, confirm) : null;
  }

  /** What has to be settled of the lot, with its keys beside it; and what was. */
  function warning() {
    const stopped = blocked();
    if (stopped?.keys.length) return stoppedNotice(stopped);
    const seen = !stopped && confirmed && isExpired(expiry.date(), treatment_date);
    return seen ? lateNotice(expiry.date()) : '';
  }

  const show = () => offered.replaceChildren(...lotKeys(tray.lotsOf(name), typed(), { take, add: addToTray }));

  /** A new product takes the first lot of today's tray. */
  function begin() {
    const [proposed] = input.value ? [] : tray.lotsOf(name).today;
    if (proposed) take(proposed);
    else changed();
  }

  return {
    elements: [element, expiry.element],
    offered,
    lot: () => known()?.lot ?? (typed() || null),
    expiry: () => (expiry.fault() ? '?' : expiry.date()),
    confirmed: () => confirmed,
    blocked,
    warning,
    show,
    begin,
  };
}

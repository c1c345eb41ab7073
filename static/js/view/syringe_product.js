// The card of one product in a syringe: its box, volume, lot and date, and what is known of it.

import { piecesOf } from '../model/allergies.js';
import { amounts } from '../model/amounts.js';
import { expiryOf, printed } from '../model/expiry.js';
import { boxCode } from '../model/box_code.js';
import { isExpired, lastDay, oneLot, sameExpiry } from '../model/lots.js';
import { _ } from '../texts.js';
import { choices, field, removeKey, stepper } from './fields.js';
import { h, icon } from './dom.js';
import { expiryField } from './syringe_expiry.js';
import { factsOf } from './syringe_facts.js';
import { day } from './days.js';
import { number } from './totals.js';

/** @import { Allergens } from '../model/allergies.js' */
/** @import { Filled } from '../model/syringes.js' */
/** @import { Product } from './syringe_pick.js' */

/** The keys beside a volume add or take so much. */
const STEP_ML = 0.5;

/** "2 mL × 10 mg/mL = 20 mg", or nothing where that is not known. */
export function amountWords(product) {
  const [found] = amounts({ dry: false, volume_ml: null, left_ml: null, products: [product] });
  if (!found || Number.isNaN(found.prepared)) return '';
  const { per_ml, unit } = found.strength;
  return `${number(found.volume_ml, 2)}\u00a0mL × ${number(per_ml, 2)}\u00a0${unit}/mL = ${number(found.prepared, 2)}\u00a0${unit}`;
}

/** The box it is from: keys where the catalogue knows boxes, a field where it does not. */
function box(product, entry, onchange) {
  const known = entry?.presentations ?? [];
  if (known.length) {
    const chosen = known.includes(product.presentation) ? product.presentation : known.length === 1 ? known[0] : null;
    return choices(
      _('Présentation'),
      known.map((p) => [p, p]),
      chosen,
      { onchange },
    );
  }
  const [element, input] = field(_('Présentation, si elle sert'), {
    name: 'presentation',
    maxlength: 60,
    placeholder: '20 mg/2 mL',
    value: product.presentation ?? '',
    oninput: onchange,
  });
  return { element, value: () => input.value.trim() || null };
}

/** Lots of today's tray to take with one tap; those of the tray before have to be looked at first. */
function lotKeys(name, here, tray, { take, add }) {
  const { today, before } = tray.lotsOf(name);
  const isHere = (l) => here && oneLot(l.lot) === oneLot(here);
  const key = (l, attributes, ...content) => h('button', { type: 'button', ...attributes }, ...content);
  return [
    ...today.map((l) =>
      key(
        l,
        { class: 'choice lot', 'data-lot': l.lot, 'aria-pressed': String(Boolean(isHere(l))), onclick: () => take(l) },
        icon('check'),
        l.lot,
      ),
    ),
    ...before
      .filter((l) => !today.some((t) => oneLot(t.lot) === oneLot(l.lot)))
      .map((l) =>
        key(
          l,
          {
            class: 'choice lot before',
            'data-lot-before': l.lot,
            onclick: () => {
              take(l);
              add(l);
            },
          },
          _('Dernier plateau : {lot}, à vérifier', { lot: l.lot }),
        ),
      ),
    here && ![...today, ...before].some(isHere)
      ? key(
          null,
          { class: 'choice lot add', 'data-act': 'to-tray', onclick: () => add(null) },
          icon('plus'),
          _('Au plateau du jour'),
        )
      : '',
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

/**
 * @typedef {object} Tray  lots that were looked at (app/tray.js)
 * @property {(name: string) => {today: Lot[], before: Lot[]}} lotsOf
 * @property {(name: string, lot: string) => Lot | null} knownOf
 * @property {(name: string, lot: string) => string | null} toldOf  a date that was typed on this page
 * @property {(name: string, lot: string, expiry: string) => void} tell
 * @property {(lot: Lot) => Promise<void>} confirm
 * @typedef {{name?: string, lot: string, expiry: string | null, presentation: string | null}} Lot
 */

/**
 * @param {Filled} product
 * @param {{
 *   entry: Product | null, allergies: () => string, allergens: Allergens, age_years: number | null,
 *   treatment_date: string, tray: Tray, changed: () => void, remove: () => void,
 * }} parts  `entry` of the catalogue
 */
export function productCard(
  product,
  { entry, allergies, allergens, age_years, treatment_date, tray, changed, remove },
) {
  const { name } = product;
  let confirmed = Boolean(product.expired_confirmed);
  /** the date that somebody saw on the box of a lot, where another one is known of that lot */
  let settled = { lot: oneLot(product.lot ?? ''), date: product.expiry ?? null };
  const kept = box(product, entry, () => refresh());
  const volume = stepper(_('Volume'), {
    name: 'product-volume',
    value: product.volume_ml,
    step: STEP_ML,
    unit: 'mL',
    onchange: () => refresh(),
  });
  const [lotField, lot] = field(_('N° de lot'), {
    name: 'lot',
    value: product.lot ?? '',
    maxlength: 200,
    autocapitalize: 'characters',
    spellcheck: 'false',
    oninput: () => {
      confirmed = false;
      expiry.show();
      refresh();
    },
    onchange: () => takeApart(),
  });
  const known = () => (lot.value.trim() ? tray.knownOf(name, lot.value) : null);
  const expiry = expiryField({
    value: product.expiry ?? null,
    on: treatment_date,
    known: () => known()?.expiry ?? (lot.value.trim() ? tray.toldOf(name, lot.value) : null),
    onchange: () => {
      confirmed = false;
      if (expiry.typed() && lot.value.trim()) tray.tell(name, lot.value, expiry.typed());
      refresh();
    },
  });
  const said = h('div', { class: 'product-said' });
  const offered = h('div', { class: 'offered' });

  const value = () => ({
    name,
    lot: known()?.lot ?? (lot.value.trim() || null),
    expiry: expiry.fault() ? '?' : expiry.date(),
    volume_ml: volume.value(),
    ...(kept.value() ? { presentation: kept.value() } : {}),
    ...(confirmed ? { expired_confirmed: true } : {}),
  });

  /** What the product is called, to be looked for in the allergies. */
  const called = () => [name, entry?.brand, kept.value()];

  /** The patient's own words that may concern it. */
  const concerning = () =>
    piecesOf(allergies(), called(), allergens)
      .filter((piece) => piece.concerns)
      .map((piece) => piece.text);

  function take({ lot: number_, expiry: date, presentation }) {
    lot.value = number_;
    expiry.set(date ?? null);
    [confirmed, settled] = [false, { lot: oneLot(number_), date: date ?? null }];
    if (presentation && kept.set) kept.set(presentation);
    refresh();
  }

  const addToTray = (l) =>
    tray
      .confirm({
        presentation: null,
        expiry: null,
        ...(l ?? { lot: lot.value.trim(), expiry: expiry.date(), presentation: kept.value() }),
        name,
      })
      .then(refresh);

  /** The whole code of a box was scanned or typed as its lot: what is plain of it goes where it belongs. */
  function takeApart() {
    const code = boxCode(lot.value);
    if (!code) return;
    const date = code.expiry && expiryOf(`(17)${code.expiry}`, treatment_date).expiry;
    if (code.lot) lot.value = code.lot;
    if (date && !expiry.typed()) expiry.set(date);
    expiry.show();
    refresh();
  }

  const settle = (date) => {
    settled = { lot: oneLot(lot.value), date };
    expiry.set(date);
    refresh();
  };

  /** What keeps the syringe from being recorded: {sentence, keys: [{act, word, do}]}, or null. */
  function blocked() {
    if (expiry.fault()) return { sentence: `${name} : ${expiry.fault()}`, keys: [] };
    if (boxCode(lot.value))
      return {
        sentence: _('{name} : c’est le code entier de la boîte ; écrivez le numéro de lot seul.', { name }),
        keys: [],
      };
    const [date, other] = [expiry.date(), known()?.expiry];
    const wasSettled = date === settled.date && oneLot(lot.value) === settled.lot;
    if (!sameExpiry(date, other) && !wasSettled) {
      return {
        sentence: _('{name} : ce lot est noté jusqu’au {known}. Quelle date porte la boîte ?', {
          name,
          known: printed(other),
        }),
        keys: [other, date].map((choice) => ({
          act: `expiry-${choice}`,
          word: printed(choice),
          do: () => settle(choice),
        })),
      };
    }
    if (!isExpired(date, treatment_date) || confirmed) return null;
    return {
      sentence: _('{name} : lot périmé depuis le {day}. Changez de lot, ou confirmez.', {
        name,
        day: day(lastDay(date)),
      }),
      keys: [
        {
          act: 'expired',
          word: _('Vu, je l’emploie'),
          do: () => {
            confirmed = true;
            refresh();
          },
        },
      ],
    };
  }

  /** What has to be settled of the lot, with its keys beside it; and what was. */
  function warning() {
    const stopped = blocked();
    if (stopped?.keys.length) return stoppedNotice(stopped);
    const late = !stopped && confirmed && isExpired(expiry.date(), treatment_date);
    return late
      ? h(
          'p',
          { class: 'notice', role: 'status' },
          _('Lot périmé depuis le {day} : vu, employé.', { day: day(lastDay(expiry.date())) }),
        )
      : '';
  }

  function refresh() {
    const words = amountWords(value());
    offered.replaceChildren(...lotKeys(name, lot.value.trim(), tray, { take, add: addToTray }).filter(Boolean));
    said.replaceChildren(
      ...[
        words ? h('p', { class: 'sum-words' }, words) : '',
        concerning().length
          ? h(
              'p',
              { class: 'notice danger-notice' },
              _('À relire dans les allergies notées : {what}', {
                what: concerning()
                  .map((text) => `«\u00a0${text}\u00a0»`)
                  .join(', '),
              }),
            )
          : '',
        warning(),
      ].filter(Boolean),
    );
    changed();
  }

  const element = h(
    'section',
    { class: 'product', 'data-product-in': name, 'aria-label': name },
    h(
      'header',
      {},
      h('h3', {}, name, entry?.brand ? h('small', { translate: 'no' }, entry.brand) : ''),
      removeKey(_('Retirer {name}', { name }), remove),
    ),
    h('div', { class: 'product-fields' }, volume.element, lotField, expiry.element, kept.element),
    offered,
    said,
    ...factsOf(entry, age_years),
  );
  const [proposed] = lot.value ? [] : tray.lotsOf(name).today;
  if (proposed) take(proposed);
  else refresh();
  return {
    element,
    name,
    value,
    refresh,
    called,
    blocked,
    doubt: volume.doubt,
    allergic: () => concerning().length > 0,
  };
}

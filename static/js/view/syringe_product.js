// The card of one product in a syringe: its box, volume, lot and date, and what is known of it.

import { piecesOf } from '../model/allergies.js';
import { amounts } from '../model/amounts.js';
import { isExpired, lastDay } from '../model/lots.js';
import { _ } from '../texts.js';
import { choices, field, removeKey, stepper } from './fields.js';
import { h, icon } from './dom.js';
import { day } from './days.js';
import { number } from './totals.js';

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
    return choices(_('Présentation'), known.map((p) => [p, p]), chosen, { onchange });
  }
  const [element, input] = field(_('Présentation, si elle sert'), { name: 'presentation', maxlength: 60, placeholder: '20 mg/2 mL', value: product.presentation ?? '', oninput: onchange });
  return { element, value: () => input.value.trim() || null };
}

/** What leaflets say of it, each with who says so; it never keeps anyone from anything. */
function reminders(entry) {
  if (!entry?.reminders.length) return '';
  return h(
    'details', { class: 'product-facts' },
    h('summary', {}, _('Rappels : {what}', { what: entry.reminders[0] }), entry.reminders.length > 1 ? ` (+${entry.reminders.length - 1})` : ''),
    h('ul', {}, ...entry.reminders.slice(1).map((text) => h('li', {}, text))),
    h('p', { class: 'source' }, _('Source : {source}', { source: entry.source })),
  );
}

/**
 * @param {object} product  {name, volume_ml, presentation, lot, expiry, expired_confirmed}
 * @param {object} parts  `entry` of the catalogue or null, `allergies` and `allergens` (model/allergies.js), `treatment_date`, `tray`
 *   ({lotsOf(name) → {today, before}, confirm(lot) → Promise}), `changed()`, `remove()`
 */
export function productCard(product, { entry, allergies, allergens, treatment_date, tray, changed, remove }) {
  const { name } = product;
  let confirmed = Boolean(product.expired_confirmed);
  const kept = box(product, entry, () => refresh());
  const volume = stepper(_('Volume'), { name: 'product-volume', value: product.volume_ml, step: STEP_ML, unit: 'mL', onchange: () => refresh() });
  const [lotField, lot] = field(_('N° de lot'), { name: 'lot', value: product.lot ?? '', maxlength: 200, oninput: () => { confirmed = false; refresh(); } });
  const [expiryField, expiry] = field(_('Péremption'), { name: 'expiry', type: 'month', placeholder: '2027-06', value: product.expiry?.slice(0, 7) ?? '', oninput: () => { confirmed = false; refresh(); } });
  const said = h('div', { class: 'product-said' });
  const offered = h('div', { class: 'offered' });

  const value = () => ({
    name,
    lot: lot.value.trim() || null,
    expiry: expiry.validity.badInput ? '?' : sameMonth(expiry.value) || null,
    volume_ml: volume.value(),
    ...(kept.value() ? { presentation: kept.value() } : {}),
    ...(confirmed ? { expired_confirmed: true } : {}),
  });

  /** What the product is called, to be looked for in the allergies. */
  const called = () => [name, entry?.brand, kept.value()];

  /** The patient's own words that may concern it. */
  const concerning = () => piecesOf(allergies, called(), allergens).filter((piece) => piece.concerns).map((piece) => piece.text);

  /** A day that was recorded stays a day as long as nobody says another month. */
  const sameMonth = (month) => (product.expiry?.startsWith(month) && month ? product.expiry : month);

  const expired = () => {
    const { expiry: date } = value();
    return date !== '?' && isExpired(date, treatment_date);
  };

  function take({ lot: number_, expiry: date, presentation }) {
    lot.value = number_;
    expiry.value = date?.slice(0, 7) ?? '';
    product.expiry = date;
    confirmed = false;
    if (presentation && kept.set) kept.set(presentation);
    refresh();
  }

  const onTray = ({ lot: number_, expiry: date, presentation }) => tray
    .confirm({ name, lot: number_, expiry: date ?? null, presentation: presentation ?? null }).then(refresh);

  /** Lots of today's tray to take with one tap; yesterday's have to be looked at first. */
  function lots() {
    const { today, before } = tray.lotsOf(name);
    const here = lot.value.trim();
    const listed = [...today, ...before].some((l) => l.lot === here);
    return [
      ...today.map((l) => h('button', { type: 'button', class: 'choice lot', 'data-lot': l.lot, 'aria-pressed': String(l.lot === here), onclick: () => take(l) }, icon('check'), l.lot)),
      ...before.filter((l) => !today.some((t) => t.lot === l.lot)).map((l) => h('button', {
        type: 'button', class: 'choice lot before', 'data-lot-before': l.lot, onclick: () => { take(l); onTray({ ...l, name }); },
      }, _('Dernier plateau : {lot}, à vérifier', { lot: l.lot }))),
      here && !listed ? h('button', {
        type: 'button', class: 'choice lot add', 'data-act': 'to-tray', onclick: () => onTray({ name, lot: here, expiry: value().expiry, presentation: kept.value() }),
      }, icon('plus'), _('Au plateau du jour')) : '',
    ];
  }

  function warning() {
    if (!expired()) return '';
    return h(
      'div', { class: 'notice expired', role: 'alert' },
      h('span', {}, _('Lot périmé depuis le {day}.', { day: day(lastDay(value().expiry)) })),
      h('button', { type: 'button', class: 'choice', 'data-act': 'expired', 'aria-pressed': String(confirmed), onclick: () => { confirmed = !confirmed; refresh(); } }, _('Vu, je l’emploie')),
    );
  }

  function refresh() {
    const words = amountWords(value());
    offered.replaceChildren(...lots());
    said.replaceChildren(...[
      words ? h('p', { class: 'sum-words' }, words) : '',
      concerning().length ? h('p', { class: 'notice danger-notice' }, _('À relire dans les allergies notées : {what}', { what: concerning().map((text) => `«\u00a0${text}\u00a0»`).join(', ') })) : '',
      warning(),
    ].filter(Boolean));
    changed();
  }

  const element = h(
    'section', { class: 'product', 'data-product-in': name, 'aria-label': name },
    h('header', {}, h('h3', {}, name, entry?.brand ? h('small', { translate: 'no' }, entry.brand) : ''), removeKey(_('Retirer {name}', { name }), remove)),
    h('div', { class: 'product-fields' }, volume.element, lotField, expiryField, kept.element),
    offered, said, reminders(entry),
  );
  const [proposed] = lot.value ? [] : tray.lotsOf(name).today;
  if (proposed) take(proposed); else refresh();
  return {
    element,
    name,
    value,
    doubt: volume.doubt,
    refresh,
    called,
    allergic: () => concerning().length > 0,
    unconfirmed: () => expired() && !confirmed,
  };
}

// The editor of one syringe. Lots are typed each time: those of last time are never copied.

import { _ } from '../texts.js';
import { h, icon } from './dom.js';

/** A fourth product goes into another syringe. */
const MOST = 3;

const number = (input) => (input.value.trim() === '' ? null : Number(input.value.replace(',', '.')));

function field(label, attributes) {
  const input = h('input', attributes);
  return [h('label', { class: 'field' }, h('span', {}, label), input), input];
}

function productRow(product, changed) {
  const [nameField, name] = field(_('Produit'), { name: 'product', list: 'catalogue', autocomplete: 'off', value: product?.name ?? '', maxlength: 200 });
  const [volumeField, volume] = field(_('mL'), { name: 'product-volume', inputmode: 'decimal', autocomplete: 'off', value: product?.volume_ml ?? '' });
  const [lotField, lot] = field(_('N° de lot'), { name: 'lot', autocomplete: 'off', value: product?.lot ?? '', maxlength: 200 });
  const [expiryField, expiry] = field(_('Péremption'), { name: 'expiry', type: 'month', value: product?.expiry?.slice(0, 7) ?? '' });
  name.addEventListener('input', changed);
  volume.addEventListener('input', changed);
  return {
    element: h('fieldset', { class: 'product' }, nameField, volumeField, lotField, expiryField),
    fill: (text) => { name.value = text; changed(); volume.focus(); },
    value: () => (name.value.trim() ? {
      name: name.value.trim(), lot: lot.value.trim() || null, expiry: expiry.value || null, volume_ml: number(volume),
    } : null),
  };
}

function choices(name, options, chosen) {
  let value = chosen;
  const keys = options.map(([option, label]) => h('button', {
    type: 'button', class: 'choice', 'data-option': option, 'aria-pressed': String(option === value),
    onclick: () => {
      value = value === option ? null : option;
      keys.forEach((key, k) => key.setAttribute('aria-pressed', String(options[k][0] === value)));
    },
  }, label));
  return { element: h('div', { class: 'row', role: 'group', 'aria-label': name }, ...keys), value: () => value };
}

function start(syringe, previous) {
  if (syringe) return syringe;
  if (!previous) return { dry: false, products: [], volume_ml: null, needle_mm: 4, device: 'manual' };
  return { ...previous, products: previous.products.map((p) => ({ ...p, lot: null, expiry: null })) };
}

const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The first name that never enters a mix (a corticoid, a fat dissolver), or undefined. */
export const bannedName = (names, banned) => names.find((n) => banned.some((b) => plain(n).includes(b)));

/** Whether the patient's allergies name one of these products or brands. */
export function allergic(found, allergies) {
  const known = plain(allergies);
  return found.some((p) => [p.name, p.brand].some((n) => n?.length > 2 && known.includes(plain(n))));
}

/** Fields of a syringe; `close` is given the syringe, 'empty', or nothing. */
export function syringeForm({ key, syringe, previous, products, banned, allergies, close }) {
  const from = start(syringe, previous);
  const [volumeField, volume] = field(_('Préparé, en mL'), { name: 'volume', inputmode: 'decimal', autocomplete: 'off', value: from.volume_ml ?? '' });
  const sum = () => {
    const found = rows.map((r) => r.value()?.volume_ml).filter((v) => v > 0);
    if (found.length && !volume.dataset.typed) volume.value = String(Math.round(found.reduce((a, b) => a + b, 0) * 100) / 100);
  };
  volume.addEventListener('input', () => { volume.dataset.typed = 'yes'; });
  const [reasonField, reason] = field(_('Le patient y est noté allergique. Raison de l’employer :'), { name: 'reason', maxlength: 300 });
  reasonField.hidden = true;
  const reminders = h('ul', { class: 'warnings' });
  function remind() {
    const names = rows.map((r) => plain(r.value()?.name ?? '')).filter(Boolean);
    const found = products.filter((p) => names.includes(plain(p.name)));
    reasonField.hidden = !allergic(found.length ? found : names.map((n) => ({ name: n })), allergies);
    reminders.replaceChildren(...found.flatMap((p) => p.reminders.map((r) => h('li', {}, _('{name} : {text}', { name: p.name, text: r })))));
  }
  const rows = Array.from({ length: MOST }, (_unused, k) => productRow(from.products[k], () => { sum(); remind(); }));
  remind();
  const quick = h('div', { class: 'quick', role: 'group', 'aria-label': _('Catalogue') }, ...products.map((p) => h(
    'button', { type: 'button', class: 'choice', 'data-product': p.name, onclick: () => rows.find((r) => !r.value())?.fill(p.name) }, p.name,
  )));
  const needle = choices(_('Aiguille'), [[4, _('Aiguille 4 mm')], [13, _('Aiguille 13 mm')]], from.needle_mm);
  const device = choices(_('Geste'), [['manual', _('Manuel')], ['injector', _('Injecteur')]], from.device);
  const dry = choices(_('Mésothérapie sèche'), [[true, _('Mésothérapie sèche')]], from.dry || null);
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const form = h(
    'form', { class: 'form syringe-form' },
    h('datalist', { id: 'catalogue' }, ...products.map((p) => h('option', { value: p.name }))),
    previous && !syringe ? h('p', { class: 'soft' }, _('Repris de la séance précédente, sans les lots.')) : '',
    quick,
    ...rows.map((r) => r.element),
    h('div', { class: 'two' }, volumeField, dry.element),
    reminders,
    needle.element,
    device.element,
    reasonField,
    wrong,
    h(
      'div', { class: 'dialog-keys' },
      syringe ? h('button', { type: 'button', class: 'quiet danger', 'data-act': 'empty', onclick: () => close('empty') }, icon('trash'), _('Retirer')) : '',
      h('button', { type: 'submit', class: 'primary', 'data-act': 'keep' }, _('Enregistrer')),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const never = bannedName(rows.map((r) => r.value()?.name ?? ''), banned);
    if (never) { wrong.textContent = _('« {name} » n’entre dans aucun mélange de mésothérapie.', { name: never }); return; }
    if (!reasonField.hidden && !reason.value.trim()) { wrong.textContent = _('Dites pourquoi, ou changez de produit.'); return; }
    const isDry = dry.value() === true;
    close({
      key, dry: isDry, products: isDry ? [] : rows.map((r) => r.value()).filter(Boolean),
      volume_ml: isDry ? null : number(volume), needle_mm: needle.value(), device: device.value(),
    }, reasonField.hidden ? '' : reason.value.trim());
  });
  return form;
}

// What was left in each syringe: one tap for an empty one, a volume otherwise; and what that makes.

import { emptySyringe } from '../../model/actions.js';
import { amounts } from '../../model/amounts.js';
import { volumesOf } from '../../model/counts.js';
import { MOST } from '../../model/syringes.js';
import { _ } from '../../texts.js';
import { h } from '../../view/dom.js';
import { decimal, doubt, typed } from '../../view/fields.js';
import { number } from '../../view/totals.js';

const wet = (session) => Object.values(session.syringes).filter((s) => !s.dry && s.volume_ml !== null);

/** The sentence that keeps what was typed from being recorded, or null. */
function leftFault(left_ml, { key, volume_ml }) {
  if (left_ml === null) return null;
  if (Number.isNaN(left_ml) || left_ml < 0 || left_ml > MOST.left_ml)
    return _('Seringue {key} : le reste est un nombre de mL, par exemple 0,5.', { key });
  return left_ml > volume_ml
    ? _('Seringue {key} : il n’en reste pas plus que les {volume} mL préparés.', { key, volume: number(volume_ml, 2) })
    : null;
}

function row(syringe, desk, tell) {
  const { key, volume_ml, left_ml } = syringe;
  const empty = left_ml === 0;
  const take = (event) => {
    const text = event.currentTarget.value;
    const value = decimal(text, 'mL');
    const fault = doubt(text, 'mL') ?? leftFault(value, syringe);
    if (fault) {
      tell(fault);
      return;
    }
    if (value !== left_ml) desk.perform(emptySyringe(key, value));
  };
  return h(
    'div',
    { class: `left-row left-${key}` },
    h('span', {}, h('b', {}, key), ` ${number(volume_ml, 2)} mL`),
    h(
      'button',
      {
        type: 'button',
        class: 'choice',
        'data-act': `empty-${key}`,
        'aria-pressed': String(empty),
        onclick: (event) => {
          event.currentTarget.parentElement.querySelector('input').value = empty ? '' : '0';
          desk.perform(emptySyringe(key, empty ? null : 0));
        },
      },
      _('Vide'),
    ),
    h(
      'label',
      { class: 'with-unit' },
      h('input', {
        inputmode: 'decimal',
        autocomplete: 'off',
        'data-left': key,
        value: typed(left_ml),
        placeholder: _('reste'),
        'aria-label': _('Reste de la seringue {key}, en mL', { key }),
        onchange: take,
      }),
      h('i', {}, 'mL'),
    ),
  );
}

/** "Lidocaïne : 20 mg × 3/4 = 15 mg" for every product of which box and volume are known. */
function amountLines(session) {
  return wet(session).flatMap((s) =>
    amounts(s).map((a) =>
      h(
        'li',
        {},
        a.injected === null
          ? _('{key} · {name} : {volume} mL × {strength} {unit}/mL = {prepared} {unit} préparés', {
              key: s.key,
              name: a.name,
              volume: number(a.volume_ml, 2),
              strength: number(a.strength.per_ml, 2),
              unit: a.strength.unit,
              prepared: number(a.prepared, 2),
            })
          : _('{key} · {name} : {prepared} {unit} × {injected} mL / {volume} mL = {amount} {unit} injectés', {
              key: s.key,
              name: a.name,
              prepared: number(a.prepared, 2),
              unit: a.strength.unit,
              injected: number(Math.max(0, s.volume_ml - s.left_ml), 2),
              volume: number(s.volume_ml, 2),
              amount: number(a.injected, 2),
            }),
      ),
    ),
  );
}

/** The arithmetic of the products, behind a line of its own. */
export function amountsBlock(session) {
  const lines = amountLines(session);
  return lines.length
    ? h('details', { class: 'amounts' }, h('summary', {}, _('Quantités : le calcul')), h('ul', {}, ...lines))
    : '';
}

/** mL injected as a text; of a syringe whose rest nobody noted what was prepared, and that. */
export function injectedText(session) {
  const { injected, open } = volumesOf(session);
  const alone = injected === null && open.length === 1;
  const words = open.map(({ key, volume_ml }) => {
    const volume = number(volume_ml, 2);
    return alone
      ? _('préparé {volume} mL, reste non noté', { volume })
      : _('{key} : préparé {volume} mL, reste non noté', { key, volume });
  });
  return [injected === null ? '' : `${number(injected, 2)} mL`, ...words].filter(Boolean).join(' ; ') || '–';
}

export const hasVolume = (session) => wet(session).length > 0;

/** The block that asks what is left in each syringe; nothing where no volume is known. */
export function leftOver(session, desk, tell) {
  const rows = wet(session);
  if (!rows.length) return [];
  return [
    h('h3', {}, _('Reste dans les seringues')),
    h('div', { class: 'left-over' }, ...rows.map((s) => row(s, desk, tell))),
    h('p', { class: 'injected' }, _('Volume injecté'), h('b', { 'data-total': 'injected_ml' }, injectedText(session))),
    amountsBlock(session),
  ];
}

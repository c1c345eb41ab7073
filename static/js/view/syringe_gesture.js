// By which needle and gesture a syringe is injected, and whether the needle reaches what it is used for.

import { LEVELS } from '../model/depths.js';
import { _ } from '../texts.js';
import { h } from './dom.js';
import { choices, decimal, doubt, field, typed } from './fields.js';
import { number } from './totals.js';

/** @import { Recipe } from '../model/syringes.js' */

/**
 * @typedef {{mm: number, gauge?: number | null}} Needle
 * @typedef {{depth: string | null, mm: number} | null} Used  the deepest of what a syringe is used for
 */

/**
 * The needles of a page that an older version kept, which had no list of the practice's own.
 * @type {readonly Needle[]}
 */
const NEEDLES = Object.freeze([{ mm: 4 }, { mm: 6 }, { mm: 13 }]);

const inUse = (/** @type {readonly Needle[] | undefined} */ listed) => (listed?.length ? listed : NEEDLES);

/** What a syringe begins with: the practice's 4 mm, else its first. */
export function firstNeedle(listed) {
  const all = inUse(listed);
  const { mm, gauge } = all.find((n) => n.mm === 4) ?? all[0];
  return { needle_mm: mm, needle_gauge: gauge ?? null };
}

const keyOf = (/** @type {Needle} */ { mm, gauge }) => (gauge ? `${mm}-${gauge}` : String(mm));
const nameOf = (/** @type {Needle} */ { mm, gauge }) => `${number(mm, 1)}\u00a0mm${gauge ? ` ${gauge}G` : ''}`;

/** @returns {Needle | null} */
const needleOf = (/** @type {Recipe} */ { needle_mm, needle_gauge }) =>
  (needle_mm ?? null) === null ? null : { mm: needle_mm, gauge: needle_gauge };

/** The practice's needles as keys; one that the syringe has and the practice uses no more stays among them. */
function needleKeys(listed, start, onchange) {
  const own = needleOf(start);
  const all = inUse(listed);
  const shown = own && !all.some((n) => keyOf(n) === keyOf(own)) ? [...all, own] : all;
  const options = shown.map((n) => [keyOf(n), nameOf(n)]);
  const keys = choices(_('Aiguille'), options, own && keyOf(own), { onchange });
  const value = () => {
    const { mm = null, gauge } = shown.find((n) => keyOf(n) === keys.value()) ?? {};
    return { needle_mm: mm, ...(gauge ? { needle_gauge: gauge } : {}) };
  };
  /** The needle of a recipe, else one as long. */
  const set = (recipe) => {
    const asked = needleOf(recipe);
    const found = asked && (shown.find((n) => keyOf(n) === keyOf(asked)) ?? shown.find((n) => n.mm === asked.mm));
    keys.set(found ? keyOf(found) : null);
  };
  return { element: keys.element, value, set };
}

/** The injector's own settings, shown while an injector is in hand. */
function injector(from) {
  const made = [
    ['depth_mm', _('Profondeur'), 'mm', 'mm'],
    ['drop_ml', _('Volume d’une goutte'), 'mL', 'mL'],
    ['shots_per_s', _('Cadence'), 'coups/s', _('coups/s')],
  ].map(([name, label, unit, shown]) => {
    const [element, input] = field(`${label} (${shown})`, { name, inputmode: 'decimal', value: typed(from[name]) });
    return { name, element, value: () => decimal(input.value, unit), doubt: () => doubt(input.value, unit) };
  });
  return {
    element: h('div', { class: 'three' }, ...made.map((one) => one.element)),
    value: () => Object.fromEntries(made.map((one) => [one.name, one.value()]).filter(([, v]) => v !== null)),
    doubt: () => made.map((one) => one.doubt()).find(Boolean) ?? null,
  };
}

/** The words where the needle is too short for what the syringe is used for, else ''; nothing is refused. */
function needleWords(needle_mm, /** @type {Used} */ used) {
  if (!used || needle_mm === null || needle_mm >= used.mm) return '';
  const what = used.depth
    ? _('{depth}, jusqu’à {mm} mm', { depth: _(LEVELS[used.depth].name), mm: used.mm })
    : _('réglage de l’injecteur : {mm} mm', { mm: number(used.mm, 1) });
  return _('À noter : aiguille de {needle} mm ; cette seringue sert plus profond ({what}).', {
    needle: number(needle_mm, 1),
    what,
  });
}

/**
 * Needle and gesture as fields; `show()` brings what depends on them up to date.
 * @param {Recipe} start
 * @param {{needles?: Needle[], deepest: (depth_mm: number | null) => Used, onchange: () => void}} parts
 *   `deepest(depth_mm)` of what the syringe is used for, an injector set to `depth_mm` among it
 */
export function gestureFields(start, { needles, deepest, onchange }) {
  const needle = needleKeys(needles, start, onchange);
  const device = choices(
    _('Geste'),
    [
      ['manual', _('Manuel')],
      ['injector', _('Injecteur')],
    ],
    start.device ?? null,
    { onchange },
  );
  const settings = injector(start);
  settings.element.addEventListener('input', show);
  const note = h('p', { class: 'soft needle-note', role: 'status' });

  const injects = () => device.value() === 'injector';
  const setTo = () => (injects() ? settings.value() : {});
  const value = () => ({ ...needle.value(), device: device.value(), ...setTo() });

  function show() {
    settings.element.hidden = !injects();
    note.textContent = needleWords(needle.value().needle_mm, deepest(setTo().depth_mm ?? null));
  }

  function set(recipe) {
    needle.set(recipe);
    device.set(recipe.device ?? null);
  }

  return {
    keys: [
      h('div', { class: 'field' }, h('span', {}, _('Geste')), device.element),
      h('div', { class: 'field needles' }, h('span', {}, _('Aiguille')), needle.element),
    ],
    below: [settings.element, note],
    value,
    set,
    show,
    /** The sentence for a figure of the injector that can be read in two ways, or null. */
    doubt: () => (injects() ? settings.doubt() : null),
  };
}

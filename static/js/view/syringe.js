// The editor of one syringe: what is in it, how much, by which needle and gesture.
// Lots are those of today's tray or typed anew; those of last time are never copied.

import { MOST, MOST_PRODUCTS, faultOf } from '../model/syringes.js';
import { LEVELS } from '../model/depths.js';
import { entryOf } from '../model/products.js';
import { refusedIn } from '../model/refused.js';
import { _ } from '../texts.js';
import { allergiesPlace } from './allergies.js';
import { h, icon } from './dom.js';
import { choices, decimal, doubt, field, stepper, typed } from './fields.js';
import { productCard } from './syringe_product.js';
import { productPicker } from './syringe_pick.js';
import { number } from './totals.js';

/** @import { Allergens } from '../model/allergies.js' */
/** @import { Refused } from '../model/refused.js' */
/** @import { Recipe, Syringe } from '../model/syringes.js' */
/** @import { Mix, Product } from './syringe_pick.js' */
/** @import { Tray } from './syringe_product.js' */

const NEW = Object.freeze({ dry: false, products: [], volume_ml: null, needle_mm: null, device: 'manual' });

const FAULTS = {
  volume: () =>
    _('Le volume préparé est un nombre de mL entre 0 et {most}, par exemple 2,5.', { most: MOST.volume_ml }),
  'product-volume': (name) =>
    _('{name} : le volume est un nombre de mL entre 0 et {most}, par exemple 0,5.', { name, most: MOST.volume_ml }),
  refused: (name) => _('« {name} » n’entre dans aucun mélange de mésothérapie.', { name }),
  depth_mm: () => _('La profondeur de l’injecteur est un nombre de mm entre 0 et {most}.', { most: MOST.depth_mm }),
  drop_ml: () =>
    _('Le volume d’une goutte est un nombre de mL entre 0 et {most}, par exemple 0,02.', { most: MOST.drop_ml }),
  shots_per_s: () => _('La cadence est un nombre de coups par seconde entre 0 et {most}.', { most: MOST.shots_per_s }),
};

/** The first sentence of functions that may have one, or null. */
const firstDoubt = (asked) => asked.reduce((said, ask) => said ?? ask(), null);

function sentenceOf({ fault, product = null }, refused) {
  const name = fault === 'refused' ? refusedIn(product, refused) : product?.name;
  return (FAULTS[fault] ?? (() => _('Cette seringue ne peut pas être enregistrée ainsi.')))(name);
}

/** The injector's own settings, shown while an injector is in hand. */
function injector(from) {
  const made = [
    ['depth_mm', _('Profondeur'), 'mm', 'mm'],
    ['drop_ml', _('Volume d’une goutte'), 'mL', 'mL'],
    ['shots_per_s', _('Cadence'), 'coups/s', _('coups/s')],
  ].map(([name, label, unit, shown]) => [
    name,
    unit,
    ...field(`${label} (${shown})`, { name, inputmode: 'decimal', value: typed(from[name]) }),
  ]);
  return {
    element: h('div', { class: 'three' }, ...made.map(([, , element]) => element)),
    value: () =>
      Object.fromEntries(
        made.map(([name, unit, , input]) => [name, decimal(input.value, unit)]).filter(([, v]) => v !== null),
      ),
    doubt: () =>
      firstDoubt(
        made.map(
          ([, unit, , input]) =>
            () =>
              doubt(input.value, unit),
        ),
      ),
  };
}

/** A page that was kept before a practice had needles of its own. */
const NEEDLES = Object.freeze([{ mm: 4 }, { mm: 6 }, { mm: 13 }]);

/** What a syringe begins with: the practice's 4 mm, else its first. */
function firstNeedle(listed) {
  const all = listed?.length ? listed : NEEDLES;
  const { mm, gauge } = all.find((n) => n.mm === 4) ?? all[0];
  return { needle_mm: mm, needle_gauge: gauge ?? null };
}

const needleKey = ({ mm, gauge }) => (gauge ? `${mm}-${gauge}` : String(mm));
const needleName = ({ mm, gauge }) => `${number(mm, 1)}\u00a0mm${gauge ? ` ${gauge}G` : ''}`;

/** The practice's needles as keys; one that the syringe has and the practice uses no more stays among them. */
function needleKeys(listed, start, onchange) {
  const own =
    start.needle_mm === null || start.needle_mm === undefined
      ? null
      : { mm: start.needle_mm, gauge: start.needle_gauge };
  const all = listed?.length ? listed : NEEDLES;
  const kept = own && !all.some((n) => needleKey(n) === needleKey(own)) ? [...all, own] : all;
  const found = new Map(kept.map((n) => [needleKey(n), n]));
  const keys = choices(
    _('Aiguille'),
    kept.map((n) => [needleKey(n), needleName(n)]),
    own && needleKey(own),
    { onchange },
  );
  const value = () => {
    const { mm = null, gauge } = found.get(keys.value()) ?? {};
    return { needle_mm: mm, ...(gauge ? { needle_gauge: gauge } : {}) };
  };
  const set = ({ needle_mm, needle_gauge }) => {
    const key = (needle_mm ?? null) === null ? null : needleKey({ mm: needle_mm, gauge: needle_gauge });
    keys.set(found.has(key) ? key : ([...found.keys()].find((k) => found.get(k).mm === needle_mm) ?? null));
  };
  return { element: keys.element, value, set };
}

/** The needle does not reach what the syringe is used for: said, and that is all. */
function needleWords(needle_mm, used) {
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
 * @typedef {object} SyringeParts
 * @property {string} key
 * @property {Syringe | Recipe | null} from
 * @property {boolean} repeated  it is last time's recipe
 * @property {boolean} stands  it is in the session
 * @property {Product[]} products
 * @property {Refused} refused
 * @property {() => Record<string, any>} patient  as they are by now
 * @property {() => Promise<void>} askKnown  opens the sheet of allergies and treatments
 * @property {(hear: () => void) => () => void} [onKnown]  says when they are others; gives back the way to stop
 * @property {Allergens} allergens
 * @property {string} treatment_date
 * @property {Tray} tray
 * @property {{list: () => Mix[], save: (recipe: Recipe) => void, manage: () => Promise<void>}} mixes
 * @property {(depth_mm: number | null) => {depth: string | null, mm: number} | null} deepest
 * @property {number | null} age_years
 * @property {{mm: number, gauge?: number}[]} [needles]
 * @property {string | null} next  key of the syringe for a fourth product
 * @property {string} [also]  what keeping it does besides
 * @property {string | null} [add]  a product to begin with
 * @property {(value?: {made: Syringe, then?: {key: string, product: string} | null} | {gone: true}) => void} close
 */

/**
 * Fields of a syringe.
 * @param {SyringeParts} parts
 */
export function syringeForm(parts) {
  const { key, products, refused, allergens, treatment_date, tray, mixes, close } = parts;
  const allergies = () => parts.patient().allergies;
  /** @type {Recipe & {allergy_reason?: string}} */
  const start = { ...NEW, ...(parts.from ?? firstNeedle(parts.needles)) };
  const wrong = h('div', { class: 'foot-words', role: 'alert' });
  const cards = h('div', { class: 'cards' });
  const needleNote = h('p', { class: 'soft needle-note', role: 'status' });
  const noted = allergiesPlace({ patient: parts.patient, ask: parts.askKnown, allergens });
  let made = [];
  let typedVolume = false;
  let picking = false;

  const dry = choices(
    _('Contenu'),
    [
      [false, _('Mélange')],
      [true, _('Mésothérapie sèche')],
    ],
    Boolean(start.dry),
    { always: true, onchange: show },
  );
  const volume = stepper(_('Préparé'), {
    name: 'volume',
    value: start.volume_ml,
    step: 0.5,
    unit: 'mL',
    onchange: () => {
      typedVolume = true;
    },
  });
  const needle = needleKeys(parts.needles, start, show);
  const device = choices(
    _('Geste'),
    [
      ['manual', _('Manuel')],
      ['injector', _('Injecteur')],
    ],
    start.device ?? null,
    { onchange: show },
  );
  const settings = injector(start);
  settings.element.addEventListener('input', () => showNeedle());
  const [reasonField, reason] = field(_('Une allergie notée peut concerner un produit. Raison de l’employer :'), {
    name: 'reason',
    maxlength: 300,
    value: start.allergy_reason ?? '',
  });
  const repeatedWords = h(
    'p',
    { class: 'soft repeated-words', hidden: !parts.repeated || null },
    _('Repris de la séance précédente, sans les lots.'),
  );
  const fourth = h('p', { class: 'notice', role: 'status' });
  const adder = h('button', { type: 'button', class: 'quiet adder', 'data-act': 'add-product', onclick: pick });
  const keepMix = h(
    'button',
    { type: 'button', class: 'quiet', 'data-act': 'keep-mix', onclick: () => mixes.save(syringe()) },
    icon('star'),
    _('Garder ce mélange'),
  );
  const picker = productPicker({
    products,
    refused,
    mixes: mixes.list,
    refuse: (sentence) => say({ sentence, keys: [] }),
    add: (name) => addProduct({ name }),
    apply,
    manage: async () => {
      await mixes.manage();
      picker.show();
    },
  });

  picker.element.prepend(fourth);

  /** What the fields say; a syringe that is dry holds nothing. */
  function syringe() {
    const isDry = dry.value();
    return {
      key,
      dry: isDry,
      products: isDry ? [] : made.map((card) => card.value()),
      volume_ml: isDry ? null : volume.value(),
      ...needle.value(),
      device: device.value(),
      ...(device.value() === 'injector' ? settings.value() : {}),
      ...(asksReason() && reason.value.trim() ? { allergy_reason: reason.value.trim() } : {}),
    };
  }

  const asksReason = () => !dry.value() && made.some((card) => card.allergic());

  /** What keeps this syringe from being recorded: {sentence, keys, and the field that waits}, or null. */
  function fault() {
    const found = faultOf(syringe(), refused);
    if (found && found.fault !== 'expiry') return { sentence: sentenceOf(found, refused), keys: [] };
    const stopped = dry.value() ? null : made.map((card) => card.blocked()).find(Boolean);
    if (stopped) return stopped;
    return asksReason() && !reason.value.trim()
      ? { sentence: _('Dites pourquoi, ou changez de produit.'), keys: [], field: reason }
      : null;
  }

  /** Say what is wrong at the foot, with the keys that settle it beside it; the foot keeps its height. */
  function say(stopped) {
    wrong.replaceChildren(
      ...(stopped
        ? [
            h('span', { class: 'wrong' }, stopped.sentence),
            ...stopped.keys.map(({ act, word, do: work }) =>
              h(
                'button',
                {
                  type: 'button',
                  class: 'choice',
                  'data-act': `foot-${act}`,
                  onclick: () => {
                    work();
                    say(null);
                  },
                },
                word,
              ),
            ),
          ]
        : []),
    );
  }

  function keep(then = null) {
    const stopped = fault();
    say(stopped);
    if (!stopped) close({ made: syringe(), then });
    else stopped.field?.focus();
  }

  function pick() {
    picking = true;
    show();
    picker.element.scrollIntoView({ block: 'start' });
  }

  function addProduct(product) {
    say(null);
    if (made.some((card) => card.name === product.name)) {
      picking = false;
      show();
      return;
    }
    if (made.length < MOST_PRODUCTS) {
      take(product);
      picking = false;
      show();
      return;
    }
    if (parts.next) keep({ key: parts.next, product: product.name });
    else
      say({ sentence: _('Trois produits au plus par seringue, et les seringues suivantes sont pleines.'), keys: [] });
  }

  function take(product) {
    const entry = entryOf(products, product.name);
    const card = productCard(product, {
      entry,
      allergies,
      allergens,
      age_years: parts.age_years,
      treatment_date,
      tray,
      changed: changedCard,
      remove: () => {
        made = made.filter((c) => c !== card);
        card.element.remove();
        changedCard();
        show();
      },
    });
    made.push(card);
    cards.append(card.element);
    changedCard();
  }

  /** A favourite mix takes the place of what is here; today's lots come with it, others never do. */
  function apply({ recipe }) {
    made = [];
    cards.replaceChildren();
    typedVolume = false;
    recipe.products.forEach(take);
    stand(recipe.volume_ml);
    needle.set(recipe);
    device.set(recipe.device ?? null);
    picking = false;
    show();
  }

  /** mL of the products together. */
  const sum = () =>
    made
      .map((card) => card.value().volume_ml)
      .filter((v) => v > 0)
      .reduce((a, b) => a + b, 0);

  /** A volume that was prepared before: the products' sum goes on following them, another was typed and stays. */
  function stand(volume_ml) {
    if (volume_ml === null || volume_ml === undefined) return;
    typedVolume = Math.abs(volume_ml - sum()) > 1e-9;
    volume.set(volume_ml);
  }

  function changedCard() {
    say(null);
    noted.show(made.flatMap((card) => card.called()));
    if (!typedVolume && sum()) volume.set(sum());
    reasonField.hidden = !asksReason();
    if (start.products.length)
      repeatedWords.hidden = !parts.repeated || !made.some((card) => start.products.some((p) => p.name === card.name));
    keepMix.classList.toggle('away', dry.value() || !made.length);
  }

  function showNeedle() {
    const set_mm = device.value() === 'injector' ? (settings.value().depth_mm ?? null) : null;
    needleNote.textContent = needleWords(needle.value().needle_mm, parts.deepest(set_mm));
  }

  const adderWords = () => {
    if (made.length < MOST_PRODUCTS) return _('Ajouter un produit');
    return parts.next
      ? _('Un quatrième produit, dans la seringue {key}', { key: parts.next })
      : _('Trois produits : la seringue est complète');
  };

  function show() {
    const isDry = dry.value();
    form.toggleAttribute('data-dry', isDry);
    picker.element.hidden = isDry || (made.length > 0 && !picking);
    adder.hidden = isDry || !picker.element.hidden;
    fourth.hidden = made.length < MOST_PRODUCTS || !parts.next;
    fourth.textContent = parts.next
      ? _('Cette seringue a ses trois produits : le suivant ira dans la seringue {key}.', { key: parts.next })
      : '';
    adder.replaceChildren(icon('plus'), adderWords());
    adder.setAttribute('aria-disabled', String(made.length >= MOST_PRODUCTS && !parts.next));
    cards.hidden = isDry;
    volume.element.hidden = isDry || !made.length;
    settings.element.hidden = device.value() !== 'injector';
    changedCard();
    showNeedle();
  }

  const body = h(
    'div',
    { class: 'syringe-body' },
    noted.element,
    dry.element,
    parts.add
      ? h(
          'p',
          { class: 'notice', role: 'status' },
          _('Trois produits au plus par seringue : « {name} » va dans la seringue {key}.', { name: parts.add, key }),
        )
      : '',
    repeatedWords,
    h('p', { class: 'soft only-dry' }, _('Rien n’est injecté : ni produit, ni volume.')),
    cards,
    picker.element,
    adder,
    reasonField,
    h(
      'div',
      { class: 'use' },
      volume.element,
      h('div', { class: 'field' }, h('span', {}, _('Geste')), device.element),
      h('div', { class: 'field needles' }, h('span', {}, _('Aiguille')), needle.element),
    ),
    settings.element,
    needleNote,
  );
  const form = h(
    'form',
    { class: 'syringe-form', novalidate: true },
    body,
    h(
      'div',
      { class: 'dialog-foot' },
      wrong,
      h(
        'div',
        { class: 'dialog-keys' },
        parts.stands
          ? h(
              'button',
              { type: 'button', class: 'quiet danger', 'data-act': 'empty', onclick: () => close({ gone: true }) },
              icon('trash'),
              _('Retirer'),
            )
          : '',
        keepMix,
        h(
          'button',
          { type: 'submit', class: 'primary', 'data-act': 'keep' },
          _('Enregistrer'),
          parts.also ? h('small', {}, parts.also) : '',
        ),
      ),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    keep();
  });
  start.products.forEach(take);
  stand(start.volume_ml);
  show();
  const deaf = parts.onKnown?.(() => {
    if (!form.isConnected) {
      deaf();
      return;
    }
    noted.changed();
    made.forEach((card) => card.refresh());
    changedCard();
  });
  if (parts.add) addProduct({ name: parts.add });
  return form;
}

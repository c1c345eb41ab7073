// The editor of one syringe: what is in it, how much, by which needle and gesture.
// Lots are those of today's tray or typed anew; those of last time are never copied.

import { refusedAsInjected } from '../model/refused.js';
import { MOST_PRODUCTS, faultOf } from '../model/syringes.js';
import { _ } from '../texts.js';
import { allergiesPlace } from './allergies.js';
import { h, icon } from './dom.js';
import { choices, field } from './fields.js';
import { filledCards, preparedVolume } from './syringe_filled.js';
import { formFoot, sentenceOf } from './syringe_foot.js';
import { firstNeedle, gestureFields } from './syringe_gesture.js';
import { productPicker } from './syringe_pick.js';

/** @import { Allergens } from '../model/allergies.js' */
/** @import { Refused } from '../model/refused.js' */
/** @import { Recipe, Syringe } from '../model/syringes.js' */
/** @import { Needle, Used } from './syringe_gesture.js' */
/** @import { Mix, Product } from './syringe_pick.js' */
/** @import { Stopped } from './syringe_foot.js' */
/** @import { Tray } from './syringe_lot.js' */

const NEW = Object.freeze({ dry: false, products: [], volume_ml: null, needle_mm: null, device: 'manual' });

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
 * @property {(depth_mm: number | null) => Used} deepest
 * @property {number | null} age_years
 * @property {Needle[]} [needles]
 * @property {string | null} next  key of the syringe for a fourth product
 * @property {string} [also]  what keeping it does besides
 * @property {string | null} [add]  a product to begin with
 * @property {(ask: () => boolean) => void} [holds]  is given what tells whether something was changed and not kept
 * @property {(value?: {made: Syringe, then?: {key: string, product: string} | null} | {gone: true}) => void} close
 */

const keyWords = (full, next) => {
  if (!full) return _('Ajouter un produit');
  return next
    ? _('Un quatrième produit, dans la seringue {key}', { key: next })
    : _('Trois produits : la seringue est complète');
};

/**
 * The catalogue, and the key that opens it again once there is a product.
 * @param {Parameters<typeof productPicker>[0] & {next: string | null, onopen: () => void}} parts  a fourth product goes
 *   into the syringe `next`
 */
function catalogue({ next, onopen, manage, ...picks }) {
  let open = false;
  const picker = productPicker({
    ...picks,
    manage: async () => {
      await manage();
      picker.show();
    },
  });
  const words = next
    ? _('Cette seringue a ses trois produits : le suivant ira dans la seringue {key}.', { key: next })
    : '';
  const fourth = h('p', { class: 'notice', role: 'status' }, words);
  picker.element.prepend(fourth);
  const onclick = () => {
    open = true;
    onopen();
    picker.element.scrollIntoView({ block: 'start' });
  };
  const key = h('button', { type: 'button', class: 'quiet adder', 'data-act': 'add-product', onclick });

  return {
    elements: [picker.element, key],
    field: picker.field,
    clear: picker.clear,
    take: picker.take,
    /** The name that is written and not added, '' for none. */
    pending: () => (picker.element.hidden ? '' : picker.pending()),
    shut() {
      open = false;
    },
    /** Show the picker for a syringe with `count` products; a dry syringe takes none. */
    show(count, isDry) {
      const full = count >= MOST_PRODUCTS;
      picker.element.hidden = isDry || (count > 0 && !open);
      key.hidden = isDry || !picker.element.hidden;
      fourth.hidden = !full || !next;
      key.replaceChildren(icon('plus'), keyWords(full, next));
      key.setAttribute('aria-disabled', String(full && !next));
    },
  };
}

/**
 * A product that is written and not added: a beginning that one looked for, or a name; one tap says which.
 * @returns {Stopped | null}
 */
function unadded(shelf, refused) {
  const name = shelf.pending();
  if (!name) return null;
  const drop = { act: 'drop-typed', word: _('Effacer'), do: shelf.clear };
  if (refusedAsInjected(name, refused))
    return { sentence: sentenceOf({ fault: 'refused', product: { name } }, refused), keys: [drop] };
  const add = { act: 'add-typed', word: _('Ajouter « {name} »', { name }), do: () => shelf.take(name) };
  return { sentence: _('« {name} » n’est pas ajouté.', { name: shelf.field.value.trim() }), keys: [add, drop] };
}

/** Why this syringe is here: a product that did not fit into another. */
const overflowNotice = (name, key) =>
  h(
    'p',
    { class: 'notice', role: 'status' },
    _('Trois produits au plus par seringue : « {name} » va dans la seringue {key}.', { name, key }),
  );

const contents = (isDry, onchange) =>
  choices(
    _('Contenu'),
    [
      [false, _('Mélange')],
      [true, _('Mésothérapie sèche')],
    ],
    isDry,
    { always: true, onchange },
  );

/**
 * Fields of a syringe.
 * @param {SyringeParts} parts
 */
export function syringeForm(parts) {
  const { key, refused, allergens, mixes, close } = parts;
  /** @type {Recipe & {allergy_reason?: string}} */
  const start = { ...NEW, ...(parts.from ?? firstNeedle(parts.needles)) };
  const noted = allergiesPlace({ patient: parts.patient, ask: parts.askKnown, allergens });
  const filled = filledCards({ ...parts, allergies: () => parts.patient().allergies, changed, removed: show });
  const volume = preparedVolume(start.volume_ml, filled.sum_ml);
  const gesture = gestureFields(start, { ...parts, onchange: show });
  const dry = contents(Boolean(start.dry), show);
  const [reasonField, reason] = field(_('Une allergie notée peut concerner un produit. Raison de l’employer :'), {
    name: 'reason',
    maxlength: 300,
    value: start.allergy_reason ?? '',
  });
  const repeated = h('p', { class: 'soft repeated-words' }, _('Repris de la séance précédente, sans les lots.'));
  const shelf = catalogue({
    next: parts.next,
    products: parts.products,
    refused,
    mixes: mixes.list,
    refuse: (sentence) => foot.say({ sentence, keys: [] }),
    add: (name) => addProduct({ name }),
    apply,
    manage: mixes.manage,
    onopen: show,
  });
  const foot = formFoot({
    also: parts.also,
    empty: parts.stands ? () => close({ gone: true }) : null,
    keepMix: () => mixes.save(syringe()),
  });

  const asksReason = () => !dry.value() && filled.allergic();

  /** What the fields say; a syringe that is dry holds nothing. */
  function syringe() {
    const isDry = dry.value();
    return {
      key,
      dry: isDry,
      products: isDry ? [] : filled.values(),
      volume_ml: isDry ? null : volume.value(),
      ...gesture.value(),
      ...(asksReason() && reason.value.trim() ? { allergy_reason: reason.value.trim() } : {}),
    };
  }

  /**
   * What keeps this syringe from being recorded, and the field that waits.
   * @returns {Stopped | null}
   */
  function fault() {
    const unclear = (dry.value() ? null : (volume.doubt() ?? filled.doubt())) ?? gesture.doubt();
    if (unclear) return { sentence: unclear, keys: [] };
    const found = faultOf(syringe(), refused);
    if (found && found.fault !== 'expiry') return { sentence: sentenceOf(found, refused), keys: [] };
    const stopped = dry.value() ? null : filled.blocked();
    if (stopped) return stopped;
    const waiting = unadded(shelf, refused);
    if (waiting) return waiting;
    return asksReason() && !reason.value.trim()
      ? { sentence: _('Dites pourquoi, ou changez de produit.'), keys: [], field: reason }
      : null;
  }

  function keep(then = null) {
    const stopped = fault();
    foot.say(stopped);
    if (!stopped) close({ made: syringe(), then });
    else stopped.field?.focus();
  }

  function addProduct(product) {
    foot.say(null);
    const isHere = filled.has(product.name);
    if (isHere || filled.count() < MOST_PRODUCTS) {
      if (!isHere) filled.take(product);
      shelf.shut();
      show();
    } else if (parts.next) keep({ key: parts.next, product: product.name });
    else {
      const sentence = _('Trois produits au plus par seringue, et les seringues suivantes sont pleines.');
      foot.say({ sentence, keys: [] });
    }
  }

  /** A favourite mix takes the place of what is here; today's lots come with it, others never do. */
  function apply({ recipe }) {
    filled.clear();
    recipe.products.forEach(filled.take);
    volume.stand(recipe.volume_ml);
    gesture.set(recipe);
    shelf.shut();
    show();
  }

  function changed() {
    foot.say(null);
    noted.show(filled.called());
    volume.follow();
    reasonField.hidden = !asksReason();
    repeated.hidden = !parts.repeated || (start.products.length > 0 && !start.products.some((p) => filled.has(p.name)));
    foot.offerMix(!dry.value() && filled.count() > 0);
  }

  function show() {
    const isDry = dry.value();
    form.toggleAttribute('data-dry', isDry);
    shelf.show(filled.count(), isDry);
    filled.element.hidden = isDry;
    volume.element.hidden = isDry || !filled.count();
    changed();
    gesture.show();
  }

  const body = h(
    'div',
    { class: 'syringe-body' },
    noted.element,
    dry.element,
    parts.add ? overflowNotice(parts.add, key) : '',
    repeated,
    h('p', { class: 'soft only-dry' }, _('Rien n’est injecté : ni produit, ni volume.')),
    filled.element,
    ...shelf.elements,
    reasonField,
    h('div', { class: 'use' }, volume.element, ...gesture.keys),
    ...gesture.below,
  );
  const onsubmit = (event) => {
    event.preventDefault();
    keep();
  };
  const form = h('form', { class: 'syringe-form', novalidate: true, onsubmit }, body, foot.element);
  start.products.forEach(filled.take);
  volume.stand(start.volume_ml);
  show();
  const deaf = parts.onKnown?.(() => {
    if (!form.isConnected) {
      deaf();
      return;
    }
    noted.changed();
    filled.refresh();
    changed();
  });
  if (parts.add) addProduct({ name: parts.add });
  const said = () => JSON.stringify([syringe(), shelf.pending()]);
  const before = said();
  parts.holds?.(() => said() !== before);
  return form;
}

// Accord: what it will take and cost, what was asked before, and that the patient was told.

import { answerCheck } from '../../model/actions.js';
import { _, N_ } from '../../texts.js';
import { h, icon, morph } from '../../view/dom.js';
import { nearestWords } from '../../view/nearest.js';
import { cm2, money, number, minutesText, plusMinus } from '../../view/totals.js';

/** Acts before the injections, each a key that says it was done. */
const DONE_BEFORE = Object.freeze([
  ['informed', N_('Information donnée')],
  ['antisepsis', N_('Antisepsie faite')],
]);

const NEXT = new Map([
  [undefined, true],
  [true, false],
  [false, null],
]);

function question(/** @type {readonly string[]} */ [name, label], desk) {
  const answer = desk.session().checks[name]?.answer;
  const word = answer === true ? _('oui') : _('non');
  return h(
    'button',
    {
      type: 'button',
      class: 'check',
      'data-check': name,
      'data-answer': String(answer ?? ''),
      onclick: () => desk.perform(answerCheck(name, NEXT.get(answer))),
    },
    h('span', {}, _(label)),
    h('b', {}, answer === undefined ? '–' : word),
  );
}

function figure(label, value, unit = '', old = false) {
  return h(
    'div',
    { class: `figure${old ? ' old' : ''}` },
    h('b', {}, value),
    unit ? ` ${unit}` : '',
    h('span', {}, label),
    h('small', {}, old ? _('au dernier contact') : '\u00a0'),
  );
}

/** The plan as the server measured it; with the server gone, as it did last. */
function figures(found) {
  const old = found.gone();
  const plan = found.fresh() || old ? found.totals()?.plan : null;
  const treated_cm2 = old ? (found.live_cm2() ?? plan?.treated_cm2) : plan?.treated_cm2;
  return h(
    'div',
    { class: 'figures' },
    figure(_('Points'), number(found.planned())),
    figure(
      _('Surface traitée'),
      plan ? cm2(treated_cm2) : '…',
      plan ? ['cm²', old ? '' : plusMinus(plan.uncertainty_pct)].filter(Boolean).join(' ') : '',
      old && found.live_cm2() === null,
    ),
    figure(_('Durée prévue'), plan ? minutesText(plan.minutes) : '…', '', Boolean(plan) && old),
  );
}

/** What the server says of the drawing: an outline on skin that is turned away, for one. */
function warnings(found, session) {
  const sentences = new Set([nearestWords(session), ...(found.totals()?.plan?.warnings ?? []).map((w) => w.sentence)]);
  return [...sentences].filter(Boolean).map((sentence) => h('p', { class: 'notice' }, sentence));
}

/** What is said of the price itself: that it is awaited, or of when it is. */
function priceWords(quote) {
  if (!quote) return _('Calcul du prix…');
  if (!quote.failed) return '';
  return quote.lines ? _('au dernier contact') : _('dès que le serveur répond');
}

/** A number of a paper is one word: no line ends behind its hyphens. */
const unbroken = (text) => text.replaceAll('-', '-\u2060');

/** The fee and its paper: as high before the figure is there as afterwards, so that nothing moves. */
function price(quote, boot) {
  const known = quote?.lines;
  const issued = quote?.issued?.at(-1);
  return h(
    'div',
    { class: 'price' },
    h(
      'p',
      { class: 'sum' },
      h('span', {}, _('Honoraires'), h('small', {}, priceWords(quote))),
      h(
        'b',
        { 'data-total': 'fee', class: quote?.failed ? 'old' : null },
        known ? money(quote.total_cents, quote.currency) : '…',
      ),
    ),
    h(
      'a',
      { class: 'quiet', href: boot.urls.estimate, 'data-act': 'estimate' },
      icon('paper'),
      h('span', {}, issued ? _('Devis {number}', { number: unbroken(issued.number) }) : _('Établir le devis')),
    ),
  );
}

/** What the fee is made of, and what the law says of it. */
function priceLines(quote) {
  if (!quote?.lines) return [];
  return [
    h('h3', {}, _('Détail des honoraires')),
    h(
      'ul',
      { class: 'lines' },
      ...quote.lines.map((line) =>
        h(
          'li',
          {},
          h('span', {}, line.label, h('small', {}, line.explanation)),
          h('b', {}, money(line.amount_cents, quote.currency)),
        ),
      ),
    ),
    ...quote.notices.map((n) => h('p', { class: 'notice' }, n.sentence)),
  ];
}

/** @import { Assign } from '../syringes/assign.js' */
/** @import { Questions } from '../record/checklist.js' */
/** @import { DayLots } from '../syringes/day_lots.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Figures } from '../map/figures.js' */
/** @import { Notes } from '../record/notes.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Pain } from '../record/pain.js' */

/**
 * @param {{
 *   boot: Boot, desk: Desk, figures: Figures, notes: Notes, questions: Questions, pain: Pain, dayLots: DayLots,
 *   assign: Assign,
 * }} parts
 */
export const createAccord = ({ boot, desk, figures: found, notes, questions, pain, dayLots, assign }) =>
  /** `quote` as the server gave it last, or null; `redraw()` shows the step again. */
  function showAccord(panel, quote, redraw) {
    const session = desk.session();
    morph(panel, [
      h('h2', {}, _('Accord du patient')),
      figures(found),
      price(quote, boot),
      session.agreed ? h('p', { class: 'notice ok' }, _('Accord donné.')) : '',
      h('div', { class: 'pain-head before-head' }, h('h3', {}, _('Avant de commencer')), notes.key(redraw)),
      h('div', { class: 'checks' }, ...DONE_BEFORE.map((q) => question(q, desk))),
      questions.keys(),
      ...pain.block('before', redraw),
      // blocks whose height changes come last, so that no key above them moves
      dayLots.block(),
      assign.block(),
      questions.block(),
      ...warnings(found, session),
      ...priceLines(quote),
    ]);
  };

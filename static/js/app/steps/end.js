// Fin: what differs from the plan, what is left, how it feels, papers; after the signature, addenda.

import { writeAddendum, writeNote } from '../../model/actions.js';
import { DRY } from '../../model/assign.js';
import { standing, toldMarks, wasSaid } from '../../model/session.js';
import { _, n_ } from '../../texts.js';
import { h, icon, morph } from '../../view/dom.js';
import { nameHere } from '../record/naming.js';
import { clockText } from '../../view/header.js';
import { moment } from '../../view/days.js';
import { cm2, money, number } from '../../view/totals.js';
import { rowsHere, wentList } from '../../view/went.js';
import { courseNext } from './next.js';
import { record } from '../record/record.js';
import { amountsBlock, hasVolume, injectedText, leftOver } from '../syringes/left_over.js';

function differences(session) {
  const said = wasSaid(session);
  const left = said ? standing(session).filter((m) => m.done !== true).length : 0;
  const added = standing(session).filter((m) => m.phase === 'end').length;
  const words = [
    left ? n_('{n} marque non faite', '{n} marques non faites', left) : '',
    added ? n_('{n} marque ajoutée', '{n} marques ajoutées', added) : '',
  ]
    .filter(Boolean)
    .join(' · ');
  return h(
    'p',
    { class: `notice${words || !said ? '' : ' ok'}`, 'data-total': 'differences' },
    words || (said ? _('Fait comme prévu') : _('Touchez sur le corps les marques qui n’ont pas été faites.')),
  );
}

function figures(session, found, fix, volume = null) {
  const done = found.totals()?.done;
  const plan = found.totals()?.plan;
  const old = found.gone();
  const own_cm2 = old ? found.live_cm2() : null;
  const cell = (label, value, of, act = null) =>
    h(
      act ? 'button' : 'div',
      act
        ? {
            type: 'button',
            class: 'figure',
            'data-act': 'duration',
            'aria-label': _('{label} : {value}. Corriger', { label, value }),
            onclick: act,
          }
        : { class: 'figure' },
      h('b', {}, value),
      h('span', {}, label),
      h('small', {}, of ? _('prévu : {value}', { value: of }) : '\u00a0'),
    );
  const fixClock = !session.signed && !session.timer.running && session.timer.elapsed_ms ? fix : null;
  const done_known = wasSaid(session);
  return h(
    'div',
    { class: 'figures' },
    cell(_('Points'), number(found.points()), done_known ? number(found.planned()) : ''),
    cell(
      _('Surface traitée'),
      found.fresh() || old ? `${cm2(own_cm2 ?? (done_known ? done : plan)?.treated_cm2)} cm²` : '…',
      done_known && found.fresh() ? cm2(plan?.treated_cm2) : '',
    ),
    volume ? cell(_('Volume injecté'), h('span', { class: 'as-is', 'data-total': 'injected_ml' }, volume)) : '',
    cell(_('Durée réelle'), session.timer.elapsed_ms ? clockText(session.timer.elapsed_ms) : '–', '', fixClock),
  );
}

/** What stands beside the fee: that it is the plan's, or what the plan's was where that is another, or why it waits. */
function feeWords({ known, of_done, waits }) {
  if (waits) return _('dès que le serveur répond');
  if (!known) return '';
  if (!of_done) return _('prévu');
  return known.delta_cents ? _('prévu : {value}', { value: money(known.planned.total_cents, known.currency) }) : '';
}

/**
 * The fee of what was done, of the plan until that was said, and its paper: as high before it is known.
 * `difference.of_done`: it was said what was done when the server was asked.
 */
function fees(difference, session, boot, here) {
  const known = difference?.planned ? difference : null;
  const of_done = Boolean(known?.of_done) && wasSaid(session);
  const waits = !known && !here.isOnline();
  const cents = known && (of_done ? known.done : known.planned).total_cents;
  return h(
    'div',
    { class: 'price' },
    h(
      'p',
      { class: 'sum' },
      h('span', {}, _('Honoraires'), h('small', {}, feeWords({ known, of_done, waits }))),
      h('b', { 'data-total': 'fee' }, known ? money(cents, known.currency) : waits ? '–' : '…'),
    ),
    h('a', { class: 'quiet', href: boot.urls.estimate, 'data-act': 'estimate' }, icon('paper'), _('Devis')),
  );
}

/** Notes, and a field for one more; what stands in it is kept until `write(text)` has taken it. */
function notes(before, write, label, drafts, draft) {
  const area = drafts.field(
    h('textarea', { rows: 2, class: `new-${draft}`, 'aria-label': label, placeholder: label, 'data-note': '' }),
    draft,
  );
  const add = () => {
    const text = drafts.of(draft);
    if (text && write(text)) drafts.take(draft);
  };
  return [
    ...before.map((n) =>
      h('p', { class: 'note' }, n.text ?? _('Acte reçu après la signature'), h('small', {}, ` ${moment(n.at)}`)),
    ),
    h(
      'div',
      { class: 'note-new' },
      area,
      h('button', { type: 'button', class: 'quiet', 'data-act': 'note', onclick: add }, _('Ajouter')),
    ),
  ];
}

const papers = (boot) =>
  h(
    'div',
    { class: 'papers' },
    h(
      'a',
      { class: 'quiet', href: boot.urls.aftercare, target: '_blank', rel: 'noopener', 'data-act': 'aftercare' },
      icon('paper'),
      _('Consignes après séance'),
    ),
  );

/** A walk-in is given a name here; the session stays where it is. */
function nameFirst(boot, here, redraw) {
  if (boot.patient.named) return '';
  const ask = async () => {
    if (await nameHere({ boot, here })) redraw();
  };
  return h(
    'div',
    { class: 'notice with-key' },
    _('Un nom est nécessaire avant la signature.'),
    h('button', { type: 'button', class: 'quiet', 'data-act': 'name', onclick: ask }, icon('edit'), _('Donner un nom')),
  );
}

/** Rows of what went where: as the server measured it, or without areas until it has. */
function wentRows(session, found, name, zoneName) {
  return found.fresh()
    ? found.totals().where.map((r) => ({ ...r, name: zoneName(r.zone) }))
    : rowsHere(toldMarks(session), session, name);
}

/** What went where, once it was said what was done; of a signed session also that it names no syringe. */
function wentWhere(session, found, name, zoneName) {
  if (!wasSaid(session)) return [];
  const marks = toldMarks(session);
  const prepared = Object.keys(session.syringes).length > 0;
  const bare = prepared ? 0 : marks.filter((m) => m.syringe !== DRY).length;
  const list = prepared || bare < marks.length ? wentList(session, wentRows(session, found, name, zoneName)) : '';
  const gap = session.signed && bare ? h('p', { class: 'notice', 'data-gap': 'syringe' }, bareWords(bare)) : '';
  const title = marks.length ? _('Ce qui a été injecté') : _('Ce qui a été préparé');
  return list || gap ? [h('h3', {}, title), gap, list] : [];
}

const bareWords = (n) =>
  n_(
    'Aucune seringue préparée : {n} marque sans produit ni lot.',
    'Aucune seringue préparée : {n} marques sans produit ni lot.',
    n,
  );

/** @import { Placed } from '../../model/labels.js' */
/** @import { Here } from '../../store/courier.js' */
/** @import { ActDay } from './act_day.js' */
/** @import { ClockFix } from './clock_fix.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Drafts } from '../desk/drafts.js' */
/** @import { Figures } from '../map/figures.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Pain } from '../record/pain.js' */
/** @import { StepPlace } from '../desk/place.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Zones } from '../map/zones.js' */

/**
 * @param {{
 *   boot: Boot, desk: Desk, place: StepPlace, here: Here, figures: Figures, actDay: ActDay, clockFix: ClockFix,
 *   pain: Pain, drafts: Drafts, tell: Tell, name: (mark: Placed) => string, zones: Zones,
 * }} parts
 */
export function createEnd({
  boot,
  desk,
  place,
  here,
  figures: found,
  actDay,
  clockFix,
  pain,
  drafts,
  tell,
  name,
  zones,
}) {
  const fix = () => clockFix.ask();

  /** `difference` as the server gave it last, or null; `add(on)`: whether marks are added; `redraw()` this step. */
  function showEnd(panel, difference, { add, redraw }) {
    const session = desk.session();
    const { adding } = place.now();
    morph(panel, [
      h('h2', {}, adding ? _('Ajouter ce qui a été fait en plus') : _('Fin de séance')),
      ...actDay.late(session),
      figures(session, found, fix),
      fees(difference, session, boot, here),
      h(
        'div',
        { class: 'what-differs' },
        differences(session),
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'data-act': 'add',
            'aria-pressed': String(adding),
            onclick: () => add(!adding),
          },
          adding ? _('Ajouts terminés') : _('Ajouter une marque'),
        ),
      ),
      ...pain.block('after', redraw),
      // blocks whose height changes come last, so that no key above them moves
      nameFirst(boot, here, redraw),
      actDay.line(session),
      clockFix.line(session),
      ...leftOver(session, desk, tell),
      ...wentWhere(session, found, name, zones.nameOf),
      h('h3', {}, _('Notes')),
      ...notes(session.notes, (text) => desk.perform(writeNote(text)), _('Note de séance'), drafts, 'note'),
      papers(boot),
      actDay.other(session),
    ]);
  }

  function showSigned(panel, difference) {
    const session = desk.session();
    const write = (text) => desk.perform(writeAddendum(text));
    morph(panel, [
      h('h2', {}, _('Séance signée')),
      h('p', { class: 'notice ok' }, _('Signée le {when}. Elle ne change plus.', { when: moment(session.signed.at) })),
      actDay.line(session),
      clockFix.line(session),
      courseNext(session, boot.course),
      figures(session, found, fix, hasVolume(session) ? injectedText(session) : null),
      fees(difference, session, boot, here),
      differences(session),
      ...wentWhere(session, found, name, zones.nameOf),
      amountsBlock(session),
      ...record(session, boot, zones.nameOf),
      session.notes.length ? h('h3', {}, _('Notes')) : '',
      ...session.notes.map((n) => h('p', { class: 'note' }, n.text, h('small', {}, ` ${moment(n.at)}`))),
      h('h3', {}, _('Complément daté')),
      ...notes(session.addenda, write, _('Complément daté'), drafts, 'addendum'),
      papers(boot),
      h('a', { class: 'quiet', href: boot.urls.patient }, _('Fiche du patient')),
    ]);
  }

  return Object.freeze({ showEnd, showSigned });
}

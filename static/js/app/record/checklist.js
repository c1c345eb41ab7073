// Before injecting: what is open in one line, what differs in full, the questions in a sheet.

import { answerCheck } from '../../model/actions.js';
import { ageWords } from '../../model/called.js';
import {
  answerOf,
  answers,
  asked,
  besides,
  deniable,
  nothingElse,
  ofRecord,
  possible,
  proposed,
  takeBack,
  unchanged,
} from '../../model/checklist.js';
import { inSyringes } from '../../model/products.js';
import { _, n_ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h, icon, morph } from '../../view/dom.js';
import { answerKeys, questionRows, reminders } from '../../view/checklist.js';
import { brief, clock } from '../../view/days.js';

/** Ages that leaflets or the practice name, beside the patient's own; nothing where all of them are met. */
function ages({ boot, desk }) {
  const { age_years } = boot.patient;
  const patient =
    age_years === null ? _('Âge du patient inconnu.') : _('Le patient a {age}.', { age: ageWords(age_years) });
  const under = (least) => least !== null && least !== undefined && (age_years === null || age_years < least);
  const products = inSyringes(desk.session(), boot.products)
    .filter((p) => under(p.min_age_years) && p.concerns?.includes('age'))
    .map(
      (p) =>
        `${patient} ${_('{name} : {text}', { name: p.name, text: p.reminders[p.concerns.indexOf('age')] })} ${_('Source : {source}', { source: p.source })}`,
    );
  const own = boot.settings.min_age_years;
  const least = _('Le cabinet ne traite personne avant {n} ans (réglage).', { n: own });
  return [...products, ...(under(own) ? [`${patient} ${least}`] : [])];
}

/** The questions of this session, as its products, its patient and its answers call for them. */
const questionsOf = ({ desk, boot }) =>
  asked(
    boot.checklist,
    { sex: boot.patient.sex, age_years: boot.patient.age_years, products: boot.products },
    desk.session(),
    boot.previous,
  );

const yesOf = (found) =>
  found
    .filter((p) => p.answer)
    .map((p) => [_('{question} : oui', { question: p.question.name }), p.note].filter(Boolean).join(', '));

/** Answers of last time: told in one sentence, recorded as "nothing new since" when that is touched, not before. */
function repeated(found, { desk, boot }) {
  if (!found.length) return '';
  const no = found.filter((p) => !p.answer).length;
  const since = boot.previous.treatment_date;
  return h(
    'div',
    { class: 'repeated' },
    h(
      'p',
      {},
      h('b', {}, _('La dernière fois')),
      h('span', {}, [...yesOf(found), no ? n_('{n} non', '{n} non', no) : ''].filter(Boolean).join(' · ')),
    ),
    h(
      'button',
      { type: 'button', class: 'quiet', 'data-act': 'unchanged', onclick: () => desk.perform(unchanged(found, since)) },
      _('Rien de nouveau depuis le {day}', { day: brief(since) }),
    ),
  );
}

/** Who gave an answer, and at what time: "14:32, Dr Exemple". */
const given = ({ at, author_id }, boot) =>
  [clock(at), author_id === null ? boot.practice.doctor : boot.authors?.[author_id]].filter(Boolean).join(', ');

/** An answer to several questions, as the one answer that it is. */
export function bulkWords(bulk, boot) {
  const n = bulk.questions.length;
  const who = given(bulk, boot);
  if (!bulk.since)
    return n_('Le reste : non ({n} question ; {given})', 'Le reste : non ({n} questions en une réponse ; {given})', n, {
      given: who,
    });
  return n_(
    'Rien de nouveau depuis le {day} ({n} question ; {given})',
    'Rien de nouveau depuis le {day} ({n} questions en une réponse ; {given})',
    n,
    { day: brief(bulk.since), given: who },
  );
}

const bulkLine =
  ({ desk, boot }) =>
  (bulk) =>
    h(
      'li',
      {},
      h('span', {}, bulkWords(bulk, boot)),
      h(
        'button',
        {
          type: 'button',
          class: 'bare-key',
          'data-act': 'take-back',
          'aria-label': _('Reprendre cette réponse'),
          onclick: () => desk.perform(takeBack(bulk)),
        },
        icon('undo'),
      ),
    );

/** A yes is shown with its note, and with what the record and the sources say of it. */
function difference(question, { desk, boot }) {
  const session = desk.session();
  const { note } = answerOf(session, question.key);
  const weeks = question.number ? session.checks[question.number.key]?.answer : null;
  const record = ofRecord(question, boot.patient);
  const said = [...(question.reminder ? [question.reminder] : []), ...besides(question.key, session, boot.products)];
  const lines = [
    note,
    weeks === null || weeks === undefined ? '' : `${weeks} ${question.number.name.toLowerCase()}`,
    record && _('Fiche : {text}', { text: record }),
  ];
  return h('li', {}, h('b', {}, question.name), ...lines.filter(Boolean).map((t) => h('span', {}, t)), reminders(said));
}

/** An open question that the record answers: its own words, and yes or no beside them. */
const recorded =
  ({ desk, boot }) =>
  (question) =>
    h(
      'li',
      { class: `of-record r-${question.key}`, 'data-question': question.key },
      h(
        'div',
        {},
        h('b', {}, question.name),
        h('span', {}, _('Fiche : {text}', { text: ofRecord(question, boot.patient) })),
      ),
      answerKeys(null, (value) => desk.perform(answerCheck(question.key, value))),
    );

function summary({ open, yes, no }) {
  if (open.length) return n_('{n} question sans réponse', '{n} questions sans réponse', open.length);
  return yes.length ? n_('Le reste : {n} non', 'Le reste : {n} non', no.length) : _('Rien à signaler');
}

/** What is open of the questions, what was said last time, and what waits for an answer of its own. */
function standing({ desk, boot }, questions) {
  const session = desk.session();
  const found = answers(questions, session, boot.patient);
  const last = proposed(questions, session, boot.previous, boot.patient);
  const waits = found.open.filter((q) => ofRecord(q, boot.patient) && !last.some((p) => p.question === q));
  return { session, found, last, waits };
}

/** @import { Desk } from '../desk/desk.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createQuestions>} Questions */

/** @param {{desk: Desk, boot: Boot, tell: Tell}} parts */
export function createQuestions({ desk, boot, tell }) {
  const questions = () => questionsOf({ desk, boot });

  function open() {
    const body = h('div', { class: 'questions-sheet' });
    const answer = (key, value, note) => desk.perform(answerCheck(key, value, note));
    const show = () => {
      const wanted = questions();
      morph(
        body,
        questionRows({
          checklist: boot.checklist ?? [],
          sex: boot.patient.sex,
          session: desk.session(),
          previous: boot.previous,
          patient: boot.patient,
          products: boot.products,
          answer,
          tell,
          ages: ages({ desk, boot }),
          asked: new Set(wanted.map((q) => q.key)),
          more: possible(boot.checklist, boot.patient.sex).length - wanted.length,
        }),
      );
    };
    show();
    const deaf = desk.listen(show);
    return openDialog(
      _('Questions avant l’injection'),
      (close) => [
        body,
        h(
          'div',
          { class: 'dialog-keys' },
          h(
            'button',
            { type: 'button', class: 'primary', 'data-act': 'questions-done', onclick: () => close() },
            _('Terminé'),
          ),
        ),
      ],
      { kind: 'wide questions-dialog' },
    ).then(deaf);
  }

  /** The questions in a sheet, and the rest denied at once: two keys, always as high, for *Accord*. */
  function keys() {
    const wanted = questions();
    const { session, found, last, waits } = standing({ desk, boot }, wanted);
    const rest = deniable(wanted, session, boot.previous, boot.patient);
    return h(
      'div',
      { class: 'asked', 'data-open': found.open.length },
      h(
        'div',
        { class: 'asked-keys' },
        h(
          'button',
          { type: 'button', class: 'quiet', 'data-act': 'questions', onclick: open },
          icon('list'),
          summary(found),
        ),
        rest.length
          ? h(
              'button',
              {
                type: 'button',
                class: 'quiet',
                'data-act': 'nothing-else',
                onclick: () => desk.perform(nothingElse(wanted, desk.session(), boot.previous, boot.patient)),
              },
              found.yes.length || last.length || waits.length || session.bulk
                ? _('Le reste : non')
                : _('Rien à signaler'),
            )
          : '',
      ),
    );
  }

  /** What was answered before injecting, and what the record says of it, for *Accord*. */
  function block() {
    const wanted = questions();
    const { session, found, last, waits } = standing({ desk, boot }, wanted);
    return h(
      'div',
      { class: 'asked answered' },
      repeated(last, { desk, boot }),
      h(
        'ul',
        { class: 'differences' },
        ...ages({ desk, boot }).map((words) => h('li', { class: 'age' }, words)),
        ...found.yes.map((q) => difference(q, { desk, boot })),
      ),
      waits.length ? h('ul', { class: 'recorded' }, ...waits.map(recorded({ desk, boot }))) : '',
      session.bulk ? h('ul', { class: 'in-bulk' }, ...session.bulk.map(bulkLine({ desk, boot }))) : '',
    );
  }

  return Object.freeze({
    /** The questions of this session. */
    asked: questions,
    open,
    keys,
    block,
  });
}

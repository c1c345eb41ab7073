// Before injecting: what is open in one line, what differs in full, the questions in a sheet.

import { answerCheck } from '../model/actions.js';
import { answers, asked, besides, confirmAll, nothingElse, proposed } from '../model/checklist.js';
import { _, n_ } from '../texts.js';
import { openDialog } from '../view/dialog.js';
import { h, icon, morph } from '../view/dom.js';
import { questionRows, reminders } from '../view/checklist.js';

const yesNo = (answer) => (answer ? _('oui') : _('non'));

/** Ages that leaflets or the practice name, beside the patient's own; nothing where all of them are met. */
function ages({ boot, desk }) {
  const { age_years } = boot.patient;
  const patient = age_years === null ? _('Âge du patient inconnu.') : _('Le patient a {n} ans.', { n: Math.round(age_years) });
  const names = new Set(Object.values(desk.session().syringes).flatMap((s) => s.products.map((p) => p.name)));
  const under = (least) => least !== null && least !== undefined && (age_years === null || age_years < least);
  const products = boot.products.filter((p) => names.has(p.name) && under(p.min_age_years) && p.concerns?.includes('age'))
    .map((p) => `${patient} ${_('{name} : {text}', { name: p.name, text: p.reminders[p.concerns.indexOf('age')] })} ${_('Source : {source}', { source: p.source })}`);
  const own = boot.settings.min_age_years;
  return [...products, ...(under(own) ? [`${patient} ${_('Le cabinet ne traite personne avant {n} ans (réglage).', { n: own })}`] : [])];
}

function openQuestions(parts) {
  const { desk, boot } = parts;
  const body = h('div', { class: 'questions-sheet' });
  const answer = (key, value, note) => desk.perform(answerCheck(key, value, note));
  const show = () => morph(body, questionRows({
    checklist: boot.checklist ?? [], sex: boot.patient.sex, session: desk.session(), previous: boot.previous, products: boot.products, answer, tell: parts.tell, ages: ages(parts),
  }));
  show();
  const deaf = desk.listen(show);
  return openDialog(_('Questions avant l’injection'), (close) => [
    body, h('div', { class: 'dialog-keys' }, h('button', { type: 'button', class: 'primary', 'data-act': 'questions-done', onclick: () => close() }, _('Terminé'))),
  ], { kind: 'wide questions-dialog' }).then(deaf);
}

/** Answers of last time: told in one sentence, recorded when they are confirmed, not before. */
function repeated(found, { desk }) {
  if (!found.length) return '';
  const yes = found.filter((p) => p.answer).map((p) => [_('{question} : oui', { question: p.question.name }), p.note].filter(Boolean).join(', '));
  const no = found.length - yes.length;
  return h(
    'div', { class: 'repeated' },
    h('p', {}, h('b', {}, _('Repris de la dernière fois, à confirmer')), h('span', {}, [...yes, no ? n_('{n} non', '{n} non', no) : ''].filter(Boolean).join(' · '))),
    h('button', { type: 'button', class: 'quiet', 'data-act': 'confirm-last', onclick: () => desk.perform(confirmAll(found)) }, _('Confirmer')),
  );
}

/** A yes stands in full, with what the sources say of it. */
function difference(question, { desk, boot }) {
  const session = desk.session();
  const { note } = session.checks[question.key];
  const weeks = question.number ? session.checks[question.number.key]?.answer : null;
  const said = [...(question.reminder ? [question.reminder] : []), ...besides(question.key, session, boot.products)];
  return h('li', {}, h('b', {}, question.name), [note, weeks === null || weeks === undefined ? '' : `${weeks} ${question.number.name.toLowerCase()}`].filter(Boolean).map((t) => h('span', {}, t)), reminders(said));
}

function summary({ open, yes, no }) {
  if (open.length) return n_('{n} question sans réponse', '{n} questions sans réponse', open.length);
  return yes.length ? n_('Le reste : {n} non', 'Le reste : {n} non', no.length) : _('Rien à signaler');
}

/** What was asked before injecting, for *Accord*. */
export function checklistBlock(parts) {
  const { desk, boot } = parts;
  const session = desk.session();
  const questions = asked(boot.checklist, boot.patient.sex);
  const found = answers(questions, session);
  const last = proposed(questions, session, boot.previous);
  return h(
    'div', { class: 'asked', 'data-open': found.open.length },
    repeated(last, parts),
    h('ul', { class: 'differences' }, ...ages(parts).map((words) => h('li', { class: 'age' }, words)), ...found.yes.map((q) => difference(q, parts))),
    h(
      'div', { class: 'asked-keys' },
      h('button', { type: 'button', class: 'quiet', 'data-act': 'questions', onclick: () => openQuestions(parts) }, icon('list'), summary(found)),
      found.open.length ? h('button', { type: 'button', class: 'quiet', 'data-act': 'nothing-else', onclick: () => desk.perform(nothingElse(questions, desk.session(), boot.previous)) }, found.yes.length || last.length ? _('Le reste : non') : _('Rien à signaler')) : '',
    ),
  );
}

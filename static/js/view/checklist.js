// The sheet of questions before injecting: one row each, no and yes, and what a yes is asked for.

import { besides } from '../model/checklist.js';
import { _, n_ } from '../texts.js';
import { h } from './dom.js';
import { decimal, doubt, typed } from './fields.js';

/** A sentence of a source, said as such. */
const sourced = ({ text, source, name }) => h(
  'p', { class: 'reminder' }, name ? _('{name} : {text}', { name, text }) : text, ' ', h('small', {}, _('Source : {source}', { source })),
);

/** Sentences behind a line of their own, open where they are wanted. */
export const reminders = (said, open = false) => (said.length ? h('details', { class: 'reminders', open }, h('summary', {}, n_('{n} rappel', '{n} rappels', said.length)), ...said.map(sourced)) : '');

/** The question; tapped, it unfolds what sources say of it. */
const named = (name, said, open) => (said.length
  ? h('details', { class: 'reminders asked-name', open }, h('summary', {}, h('span', { class: 'question-name' }, name)), ...said.map(sourced))
  : h('span', { class: 'question-name' }, name));

function key(word, value, check, set) {
  return h('button', { type: 'button', class: 'choice answer', 'data-answer': String(value), 'aria-pressed': String(check?.answer === value), onclick: () => set(check?.answer === value ? null : value) }, word);
}

/** What a yes is asked for: a few words, and a figure where there is one. */
function more(question, { session, answer, tell }) {
  const { note } = session.checks[question.key];
  const { number } = question;
  return h(
    'div', { class: 'more-of' },
    question.ask || !number ? h('input', {
      'data-note-of': question.key, value: note ?? '', maxlength: 300, autocomplete: 'off', placeholder: question.ask ?? _('Précision'), 'aria-label': question.ask ?? _('Précision'),
      onchange: (event) => answer(question.key, true, event.currentTarget.value.trim() || null),
    }) : '',
    number ? h('label', { class: 'of-number' }, h('span', {}, number.name), h('input', {
      'data-number-of': number.key, inputmode: 'decimal', autocomplete: 'off', value: typed(session.checks[number.key]?.answer ?? null),
      onchange: (event) => {
        const value = decimal(event.currentTarget.value);
        if (value === null || (value >= 0 && value <= number.most)) answer(number.key, value, null);
        else tell(doubt(event.currentTarget.value) ?? _('{name} : un nombre entre 0 et {most} est attendu.', { name: number.name, most: number.most }));
      },
    })) : '',
  );
}

function row(question, parts) {
  const { session, answer, products } = parts;
  const check = session.checks[question.key];
  const before = check ? null : parts.previous?.checks[question.key];
  const last = question.lasting && typeof before?.answer === 'boolean' ? before : null;
  const own = question.reminder ? [question.reminder] : [];
  const said = [...own, ...besides(question.key, session, products)];
  const yes = check?.answer === true;
  return h(
    'div', { class: `question q-${question.key}`, 'data-question': question.key, role: 'group', 'aria-label': question.name },
    h(
      'div', {}, named(question.name, said, yes || said.length > own.length),
      last ? h('small', { class: 'last-time' }, _('repris de la dernière fois, à confirmer : {answer}', { answer: [last.answer ? _('oui') : _('non'), last.note].filter(Boolean).join(', ') })) : '',
    ),
    h('div', { class: 'answers' }, key(_('Non'), false, check, (value) => answer(question.key, value, null)), key(_('Oui'), true, check, (value) => answer(question.key, value, last?.note ?? null))),
    yes ? more(question, parts) : '',
  );
}

/** All groups; `parts`: {checklist, sex, session, previous, products, answer(key, value, note), tell, ages}. */
export function questionRows(parts) {
  const groups = parts.checklist.filter((g) => !g.sex || g.sex === parts.sex);
  return [
    h('p', { class: 'soft' }, _('Les sources divergent sur ce qui interdit l’acte : vous répondez et vous décidez ; rien n’est bloqué.')),
    ...parts.ages.map((words) => h('p', { class: 'reminder' }, words)),
    ...groups.map((g) => h('section', { class: `group g-${g.key}` }, h('h3', {}, g.name), ...g.questions.map((q) => row(q, parts)))),
  ];
}

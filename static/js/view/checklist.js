// The sheet of questions before injecting: one row each, no and yes, and what a yes is asked for.

import { answerBeside, answerOf, besides, ofRecord } from '../model/checklist.js';
import { _, n_ } from '../texts.js';
import { h } from './dom.js';
import { decimal, doubt, typed } from './fields.js';

/** A sentence of a source, said as such. */
const sourced = ({ text, source, name }) =>
  h(
    'p',
    { class: 'reminder' },
    name ? _('{name} : {text}', { name, text }) : text,
    ' ',
    h('small', {}, _('Source : {source}', { source })),
  );

/** Sentences behind a line of their own, open where they are wanted. */
export const reminders = (said, open = false) =>
  said.length
    ? h(
        'details',
        { class: 'reminders', open },
        h('summary', {}, n_('{n} rappel', '{n} rappels', said.length)),
        ...said.map(sourced),
      )
    : '';

/** The question; tapped, it unfolds what sources say of it. */
const named = (name, said, open) =>
  said.length
    ? h(
        'details',
        { class: 'reminders asked-name', open },
        h('summary', {}, h('span', { class: 'question-name' }, name)),
        ...said.map(sourced),
      )
    : h('span', { class: 'question-name' }, name);

function key(word, value, answer, set) {
  return h(
    'button',
    {
      type: 'button',
      class: 'choice answer',
      'data-answer': String(value),
      'aria-pressed': String(answer === value),
      onclick: () => set(answer === value ? null : value),
    },
    word,
  );
}

/** No and yes, the one that was answered pressed; `set(value, was)`. */
export const answerKeys = (answer, set) =>
  h('div', { class: 'answers' }, key(_('Non'), false, answer, set), key(_('Oui'), true, answer, set));

/** What a yes is asked for: a few words, and a figure where there is one. */
function more(question, { session, answer, tell }) {
  const { note } = session.checks[question.key];
  const { number } = question;
  return h(
    'div',
    { class: 'more-of' },
    question.ask || !number
      ? h('input', {
          'data-note-of': question.key,
          value: note ?? '',
          maxlength: 300,
          autocomplete: 'off',
          placeholder: question.ask ?? _('Précision'),
          'aria-label': question.ask ?? _('Précision'),
          onchange: (event) => answer(question.key, true, event.currentTarget.value.trim() || null),
        })
      : '',
    number
      ? h(
          'label',
          { class: 'of-number' },
          h('span', {}, number.name),
          h('input', {
            'data-number-of': number.key,
            inputmode: 'decimal',
            autocomplete: 'off',
            value: typed(session.checks[number.key]?.answer ?? null),
            onchange: (event) => {
              const value = decimal(event.currentTarget.value);
              if (value === null || (value >= 0 && value <= number.most)) answer(number.key, value, null);
              else
                tell(
                  doubt(event.currentTarget.value) ??
                    _('{name} : un nombre entre 0 et {most} est attendu.', { name: number.name, most: number.most }),
                );
            },
          }),
        )
      : '',
  );
}

/** What stands beside a question: the record's own words, what last time said, that it was answered in bulk. */
function besidesOf(question, found, { previous, patient }) {
  const record = ofRecord(question, patient);
  const before = found ? null : answerOf(previous, question.key);
  const last = question.lasting && typeof before?.answer === 'boolean' ? before : null;
  return {
    last,
    lines: [
      record ? h('small', { class: 'of-the-record' }, _('Fiche : {text}', { text: record })) : '',
      last
        ? h(
            'small',
            { class: 'last-time' },
            _('la dernière fois : {answer}', {
              answer: [last.answer ? _('oui') : _('non'), last.note].filter(Boolean).join(', '),
            }),
          )
        : '',
      found?.bulk
        ? h('small', { class: 'last-time' }, found.bulk.since ? _('rien de nouveau') : _('réponse groupée'))
        : '',
    ],
  };
}

function row(question, parts) {
  const { session, answer, products } = parts;
  const found = answerOf(session, question.key);
  const own = question.reminder ? [question.reminder] : [];
  const said = [...own, ...besides(question.key, session, products)];
  const yes = found?.answer === true;
  const { last, lines } = besidesOf(question, found, parts);
  // one that was answered in bulk is answered by itself when it is touched
  const set = (value) =>
    answer(
      question.key,
      found?.bulk ? (value ?? found.answer) : value,
      value === true ? (last?.note ?? found?.note ?? null) : null,
    );
  return h(
    'div',
    { class: `question q-${question.key}`, 'data-question': question.key, role: 'group', 'aria-label': question.name },
    h('div', {}, named(question.name, said, yes || said.length > own.length), ...lines),
    answerKeys(answerBeside(question, session, parts.patient)?.answer ?? null, set),
    yes && !found.bulk ? more(question, parts) : '',
  );
}

const sections = (groups, some, parts) =>
  groups
    .map((g) => [g, g.questions.filter(some)])
    .filter(([, questions]) => questions.length)
    .map(([g, questions]) =>
      h('section', { class: `group g-${g.key}` }, h('h3', {}, g.name), ...questions.map((q) => row(q, parts))),
    );

/**
 * All groups: what this session asks, then the rest of the list behind a line of its own. `parts`:
 * {checklist, sex, session, previous, patient, products, answer(key, value, note), tell, ages, asked, more}.
 */
export function questionRows(parts) {
  const groups = parts.checklist.filter((g) => !g.sex || g.sex === parts.sex);
  return [
    h(
      'p',
      { class: 'soft' },
      _('Les sources divergent sur ce qui interdit l’acte : vous répondez et vous décidez ; rien n’est bloqué.'),
    ),
    ...parts.ages.map((words) => h('p', { class: 'reminder' }, words)),
    ...sections(groups, (q) => parts.asked.has(q.key), parts),
    parts.more
      ? h(
          'details',
          { class: 'other-questions' },
          h('summary', {}, n_('{n} autre question', '{n} autres questions', parts.more)),
          ...sections(groups, (q) => !parts.asked.has(q.key), parts),
        )
      : '',
  ];
}

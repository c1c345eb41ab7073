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

/** The field for a few words that explain a yes. */
function noteField(question, note, answer) {
  const asked = question.ask ?? _('Précision');
  return h('input', {
    'data-note-of': question.key,
    value: note ?? '',
    maxlength: 300,
    autocomplete: 'off',
    placeholder: asked,
    'aria-label': asked,
    onchange: (event) => answer(question.key, true, event.currentTarget.value.trim() || null),
  });
}

/** A figure of a yes; what is none within its bounds is told, and not kept. */
function numberField({ key: name, name: words, most }, value, { answer, tell }) {
  const onchange = (event) => {
    const text = event.currentTarget.value;
    const given = decimal(text);
    if (given === null || (given >= 0 && given <= most)) answer(name, given, null);
    else tell(doubt(text) ?? _('{name} : un nombre entre 0 et {most} est attendu.', { name: words, most }));
  };
  const input = { 'data-number-of': name, inputmode: 'decimal', autocomplete: 'off', value: typed(value), onchange };
  return h('label', { class: 'of-number' }, h('span', {}, words), h('input', input));
}

/** What a yes is asked for: a few words, and a figure where there is one. */
function more(question, parts) {
  const { checks } = parts.session;
  const { number } = question;
  return h(
    'div',
    { class: 'more-of' },
    question.ask || !number ? noteField(question, checks[question.key].note, parts.answer) : '',
    number ? numberField(number, checks[number.key]?.answer ?? null, parts) : '',
  );
}

const lastTime = (words) => h('small', { class: 'last-time' }, words);

/** "la dernière fois : oui, latex" */
function lastWords({ answer, note }) {
  const said = [answer ? _('oui') : _('non'), note].filter(Boolean).join(', ');
  return _('la dernière fois : {answer}', { answer: said });
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
      last ? lastTime(lastWords(last)) : '',
      found?.bulk ? lastTime(found.bulk.since ? _('rien de nouveau') : _('réponse groupée')) : '',
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
  const set = (value) => {
    const note = value === true ? (last?.note ?? found?.note ?? null) : null;
    answer(question.key, found?.bulk ? (value ?? found.answer) : value, note);
  };
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

// What a signed session says of the act beside its marks and syringes: agreement, answers, pain.

import { _ } from '../../texts.js';
import { moment } from '../../view/days.js';
import { h } from '../../view/dom.js';
import { number } from '../../view/totals.js';
import { bulkWords } from './checklist.js';

/** @import { Session } from '../../model/session.js' */
/** @import { Boot } from '../offline/boot.js' */

/** Answers that stand for acts and not for questions; they have lines of their own. */
const ACTS = new Set(['informed', 'antisepsis']);

const line = (words, name = null) => (words ? h('li', { class: name }, words) : '');

const yesNo = (answer) => (answer === true ? _('oui') : answer === false ? _('non') : _('non dit'));

function painWords(session, zoneName, when) {
  const label = when === 'before' ? _('Douleur avant') : _('Douleur après');
  const said = session.pain
    .filter((p) => p.when === when)
    .map((p) => (p.zone ? `${zoneName(p.zone)} ${number(p.score)}` : number(p.score)));
  const none = _('non notée');
  return _('{label} : {said}', { label, said: said.join(', ') || none });
}

/** Each answer by its name, a yes in full; what was answered in bulk as the one answer that it is. */
function answerLines(session, boot) {
  const names = boot.question_names ?? {};
  const said = (key, { answer, note }) =>
    _('{label} : {said}', {
      label: names[key] ?? key,
      said: [typeof answer === 'boolean' ? yesNo(answer) : String(answer), note].filter(Boolean).join(', '),
    });
  const one = Object.entries(session.checks).filter(([key]) => !ACTS.has(key));
  const no = one.filter(([, c]) => c.answer === false).map(([key]) => names[key] ?? key);
  const bulk = (session.bulk ?? []).map((b) =>
    h(
      'li',
      { class: 'bulk' },
      bulkWords(b, boot),
      h(
        'small',
        {},
        b.questions.map((q) => (b.stood?.[q]?.answer ? said(q, b.stood[q]) : (names[q] ?? q))).join(' · '),
      ),
    ),
  );
  return [
    ...one.filter(([, c]) => c.answer !== false).map(([key, check]) => line(said(key, check), 'yes')),
    no.length ? line(_('{label} : {said}', { label: _('Non'), said: no.join(', ') })) : '',
    ...bulk,
  ].filter(Boolean);
}

/**
 * The lines of the signed page.
 * @param {Session} session
 * @param {Boot} boot
 * @param {(key: string) => string} zoneName
 */
export function record(session, boot, zoneName) {
  const found = answerLines(session, boot);
  const answered = (name) => yesNo(session.checks[name]?.answer);
  const unanswered = _('sans réponse');
  return [
    h('h3', {}, _('Ce qui a été dit')),
    h(
      'ul',
      { class: 'record' },
      line(
        _('{label} : {said}', {
          label: _('Accord du patient'),
          said: session.agreed ? moment(session.agreed.at) : _('non dit'),
        }),
      ),
      line(_('{label} : {said}', { label: _('Information donnée'), said: answered('informed') })),
      line(_('{label} : {said}', { label: _('Antisepsie faite'), said: answered('antisepsis') })),
      ...(found.length
        ? found
        : [line(_('{label} : {said}', { label: _('Questions avant l’injection'), said: unanswered }))]),
      line(painWords(session, zoneName, 'before')),
      line(painWords(session, zoneName, 'after')),
    ),
  ];
}

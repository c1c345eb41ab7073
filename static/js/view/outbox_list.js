// What the server does not have yet, by session: who, what, when.

import { actsInWords } from '../model/acts_in_words.js';
import { _, n_ } from '../texts.js';
import { clock, dayOfYear, sameDay } from './days.js';
import { h } from './dom.js';

/** Of a longer list the rest is given as a number. */
const MOST_LINES = 8;

const line = ({ at, words }) =>
  h(
    'li',
    {},
    h('span', { class: 'when' }, sameDay(at, Date.now()) ? clock(at) : `${dayOfYear(at)}, ${clock(at)}`),
    ' ',
    words,
  );

/** The rest of a long list, folded away. */
const folded = (rest) =>
  h(
    'details',
    {},
    h('summary', { class: 'soft' }, n_('et {n} autre geste', 'et {n} autres gestes', rest.length)),
    h('ul', { class: 'outbox-lines' }, ...rest.map(line)),
  );

function lines(events, name) {
  const all = actsInWords(events, name);
  const rest = all.slice(MOST_LINES);
  return h(
    'ul',
    { class: 'outbox-lines' },
    ...all.slice(0, MOST_LINES).map(line),
    rest.length ? h('li', {}, folded(rest)) : null,
  );
}

const lotsOf = (requests) => requests.flatMap((r) => r.body.confirm ?? []);

const lotsWords = (lots) => _('Plateau du jour : {lots}', { lots: lots.map((l) => `${l.name} ${l.lot}`).join(', ') });

/** A request that the server did not take: what it was, why, and where to correct it. */
function refusal(request, onCorrected) {
  const lots = lotsOf([request]);
  return h(
    'div',
    { class: 'notice notice-warn with-key', 'data-refused': request.id },
    h('p', {}, lots.length ? h('strong', {}, lotsWords(lots)) : null, ' ', request.refused),
    lots.length ? h('a', { class: 'button', href: '/tray' }, _('Ouvrir le plateau du jour')) : null,
    h(
      'button',
      { type: 'button', class: 'quiet', 'data-act': 'corrected', onclick: () => onCorrected(request.id) },
      _('C’est corrigé'),
    ),
  );
}

const putAside = (count, onclick) =>
  h(
    'div',
    { class: 'notice with-key' },
    n_(
      '{n} saisie mise de côté par le serveur ; elle reste ici aussi.',
      '{n} saisies mises de côté par le serveur ; elles restent ici aussi.',
      count,
    ),
    h('button', { type: 'button', class: 'quiet', 'data-act': 'aside-again', onclick }, _('Proposer de nouveau')),
  );

function section(group, { nameOf, zone, onAside, onCorrected, heading = 'h3' }) {
  const news = group.requests.filter((r) => !r.known);
  const lots = lotsOf(news);
  const n = group.events.length + news.length;
  return h(
    'section',
    { class: 'outbox-session', 'data-session': group.session_id },
    h(heading, {}, nameOf(group), n ? h('small', {}, n_('{n} saisie à envoyer', '{n} saisies à envoyer', n)) : null),
    news.some((r) => r.url === '/api/patients')
      ? h('p', { class: 'muted small' }, _('Nouveau patient, créé sur cet appareil'))
      : null,
    news.some((r) => r.body.before) ? h('p', { class: 'muted small' }, _('Allergies et traitements demandés')) : null,
    lots.length ? h('p', { class: 'muted small' }, lotsWords(lots)) : null,
    group.events.length ? lines(group.events, zone) : null,
    ...group.refused.map((request) => refusal(request, onCorrected)),
    group.aside.length ? putAside(group.aside.length, () => onAside(group.session_id)) : null,
  );
}

/**
 * @param {Array} groups  `waitingBySession`; `parts`: `nameOf(group)` whose session, `zone(mark)` or
 *   null, `onAside(session_id)` to offer again what was put aside,
 *   `onCorrected(id)` to take away what was refused and has been corrected by hand, `heading` of a session
 */
export function outboxList(groups, parts) {
  if (!groups.length) return [h('p', { class: 'notice ok' }, _('Tout est sur le serveur.'))];
  return groups.map((group) => section(group, parts));
}

/** Whether the page opens without the server, by how its worker stands. */
function workerWords(worker) {
  if (worker === 'ready') return _('MesoMap s’ouvre sans le serveur.');
  if (worker === 'coming') return _('MesoMap prépare son ouverture sans le serveur.');
  return _('Sans le serveur, MesoMap ne s’ouvre pas ici : l’adresse n’est pas sûre (https).');
}

/** How this browser keeps what is made, in words. */
export function roomWords({ lasting, free_bytes, little }, worker) {
  const megabytes = free_bytes === null ? null : Math.floor(free_bytes / 1e6);
  return [
    workerWords(worker),
    lasting
      ? _('Le navigateur garde les saisies jusqu’à ce qu’elles soient envoyées.')
      : _(
          'Le navigateur pourrait effacer les saisies non envoyées s’il manque de place : installez MesoMap sur l’écran d’accueil.',
        ),
    little ? _('Il reste peu de place sur cet appareil : {n} Mo.', { n: megabytes }) : '',
  ].filter(Boolean);
}

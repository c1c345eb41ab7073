// The header of the session page where the server did not fill it in: name, what is known; or why it cannot open.

import { _ } from '../../texts.js';
import { $, h } from '../../view/dom.js';
import { showKnown } from '../../view/known.js';

/** @import { Boot } from './boot.js' */

/** @param {Boot} boot */
export function showFrame({ patient, urls, practice }) {
  const name = patient.name || _('Patient sans nom');
  $('.who-name').textContent = name;
  document.title = `${name} · ${_('Séance')} · MesoMap`;
  $('.bar .back').setAttribute('href', urls.patient);
  showKnown({ patient });
  document.body.dataset.practice = practice.name;
}

const WHY = {
  'signed-out': () =>
    _(
      'Hors connexion, et votre identification sur cet appareil a expiré. Vos saisies sont gardées ; elles partiront quand vous vous identifierez.',
    ),
  unknown: () =>
    _('Hors connexion, et cette séance n’est pas sur cet appareil. Elle s’ouvre dès que le serveur répond.'),
  newer: () =>
    _(
      'Une version plus récente de MesoMap a ouvert cette séance. Rechargez la page ; si cela dure, mettez MesoMap à jour.',
    ),
  'no-store': () => _('Hors connexion, et ce navigateur ne garde rien. La séance s’ouvre dès que le serveur répond.'),
};

/** Say why, and lead back to today's list. */
export function showClosed(reason) {
  const main = $('#session');
  main.replaceChildren(
    h(
      'section',
      { class: 'shut' },
      h('h1', {}, _('La séance ne peut pas s’ouvrir ici')),
      h('p', {}, (WHY[reason] ?? WHY.unknown)()),
      h('p', { class: 'actions' }, h('a', { class: 'button', href: '/patients' }, _('Patients du jour'))),
    ),
  );
  main.dataset.ready = 'shut';
}

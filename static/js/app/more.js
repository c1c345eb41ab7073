// "⋯": what is used less, and how this tablet is set.

import { markWords } from '../model/labels.js';
import { standing } from '../model/session.js';
import { _ } from '../texts.js';
import { openDialog } from '../view/dialog.js';
import { h, icon } from '../view/dom.js';
import { openBodies } from './bodies.js';
import { mirrorLast } from './mirror.js';

function flip(label, hint, on, change) {
  return h(
    'button', { type: 'button', class: 'switch', role: 'switch', 'aria-checked': String(on), onclick: (event) => {
      const next = event.currentTarget.getAttribute('aria-checked') !== 'true';
      event.currentTarget.setAttribute('aria-checked', String(next));
      change(next);
    } },
    h('span', {}, label, h('small', {}, hint)), h('i', { 'aria-hidden': 'true' }),
  );
}

/** The twin of the map: every mark in words. */
export function openTable({ desk, name }) {
  const marks = standing(desk.session());
  return openDialog(_('Les marques en mots'), () => h(
    'table', { class: 'twin' },
    h('thead', {}, h('tr', {}, ...[_('N°'), _('Marque'), _('Seringue'), _('Fait')].map((t) => h('th', { scope: 'col' }, t)))),
    h('tbody', {}, ...marks.map((m, k) => h(
      'tr', {}, h('td', {}, String(k + 1)), h('td', {}, markWords(m, name)), h('td', {}, m.syringe ?? '–'),
      h('td', {}, m.done === null ? '–' : m.done ? _('oui') : _('non')),
    ))),
  ), { kind: 'wide' });
}

export function openMore(parts) {
  const { tools } = parts;
  return openDialog(_('Autres outils et réglages'), (close) => h(
    'div', { class: 'menu' },
    h('button', { type: 'button', class: 'quiet', 'data-act': 'mirror', onclick: () => { close(); mirrorLast(parts); } }, icon('mirror'), _('Autre côté')),
    h('button', { type: 'button', class: 'quiet', 'data-act': 'table', onclick: () => { close(); openTable(parts); } }, icon('list'), _('Les marques en mots')),
    h('button', { type: 'button', class: 'quiet', 'data-act': 'body', onclick: () => { close(); openBodies(parts); } }, icon('body'), _('Gabarit du patient')),
    flip(_('Stylet seulement'), _('la paume et les doigts ne laissent pas de marque'), tools.penOnly(), (on) => tools.keep('penOnly', on)),
    flip(_('Main gauche'), _('les pinceaux passent à droite'), tools.hand() === 'left', (on) => tools.keep('hand', on ? 'left' : 'right')),
    flip(_('Limites des zones'), _('toujours visibles'), tools.borders(), (on) => tools.keep('borders', on)),
    h('p', { class: 'soft' }, _('Un toucher ouvre la région, le suivant marque. Deux doigts agrandissent et déplacent. Un appui long sur une marque ouvre sa fiche ; sur un second pinceau, il fait une technique mixte.')),
  ));
}

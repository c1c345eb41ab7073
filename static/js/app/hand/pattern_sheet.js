// "Modèles": the doctor's own patterns, and those of every practice.

import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h, icon } from '../../view/dom.js';

function entry(name, title, hint, work, close) {
  return h(
    'button',
    {
      type: 'button',
      class: 'pattern',
      'data-pattern': name,
      onclick: () => {
        close();
        work();
      },
    },
    icon(`pattern-${name}`),
    h('span', {}, title, h('small', {}, hint)),
  );
}

/** @import { Zones } from '../map/zones.js' */
/** @import { OwnPatterns } from './own_patterns.js' */
/** @import { Patterns } from './patterns.js' */
/** @import { Published } from './published.js' */

/** @param {{zones: Zones, own: OwnPatterns, patterns: Patterns, published: Published}} parts */
export function openPatternSheet({ zones, own, patterns, published }) {
  const zone = zones.current();
  const where = zone ? zones.nameOf(zone) : _('dans la zone touchée');
  return openDialog(_('Modèles'), (close) =>
    h(
      'div',
      { class: 'patterns' },
      own.section(close),
      entry('grid', _('Grille'), where, () => patterns.gridInZone(zone), close),
      entry('line', _('Ligne'), _('points le long du dernier trait'), patterns.alongLast, close),
      entry('ring', _('Couronne'), _('anneau autour d’une articulation'), patterns.ring, close),
      entry('lumbar', _('Grille lombaire'), _('à 0, 1,5, 5 et 8 cm de la ligne médiane'), published.lumbar, close),
      entry('knee', _('Genou'), _('six points sur l’interligne'), published.knee, close),
    ),
  );
}

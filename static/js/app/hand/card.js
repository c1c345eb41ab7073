// The card of one mark: keys for its depth and its syringe, and to remove it.

import { changeMark, removeMarks } from '../../model/actions.js';
import { LEVELS, DEPTHS } from '../../model/depths.js';
import { DRY } from '../../model/assign.js';
import { depthsOf } from '../../model/marks.js';
import { markWords } from '../../model/labels.js';
import { _ } from '../../texts.js';
import { $, h, icon } from '../../view/dom.js';
import { depthSign } from '../../view/rail.js';

const GAP_PX = 18;

/** @import { Placed } from '../../model/labels.js' */
/** @import { Mark } from '../../model/marks.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { StepPlace } from '../desk/place.js' */
/** @import { Shown } from '../map/shown.js' */

/**
 * `card(mark, [x, y])` opens it beside the finger; `card(null)` closes it.
 * @param {{
 *   desk: Desk, place: StepPlace, map: BodyMap, name: (mark: Placed) => string, shown: Shown,
 *   patternOf: (mark: Mark) => readonly any[] | null,
 * }} parts  `patternOf(mark)`: [words, work] of points over its skin, or null
 */
export function createCard({ desk, place, map, name, shown, patternOf }) {
  const card = $('#card');

  function close() {
    if (card.hidden) return;
    card.hidden = true;
    map.layer.choose();
  }

  const change = (mark, changes) => desk.perform(changeMark(desk.session(), mark.id, changes));

  const depths = (mark) =>
    h(
      'div',
      { class: 'row', role: 'group', 'aria-label': _('Profondeur') },
      ...DEPTHS.map((depth) =>
        h(
          'button',
          {
            type: 'button',
            class: `choice ${depth}`,
            'data-depth': depth,
            'aria-label': _(LEVELS[depth].name),
            'aria-pressed': String(depthsOf(mark).includes(depth)),
            onclick: () => change(mark, { depth }),
          },
          depthSign(depth, 'mini'),
        ),
      ),
    );

  const syringes = (mark) =>
    h(
      'div',
      { class: 'row', role: 'group', 'aria-label': _('Seringue') },
      ...['A', 'B', 'C', DRY].map((key) =>
        h(
          'button',
          {
            type: 'button',
            class: 'choice',
            'data-syringe': key,
            'aria-pressed': String(mark.syringe === key),
            onclick: () => change(mark, { syringe: mark.syringe === key ? null : key }),
          },
          key === DRY ? _('sec') : key,
        ),
      ),
    );

  function put([x, y]) {
    const { w, h: high } = map.stage.size();
    const [wide, tall] = [card.offsetWidth, card.offsetHeight];
    const left = x + GAP_PX + wide < w ? x + GAP_PX : Math.max(8, x - GAP_PX - wide);
    card.style.left = `${Math.min(left, w - wide - 8)}px`;
    card.style.top = `${Math.max(8, Math.min(y - tall / 2, high - tall - 8))}px`;
  }

  /** Points over the skin of the mark, where it has any. */
  function patternKey(mark) {
    const [words, work] = patternOf(mark) ?? [];
    return words
      ? h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'data-act': 'mark-grid',
            onclick: () => {
              close();
              work();
            },
          },
          icon('grid'),
          words,
        )
      : '';
  }

  desk.listen((_session, _before, local) => {
    if (local) close();
  });
  shown.onLeave(close);
  place.listen(close);

  return (mark, xy) => {
    if (!mark) {
      close();
      return;
    }
    card.replaceChildren(
      h('h2', {}, markWords(mark, name)),
      depths(mark),
      syringes(mark),
      patternKey(mark),
      h(
        'div',
        { class: 'row' },
        h(
          'button',
          {
            type: 'button',
            class: 'quiet danger',
            'data-act': 'delete',
            onclick: () => {
              desk.perform(removeMarks(desk.session(), [mark.id]));
              close();
            },
          },
          icon('trash'),
          _('Effacer'),
        ),
        h('button', { type: 'button', class: 'quiet', onclick: close }, _('Fermer')),
      ),
    );
    card.setAttribute('aria-label', markWords(mark, name));
    card.hidden = false;
    put(xy);
  };
}

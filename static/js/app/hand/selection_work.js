// What is done with all that is selected, as one gesture.

import { changeMarks, copyMarks } from '../../model/actions.js';
import { DRY } from '../../model/assign.js';
import { LEVELS } from '../../model/depths.js';
import { standing } from '../../model/session.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';

/** A copy lies this far beside what it was made of: the first way that stays on the body. */
const ASIDE_MM = 15;
const WAYS = Object.freeze(
  [
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, -1],
  ].map((way) => way.map((x) => x * ASIDE_MM)),
);

/** @import { Mark } from '../../model/marks.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Marking } from '../desk/marking.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { createCarry } from './carry.js' */
/** @import { Mirror } from './mirror.js' */

/**
 * @param {{
 *   desk: Desk, map: BodyMap, marking: Marking, tell: Tell, ear: Ear, mirror: Mirror,
 *   carry: ReturnType<typeof createCarry>, keepPattern?: (marks: readonly Mark[]) => void,
 *   selected: {
 *     marks: () => Mark[], wordsOf: (marks: readonly Mark[]) => string, clear: () => boolean,
 *     choose: (marks: readonly Mark[], said?: boolean) => void,
 *   },
 * }} parts
 */
export function createSelectionWork({ desk, map, marking, tell, ear, mirror, carry, keepPattern, selected }) {
  const { marks, wordsOf, choose, clear } = selected;

  /** Announce `words` where one gesture on all was `done`; gives `done` back. */
  function did(done, words) {
    if (done) ear(words);
    return done;
  }

  function change(changes) {
    const some = marks();
    const what = changes.depth
      ? _(LEVELS[changes.depth].name)
      : changes.syringe === DRY
        ? _('à sec')
        : changes.syringe
          ? _('Seringue {key}', { key: changes.syringe })
          : _('sans seringue');
    did(
      desk.perform(changeMarks(desk.session(), new Set(some.map((m) => m.id)), changes)),
      `${what} : ${wordsOf(some)}`,
    );
  }

  function duplicate() {
    const some = carry.movable(marks());
    const way = some.length ? WAYS.find((by) => carry.shifted(some, by)) : null;
    if (!way) {
      tell(_('Rien à dupliquer dans cette vue.'));
      return;
    }
    const anchors = carry.shifted(some, way);
    const { view, figure } = map.now();
    const copies = some.map((m, k) => ({
      ...m,
      id: uuid7(),
      anchors: anchors[k],
      ...(m.view ? { view, figure } : {}),
    }));
    if (!desk.perform(copyMarks(desk.session(), copies))) return;
    const made = new Set(copies.map((m) => m.id));
    choose(
      standing(desk.session()).filter((m) => made.has(m.id)),
      false,
    );
    ear(_('Dupliqué : {what}. Faites glisser la copie.', { what: wordsOf(marks()) }));
  }

  function erase() {
    const some = marks();
    did(marking.rubOut(some.map((m) => m.id)), _('Effacé : {what}', { what: wordsOf(some) }));
    clear();
  }

  return Object.freeze({
    change,
    duplicate,
    erase,
    close: clear,
    mirror: () => mirror.across(marks()),
    ...(keepPattern ? { keep: () => keepPattern(marks()) } : {}),
  });
}

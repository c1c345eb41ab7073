// What is selected: by taps, a lasso or the keyboard.

import { KINDS } from '../../geom/kinds.js';
import { inLasso, isLoop } from '../../geom/lasso.js';
import { pickFrom } from '../../geom/pick.js';
import { zoneSpots } from '../../geom/spots.js';
import { countWords, markWords, whereWords } from '../../model/labels.js';
import { standing } from '../../model/session.js';
import { _ } from '../../texts.js';
import { createCarry } from './carry.js';
import { REACH_PX, fills } from './hand.js';
import { drawLine } from './line.js';
import { createSelectionWork } from './selection_work.js';

/** @import { Placed } from '../../model/labels.js' */
/** @import { Mark } from '../../model/marks.js' */
/** @import { SelectBar } from '../../view/select_bar.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Marking } from '../desk/marking.js' */
/** @import { Mirror } from './mirror.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {ReturnType<typeof createSelection>} Selection */

/**
 * @param {{
 *   desk: Desk, map: BodyMap, tools: Tools, marking: Marking, tell: Tell, ear: Ear,
 *   name: (mark: Placed) => string, bar: SelectBar, mirror: Mirror, keepPattern?: (marks: readonly Mark[]) => void,
 * }} parts  `bar` shows what is selected
 */
export function createSelection({ desk, map, tools, marking, tell, ear, name, bar, mirror, keepPattern }) {
  const carry = createCarry({ desk, map, tell });
  let ids = new Set();

  const marks = () => standing(desk.session()).filter((m) => ids.has(m.id));
  const wordsOf = (some) => [countWords(some), whereWords(some, name)].filter(Boolean).join(', ');
  const selected = { marks, wordsOf, choose, clear };
  const work = createSelectionWork({ desk, map, marking, tell, ear, mirror, carry, keepPattern, selected });

  function show() {
    map.layer.choose(...ids);
    const some = marks();
    if (some.length) bar.show(some, wordsOf(some), work);
    else bar.hide();
  }

  function choose(some, said = true) {
    ids = new Set([...some].map((m) => m.id));
    show();
    if (said && ids.size) ear(_('Sélection : {what}', { what: wordsOf(marks()) }));
  }

  function clear() {
    if (!ids.size) return false;
    const inside = bar.holdsFocus();
    ids = new Set();
    show();
    if (inside) map.stage.map.focus();
    return true;
  }

  function pickAt(xy) {
    const zone = map.hit(xy)?.zone;
    const { near, under } = pickFrom(map.layer.standing(), map.at(xy), REACH_PX * map.mm_px(), fills(zone));
    return { near: near && tools.canChange(near) ? near : null, under: under && tools.canChange(under) ? under : null };
  }

  function toggle(mark) {
    const some = marks();
    choose(ids.has(mark.id) ? some.filter((m) => m !== mark) : [...some, mark]);
  }

  function tap(xy) {
    const { near, under } = pickAt(xy);
    const mark = near ?? under;
    if (mark) toggle(mark);
    else if (!clear() && map.hit(xy) && !map.close()) map.open(map.at(xy));
  }

  /** From a mark, or from within a selected outline: carry; from anywhere else: a lasso. */
  function drag(xy) {
    const { near, under } = pickAt(xy);
    const mark = near ?? (under && ids.has(under.id) ? under : null);
    if (!mark) return drawLine(map, xy, 'lasso', (line) => isLoop(line, map.mm_px()) && catchIn(line));
    const before = ids;
    if (!ids.has(mark.id)) choose([mark]);
    const held = carry.begin(marks(), map.at(xy));
    return (
      held && {
        ...held,
        cancel() {
          held.cancel();
          ids = before;
          show();
        },
      }
    );
  }

  function catchIn(ring) {
    const all = map.layer.standing();
    const spots = new Map(
      all.some(({ mark }) => KINDS[mark.kind].whole)
        ? zoneSpots(map.now().sight).map(({ zone, at }) => [zone, at])
        : [],
    );
    const found = inLasso(all, ring, (zone) => spots.get(zone) ?? null).filter(tools.canChange);
    if (!found.length) {
      tell(_('Aucune marque dans ce tour.'));
      return;
    }
    choose([...marks(), ...found]);
  }

  /** The next or last mark of this view, from the one that is selected, by keyboard. */
  function next(step) {
    const seen = map.layer
      .standing()
      .filter(
        ({ mark, traced, parts: drawn }) =>
          tools.canChange(mark) && (traced.points.length || traced.lines.length || drawn.fill.length),
      )
      .map(({ mark }) => mark)
      .reverse();
    if (!seen.length) {
      ear(_('Aucune marque dans cette vue.'));
      return;
    }
    const at = seen.findIndex((m) => ids.has(m.id));
    const mark = seen.at(at < 0 ? Math.min(0, step) : (at + step + seen.length) % seen.length);
    choose([mark], false);
    ear(markWords(mark, name));
  }

  // what was rubbed out is no longer selected
  desk.listen(() => {
    if (!ids.size) return;
    ids = new Set(marks().map((m) => m.id));
    show();
  });
  // a selection goes with its tool, and with the step that allows marking
  tools.listen(() => {
    if (tools.tool !== 'select' || !tools.canMark()) clear();
  });

  return Object.freeze({
    tap,
    drag,
    clear,
    next,
    erase: work.erase,
    size: () => ids.size,
    all: () =>
      choose(
        map.layer
          .standing()
          .map(({ mark }) => mark)
          .filter(tools.canChange)
          .reverse(),
      ),
    step(by) {
      const n = carry.step(marks(), by);
      if (n) ear(_('Déplacé : {what}', { what: wordsOf(marks()) }));
    },
  });
}

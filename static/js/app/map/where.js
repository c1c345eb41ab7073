// Where the marks are: the view that shows them, its arm drawn where they lie on it.

import { bestShowing } from '../../geom/showing.js';
import { place } from '../../geom/sight.js';
import { isSide } from '../../geom/views.js';
import { standing } from '../../model/session.js';

const WHOLE = Object.freeze(['back', 'front', 'left', 'right']);

/** A view that shows less than this share of what another would is left for it. */
const ENOUGH = 0.5;

/** Both ways of drawing a side view, the one that is `limb` first; the only way of any other. */
const waysOf = (view, limb = false) =>
  isSide(view)
    ? [
        { view, limb },
        { view, limb: !limb },
      ]
    : [{ view, limb: false }];

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Views } from '../../model/views.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from './map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Shown } from './shown.js' */
/** @typedef {ReturnType<typeof createWhere>} Where */

/** @param {{boot: Boot, desk: Desk, map: BodyMap, views: Views, mesh: Mesh, shown: Shown}} parts */
export function createWhere({ boot, desk, map, views, mesh, shown }) {
  const sightOf = (view, limb) => map.sightOf(null, view, limb);
  const marksOf = (session) => standing(session).filter((m) => m.anchors || m.zone);

  /** The close-up that shows the first of these marks: the one it was laid in, or one of its zone. */
  function closeUpOf([mark]) {
    if (views.isCloseUp(mark.view)) return { view: mark.view, limb: false };
    const zone = mark.zone ?? mesh.zones[mesh.zoneOf[mark.anchors[0][0]]];
    const found = views.closeUps.find((row) => views.shows(row.key, zone));
    return found ? { view: found.key, limb: false } : null;
  }

  /** Whole views, those first in which marks were laid. */
  function wholeOnes(marks) {
    const laid = marks.map((m) => m.view).filter((view) => WHOLE.includes(view));
    return [...new Set([...laid, ...WHOLE])].flatMap((view) => waysOf(view));
  }

  /** {view, limb} that shows most of these marks; null without marks. */
  function of(marks) {
    if (!marks.length) return null;
    return bestShowing(marks, wholeOnes(marks), sightOf) ?? closeUpOf(marks);
  }

  /** Whether a view of these marks is drawn with its near arm: where more of them is seen so. */
  function limbIn(view, marks, limb = false) {
    return bestShowing(marks, waysOf(view, limb), sightOf)?.limb ?? limb;
  }

  /** The view that is on the glass, as it shows these marks: {view, limb, seen}. */
  function here(marks) {
    const { view, limb, sight } = map.now();
    if (views.isCloseUp(view)) return bestShowing(marks, [{ view, limb }], () => sight);
    return bestShowing(marks, waysOf(view, limb), sightOf);
  }

  /** Where a step opens: what is on the glass where it shows enough of the marks, else what shows most. */
  function now() {
    const marks = marksOf(desk.session());
    const stays = here(marks);
    if (stays?.shown === marks.length) return stays;
    const best = of(marks);
    return stays && stays.seen >= ENOUGH * (best?.seen ?? 0) ? stays : best;
  }

  const seenBy = (anchors, sight) => anchors.map((anchor) => place(sight, anchor)).filter((p) => p.visible);

  return Object.freeze({
    /**
     * Have these anchors in sight, clear of the lowest `below_px()` of the map: in another view where this one shows
     * too few. `stands()` false where they are no longer asked for.
     */
    async bring(anchors, below_px, stands) {
      const { view, sight } = map.now();
      const found = seenBy(anchors, sight).length;
      if (found < anchors.length * ENOUGH) {
        const [best] = WHOLE.map((each) => ({ view: each, seen: seenBy(anchors, sightOf(each, true)).length })).sort(
          (a, b) => b.seen - a.seen,
        );
        if (best.seen > found && best.view !== view) await shown.choose(best.view, true);
      }
      const spots = stands() ? seenBy(anchors, map.now().sight) : [];
      if (spots.length)
        map.bring(
          spots.map((p) => [p.u_mm, p.v_mm]),
          below_px(),
        );
    },

    /** Where the page opens: {view, limb}. Marks that no whole view shows: the whole view their close-up belongs to. */
    first() {
      const own = marksOf(desk.session());
      const marks = own.length || !boot.previous ? own : marksOf(boot.previous);
      const found = of(marks) ?? { view: 'back', limb: false };
      return views.isCloseUp(found.view) ? { view: views.wholeOf(found.view), limb: false } : found;
    },

    limbFor: (view) => limbIn(view, marksOf(desk.session())),

    /** Have the marks in sight and framed, on the arm as well; the view stays where it shows them. */
    async toMarks() {
      const { view, limb } = map.now();
      const to = now();
      if (to && (to.view !== view || to.limb !== limb)) await shown.choose(to.view, to.limb);
      map.frame();
    },
  });
}

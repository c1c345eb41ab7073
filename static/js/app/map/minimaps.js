// The small bodies with their marks, drawn once the hand has rested.

import { standing, toldMarks } from '../../model/session.js';
import { homeView } from '../../geom/home.js';
import { VIEW_NAMES, countCloseUps, countThumb, drawThumb, showThumb } from '../../view/thumbs.js';

/** Small bodies follow once the hand has rested so long. */
const REST_MS = 800;

const later = window.requestIdleCallback?.bind(window) ?? ((work) => setTimeout(work, 30));

/** What a count of marks counts: once a session is signed, not what was left out. */
const counted = (session) => (session.signed ? toldMarks(session) : standing(session));

/** @import { Views } from '../../model/views.js' */
/** @import { Beside } from '../desk/beside.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from './map.js' */
/** @import { Shown } from './shown.js' */

/** @param {{place: HTMLElement, map: BodyMap, views: Views, desk: Desk, shown: Shown, beside: Beside}} parts */
export function createMinimaps({ place, map, views: table, desk, shown, beside }) {
  let timer = 0;
  const views = Object.keys(VIEW_NAMES);

  function draw(view) {
    if (!place.offsetParent) return;
    const box = table.box(desk.session().figure, view);
    const sight = map.sightOf(null, view, false);
    drawThumb(place, view, { sight, sightOf: map.sightOf, box, marks: standing(desk.session()) });
  }

  /** mark → its view; never stale, as a mark that changes is another object */
  const homes = new WeakMap();

  function homeOf(mark) {
    if (!homes.has(mark)) {
      const onLimb = mark.anchors?.some(([face]) => map.onLimb(face)) ?? false;
      // a mark laid in a close-up belongs to the whole view that sees it, if one does
      const asked = table.isCloseUp(mark.view) ? { ...mark, view: null } : mark;
      homes.set(
        mark,
        homeView(asked, views, (view, limb) => map.sightOf(null, view, limb), onLimb),
      );
    }
    return homes.get(mark);
  }

  function count() {
    const found = counted(desk.session()).map(homeOf);
    views.forEach((view) => countThumb(place, view, found.filter((home) => home === view).length));
    countCloseUps(place, found.filter((home) => !views.includes(home)).length);
  }

  function all() {
    later(count, { timeout: 3000 });
    views.forEach((view) => later(() => draw(view), { timeout: 3000 }));
  }

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(all, REST_MS);
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', all);
  shown.listen(({ view }) => showThumb(place, view));
  beside.listen(changed);
  return Object.freeze({ changed });
}

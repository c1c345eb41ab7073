// The small bodies, drawn when there is time for it.

import { standing } from '../model/session.js';
import { VIEW_NAMES, drawThumb } from '../view/thumbs.js';

const later = window.requestIdleCallback?.bind(window) ?? ((work) => setTimeout(work, 30));

export function createMinimaps({ place, map, meta, desk }) {
  let timer = 0;
  const views = Object.keys(VIEW_NAMES);

  function draw(view) {
    if (!place.offsetParent) return;
    const box = meta.figures[desk.session().figure][view];
    const sight = map.sightOf(view, false);
    drawThumb(place, view, { sight, sightOf: map.sightOf, box, marks: standing(desk.session()) });
  }

  function all() {
    views.forEach((view) => later(() => draw(view), { timeout: 3000 }));
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', all);
  return Object.freeze({
    changed() {
      clearTimeout(timer);
      timer = setTimeout(all, 400);
    },
  });
}

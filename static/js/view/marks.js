// The layer of marks, drawn from the difference of two states: what did not change is not touched.

import { trace } from '../geom/trace.js';
import { depthsOf } from '../model/marks.js';
import { s, toggle } from './dom.js';
import { hatches, signsOf } from './signs.js';

/** @import { Stage } from './stage.js' */

const LAYERS = ['fill', 'halo', 'sign'];

/** Marks are only ever added at the end; another order comes from another tablet. */
const sameOrder = (before, marks) =>
  marks.length >= before.length && before.every((mark, k) => mark.id === marks[k].id);

/** @typedef {ReturnType<typeof createMarksLayer>} MarksLayer */

/** @param {Stage} stage  `over` for what is filled, `leaves(name)` for halos and, above them, signs */
export function createMarksLayer(stage) {
  const groups = { fill: s('g', { class: 'marks-fill' }), halo: stage.leaves('halo'), sign: stage.leaves('sign') };
  stage.over.append(hatches(), groups.fill);
  /** id → {mark, parts, traced} of what is on the screen */
  let shown = new Map();
  let scene = null;
  let chosen = new Set();
  /** whether a mark is drawn faint */
  let isFaint = (_mark) => false;

  function drop({ parts }) {
    for (const name of LAYERS) parts[name].forEach((element) => element.remove());
  }

  function dress({ mark, parts }) {
    for (const element of LAYERS.flatMap((name) => parts[name])) {
      toggle(element, 'left-out', mark.done === false);
      toggle(element, 'added', mark.phase === 'end');
      toggle(element, 'chosen', chosen.has(mark.id));
      toggle(element, 'faint', isFaint(mark));
    }
  }

  function add(mark) {
    const { sight, sightOf, session, zonePath } = scene;
    const traced = trace(sight, mark, sightOf);
    const depth = depthsOf(mark)[0];
    const parts = signsOf(mark, traced, {
      radius_mm: mark.radius_mm ?? session.radii_mm[depth] ?? 10,
      width_mm: mark.width_mm ?? session.stroke_width_mm,
      zonePath: mark.zone ? zonePath(mark.zone) : '',
    });
    for (const name of LAYERS) groups[name].append(...parts[name]);
    const entry = { mark, parts, traced };
    dress(entry);
    return entry;
  }

  /** Draw anew only the marks that are another object than before. */
  function patch(before, marks) {
    marks.forEach((mark, k) => {
      if (mark === before[k]) return;
      const old = shown.get(mark.id);
      if (old) drop(old);
      if (mark.removed) shown.delete(mark.id);
      else shown.set(mark.id, add(mark));
    });
  }

  return Object.freeze({
    /** Draw everything anew for another view. `next`: {sight, sightOf, session, zonePath}. */
    stage(next) {
      shown.forEach(drop);
      groups.halo.clear();
      groups.sign.clear();
      shown = new Map();
      scene = next;
      this.update(next.session);
    },

    /** Bring the layer from what it shows to this session. */
    update(session) {
      const before = scene.session.marks;
      scene = { ...scene, session };
      if (shown.size && sameOrder(before, session.marks)) {
        patch(before, session.marks);
        return;
      }
      const kept = new Map();
      for (const mark of session.marks) {
        if (mark.removed) continue;
        const old = shown.get(mark.id);
        if (old?.mark === mark) kept.set(mark.id, old);
        else {
          if (old) drop(old);
          kept.set(mark.id, add(mark));
        }
      }
      for (const [id, old] of shown) if (!kept.has(id)) drop(old);
      shown = kept;
    },

    /** Light up the marks of these ids, and no others. */
    choose(...ids) {
      const before = chosen;
      chosen = new Set(ids);
      for (const id of before) if (!chosen.has(id) && shown.has(id)) dress(shown.get(id));
      for (const id of chosen) if (!before.has(id) && shown.has(id)) dress(shown.get(id));
    },

    /** Draw faint the marks for which `test(mark)` holds, and no others. */
    faint(test) {
      isFaint = test;
      shown.forEach(dress);
    },

    /** What stands where, for fingers: [{mark, traced}], last laid first. */
    standing: () => [...shown.values()].reverse(),
  });
}

// The lumbar grid on this patient's skin: its places, which view shows them, and what is marked or said of each.

import { KINDS } from '../../geom/kinds.js';
import { place } from '../../geom/sight.js';
import { examinedOf } from '../../model/examined.js';
import { standing } from '../../model/session.js';
import { loadLayers } from '../map/load_layers.js';

const patterns = () => import('../../geom/patterns.js');

export const PATTERN = 'lumbar';
export const VERSION = 1;
const LEVELS = Object.freeze(['L1', 'L2', 'L3', 'L4', 'L5', 'S1']);

/** Levels that are shown only where they are asked for: the publication has all, mostly the lower ones are examined. */
const UPPER = Object.freeze(['L1', 'L2']);

/** A mark this near to a place stands on it: on a body of another weight the grid lies a little off. */
const ON_MM = 4;

const isUpper = (name) => UPPER.includes(name.split('.')[0]);
const far = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);

/** @import { Desk } from '../desk/desk.js' */
/** @import { Live } from '../map/live.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Boot } from '../offline/boot.js' */

/** @param {{boot: Boot, desk: Desk, map: BodyMap, live: Live}} parts */
export function createGrid({ boot, desk, map, live }) {
  /** of all levels, and those that are there: {key, anchor, point} */
  let every = null;
  let places = null;
  let pointOf = null;
  /** mark → where it is on the skin; never stale, as a mark that moves is another object */
  const points = new WeakMap();
  /** place → the mark on it, as the marks stand now */
  let held = { marks: null, on: new Map() };
  let spots = { sight: null, seen: [] };

  const said = () => examinedOf(desk.session(), PATTERN);
  const saysUpper = () => Boolean(said()?.examined.some(isUpper));

  function pointOfMark(mark) {
    if (!points.has(mark)) points.set(mark, pointOf(mark.anchors[0]));
    return points.get(mark);
  }

  function onPlaces() {
    const { marks } = desk.session();
    if (held.marks === marks) return held.on;
    const laid = standing(desk.session()).filter((m) => KINDS[m.kind].single);
    const on = new Map(places.map((each) => [each.key, laid.find((m) => far(pointOfMark(m), each.point) < ON_MM)]));
    held = { marks, on };
    return on;
  }

  const markOn = (name) => onPlaces().get(name);

  /** The places that are there: of the upper levels too where that was chosen, or where they were examined. */
  function follow(upper) {
    const wanted = upper || saysUpper();
    if (!every || (places && wanted === places.some((each) => isUpper(each.key)))) return;
    places = every.filter((each) => wanted || !isUpper(each.key));
    held = { marks: null, on: new Map() };
    spots = { sight: null, seen: [] };
  }

  /** Where the places are in this view: {each, u_mm, v_mm} of those it shows. */
  function seen() {
    const { sight } = map.now();
    if (spots.sight !== sight) {
      spots = { sight, seen: places.map((each) => ({ each, ...place(sight, each.anchor) })).filter((p) => p.visible) };
    }
    return spots.seen;
  }

  const names = () => places.map((each) => each.key);

  return Object.freeze({
    /** Raises a TypeError where the body of the patient cannot be had. */
    async load(upper) {
      const [found, skin, layers] = await Promise.all([patterns(), live.skin(), loadLayers(boot.urls.static)]);
      pointOf = (anchor) => found.pointOf(skin, anchor);
      every = found.lumbarPlaces(skin, layers, LEVELS);
      follow(upper);
    },
    isThere: () => places !== null,
    follow,
    places: () => places,
    names,
    seen,
    /** The place nearest to one of the drawing, within `reach_mm`; or null. */
    near(/** @type {readonly number[]} */ [u, v], reach_mm) {
      const [best] = seen()
        .map((p) => ({ mm: Math.hypot(p.u_mm - u, p.v_mm - v), each: p.each }))
        .sort((a, b) => a.mm - b.mm);
      return best && best.mm <= reach_mm ? best.each : null;
    },
    markOn,
    /** Names of those that have a mark, or were said to be painful. */
    painful: () => names().filter((name) => markOn(name) || said()?.painful.includes(name)),
    stateOf({ key: name }) {
      if (markOn(name)) return 'marked';
      const found = said();
      return found?.painful.includes(name) ? 'painful' : found?.examined.includes(name) ? 'not-painful' : 'free';
    },
    /** Whether all of them were said examined. */
    isSaid: () => names().every((name) => said()?.examined.includes(name)),
    saysUpper,
  });
}

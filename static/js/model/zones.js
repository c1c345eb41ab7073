// Which zones a session treats, as its marks tell; where an outline's border lies is where it begins.

import { KINDS } from '../geom/kinds.js';
import { _ } from '../texts.js';
import { standing } from './session.js';

/** @import { Placed } from './labels.js' */

/** Keys of zones in the order they were marked; `zoneOfFace(face)` → key. */
export function treatedZones(session, zoneOfFace) {
  const of = (mark) => mark.zone ?? zoneOfFace(mark.anchors[0][0]);
  return [...new Set(standing(session).map(of).filter(Boolean))];
}

/**
 * Name of the place of a mark in the page's language: of its zone, or of the one it begins in; an
 * outline or a stroke that has both sides of that is called after the middle.
 * @param {Placed} mark
 * @param {(face: number) => ?string} zoneOfFace
 * @param {Object<string, string>} names  of zones, by key
 */
export function placeName(mark, zoneOfFace, names) {
  const key = mark.zone ?? (mark.anchors ? zoneOfFace(mark.anchors[0][0]) : null);
  const name = names?.[key] ?? '';
  const other = mark.zone || KINDS[mark.kind].single ? null : otherSide(key);
  if (!other || !mark.anchors.some(([face]) => zoneOfFace(face) === other)) return name;
  return _('{zone}, médian', { zone: inCommon(name, names[other] ?? name) });
}

/** The same zone of the other side, or null for one of the middle. */
const otherSide = (key) => (/\.[LR]$/.test(key ?? '') ? key.slice(0, -1) + (key.endsWith('L') ? 'R' : 'L') : null);

/** What two names have in common, word by word: "Left gluteal region", "Right …" → "Gluteal region". */
function inCommon(one, other) {
  const there = new Set(other.split(' '));
  const words = one
    .split(' ')
    .filter((word) => there.has(word))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

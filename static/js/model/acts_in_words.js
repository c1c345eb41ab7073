// Acts that are on their way, in words: by gesture, with their time.

import { _ } from '../texts.js';
import { ACTS } from './acts/all.js';
import { read } from './acts/reading.js';
import { countWords, whereWords } from './labels.js';

function gestureWords(made, name) {
  const events = made.filter((e) => read(e) !== null);
  if (!events.length) return _('Saisie d’une version plus récente');
  const planned = events.filter((e) => e.body.mark).map((e) => e.body.mark);
  const marks = [countWords(planned), name ? whereWords(planned, name) : ''].filter(Boolean).join(', ');
  const others = events.filter((e) => !e.body.mark);
  const kinds = [...new Set(others.map((e) => e.kind))];
  const said = kinds.map((kind) => ACTS.get(kind).words(others.filter((e) => e.kind === kind).length));
  return [marks, ...new Set(said)].filter(Boolean).join(' · ');
}

/** @import { ActEvent } from './acts/act.js' */
/** @import { Placed } from './labels.js' */

/**
 * [{at, words}] of events, oldest first; events of one gesture are one line.
 * @param {readonly ActEvent[]} events
 * @param {((mark: Placed) => string) | null} name
 */
export function actsInWords(events, name = null) {
  const gestures = new Map();
  for (const e of events) {
    const key = e.gesture_id ?? e.id;
    gestures.set(key, [...(gestures.get(key) ?? []), e]);
  }
  return [...gestures.values()].map((group) => ({ at: group[0].at, words: gestureWords(group, name) }));
}

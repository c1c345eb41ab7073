// Which view is on the glass: other parts ask here for another, and are told here when it changes.

import { createEmitter } from '../../model/emitter.js';

/** @import { Emitter } from '../../model/emitter.js' */
/** @import { BodyMap } from './map.js' */
/** @typedef {ReturnType<typeof createShown>} Shown */
/** @typedef {{view: string, limb: boolean, placed: boolean}} Arrival  `placed`: with a camera of its own */

/** @param {BodyMap} map */
export function createShown(map) {
  /** @type {Emitter<[]>} */
  const leaving = createEmitter();
  /** @type {Emitter<[Arrival]>} */
  const came = createEmitter();
  return Object.freeze({
    /**
     * Show a view, its near arm drawn where `limb`; with a `camera`, at that place in it.
     * @param {string} view
     * @param {boolean} limb
     */
    async choose(view, limb = false, { camera = /** @type {object | null} */ (null) } = {}) {
      leaving.emit();
      if (await map.show(view, limb, { camera })) came.emit({ view, limb, placed: camera !== null });
    },
    /** Hear before another view is shown, to put away what is about the present one. */
    onLeave: leaving.listen,
    /** Hear when another view is shown: `listener(arrival)`. */
    listen: came.listen,
  });
}

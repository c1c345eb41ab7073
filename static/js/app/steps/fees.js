// What the server says of the fee: of the plan in *Accord*, and beside it of what was done in *Fin*.

import { whenFree } from '../../input/free.js';
import { createEmitter } from '../../model/emitter.js';

/** @import { Emitter } from '../../model/emitter.js' */
/** @import { Step } from '../../model/rules.js' */
/** @import { Api } from '../../store/api.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @typedef {ReturnType<typeof createFees>} Fees */

/** @param {{api: Api, boot: Boot}} parts */
export function createFees({ api, boot }) {
  /** @type {Emitter<[Step]>} */
  const came = createEmitter();
  let quote = null;
  let difference = null;

  return Object.freeze({
    /** The fee of the plan, or null; `failed`: it is the last one known. */
    quote: () => quote,
    /** The fee of what was done beside it, or null; `of_done`: it was said what was when the server was asked. */
    difference: () => difference,
    async askQuote() {
      try {
        quote = await api.get(boot.urls.quote);
      } catch {
        quote = { ...quote, failed: true };
      }
      whenFree(() => came.emit('accord'));
    },
    /** @param {boolean} of_done  Whether it was said what was done. */
    async askDifference(of_done) {
      const found = await api.get(boot.urls.difference).catch(() => null);
      difference = found && { ...found, of_done };
      whenFree(() => came.emit('end'));
    },
    /** Hear of a fee that is there: `listener(step)`, the one that shows it. */
    listen: came.listen,
  });
}

// What this tablet asks of the server beside marks: on disk first, then sent as soon as can be.

import { createEmitter } from '../../model/emitter.js';
import { Refused } from '../../store/api.js';
import { ask as askServer } from '../../store/courier.js';
import { requestsTo } from '../../store/kept.js';

/** @import { Emitter } from '../../model/emitter.js' */
/** @import { Api } from '../../store/api.js' */
/** @import { Here } from '../../store/courier.js' */
/** @import { Sync } from '../../store/sync.js' */
/** @import { Kept } from './load.js' */

/**
 * @param {{api: Api, kept: Kept, sync: () => Sync | null}} parts  `sync()` null as long as nothing is sent
 * @returns {Here & {refused: (request: any) => void}}  `refused(request)`: the server did not take it
 */
export function createHere({ api, kept, sync }) {
  /** @type {Emitter<[any]>} */
  const refusal = createEmitter();
  return Object.freeze({
    isOnline: () => sync()?.isOnline() ?? true,
    /** Resolves once it is on disk; or once the server has it, where nothing is kept. */
    async ask(request) {
      try {
        await kept.outbox.keep([], request);
      } catch (error) {
        if (!sync().isOnline()) throw error;
        const { refused } = await askServer(api, request);
        if (refused) throw new Refused(refused);
        return;
      }
      sync().ask();
    },
    /** Hear of what the server did not take: `listener(request)`. */
    onRefused: refusal.listen,
    refused: refusal.emit,
    asked: (url) => (kept.db ? requestsTo(kept.db, kept.key, url) : Promise.resolve([])),
  });
}

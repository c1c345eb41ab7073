// What was made goes to the disk first, then to the server; what the disk refuses goes there all the same.

import { afterFrame } from '../../view/frame.js';

/** @import { ActEvent } from '../../model/acts/act.js' */
/** @import { Outbox } from '../../store/outbox.js' */

/** What the disk refused is tried again after so long. */
const RETRY_MS = 3000;

/**
 * @param {{
 *   outbox: Pick<Outbox, 'keep'>, push: (events: ActEvent[]) => void, onKeeping: (state: string) => void,
 * }} parts  `push(events)` to send, `onKeeping(state)`: 'keeping' | 'kept' | 'trouble'
 */
export function createKeeping({ outbox, push, onKeeping }) {
  let keeping = Promise.resolve();
  /** made, but not on its way to the disk yet */
  let fresh = [];
  /** what the disk would not take, by id: safe once the server has it */
  const unsaved = new Map();

  const sayKept = () => {
    if (unsaved.size) onKeeping('trouble');
    else if (!fresh.length) onKeeping('kept');
  };

  async function keep() {
    const batch = fresh.splice(0);
    const all = [...unsaved.values(), ...batch];
    if (!all.length) return;
    try {
      await outbox.keep(all);
      unsaved.clear();
    } catch {
      batch.forEach((e) => unsaved.set(e.id, e));
      setTimeout(now, RETRY_MS);
    }
    if (batch.length) push(batch);
    sayKept();
  }

  /** Write what was made since to the disk, without waiting for a frame. */
  function now() {
    keeping = keeping.then(keep);
  }

  return Object.freeze({
    now,
    /** @param {ActEvent[]} events  To the disk, right after the frame that shows them. */
    take(events) {
      if (!fresh.length) afterFrame(now);
      fresh.push(...events);
      onKeeping('keeping');
    },
    /** Whether everything that was made here is on the disk, or on the server. */
    allSafe: () => unsaved.size === 0,
    /** Note that the server has an event: it is safe, whatever the disk says. */
    arrived(id) {
      if (unsaved.delete(id)) sayKept();
    },
  });
}

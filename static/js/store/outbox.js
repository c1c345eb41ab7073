// What is on its way to the server. On disk first, then on the screen as kept.

import { read, transact } from './idb.js';
import { seal, unseal } from './seal.js';

/** Acknowledged events stay this long, so that a server brought back from a backup can have them. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

export function createOutbox(db, key, device, session_id) {
  let next_seq = device.next_seq;

  async function rowOf(event, status) {
    const { iv, data } = await seal(key, event);
    return { id: event.id, session_id, device_seq: event.device_seq, status, kept_at: Date.now(), iv, data };
  }

  const rows = () => read(db, 'outbox', (outbox) => outbox.index('session').getAll(session_id));

  return Object.freeze({
    device_id: device.device_id,

    /** The next number of this device. */
    takeSeq() { next_seq += 1; return next_seq - 1; },

    /** Keep the events of one gesture, all or none; resolves once they are on disk. */
    async keep(events) {
      const ready = await Promise.all(events.map((e) => rowOf(e, 'waiting')));
      const counter = { device_id: device.device_id, next_seq };
      await transact(db, ['outbox', 'devices'], 'readwrite', (outbox, devices) => {
        ready.forEach((row) => outbox.put(row));
        devices.put(counter, device.place);
      });
    },

    /** Events of this session still waiting, of whichever tab, in the order they were made. */
    async waiting() {
      const found = (await rows()).filter((r) => r.status === 'waiting');
      const events = await Promise.all(found.map((r) => unseal(key, r).catch(() => null)));
      return events.filter(Boolean).sort((a, b) => (a.id < b.id ? -1 : 1));
    },

    /** The server has answered for these: [{id, status}]. */
    async settle(answers) {
      const status = new Map(answers.map((a) => [a.id, a.status]));
      await transact(db, ['outbox'], 'readwrite', (outbox) => {
        for (const [id, how] of status) {
          const asked = outbox.get(id);
          asked.onsuccess = () => { if (asked.result) outbox.put({ ...asked.result, status: how }); };
        }
      });
    },

    /** Forget what the server has had for a week. */
    async tidy() {
      const old = (await rows()).filter((r) => ['stored', 'replayed'].includes(r.status)
        && Date.now() - r.kept_at > KEPT_MS);
      if (old.length) await transact(db, ['outbox'], 'readwrite', (outbox) => old.forEach((r) => outbox.delete(r.id)));
    },
  });
}

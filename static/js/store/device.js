// Which device this tab is. A browser has a few places; a tab takes one that no other tab holds,
// the same one again after a reload: no two tabs count with one `device_id`, and undo works after a reload.

import { read, transact } from './idb.js';
import { uuid7 } from './ids.js';

const PLACES = 16;
const REMEMBERED = 'mesomap.place';

/** Hold a lock for as long as the tab lives. Resolves to true once held, false when refused. */
function hold(place, options) {
  return new Promise((resolve) => {
    navigator.locks
      .request(`mesomap-device-${place}`, options, (lock) => {
        resolve(lock !== null);
        return lock ? new Promise(() => {}) : undefined;
      })
      .catch(() => resolve(false));
  });
}

async function takePlace() {
  // a browser without locks cannot tell its tabs apart: each time a device of its own
  if (!navigator.locks) return uuid7();
  const before = sessionStorage.getItem(REMEMBERED);
  // the tab that was reloaded may hold its place a moment longer
  if (before !== null && (await hold(before, { signal: AbortSignal.timeout?.(1500) }))) return before;
  for (let place = 0; place < PLACES; place += 1) {
    if (await hold(String(place), { ifAvailable: true })) return String(place);
  }
  return uuid7();
}

async function nameOf(db, place) {
  const found = await read(db, 'devices', (devices) => devices.get(place));
  if (found) return found;
  const fresh = { device_id: uuid7(), next_seq: 1 };
  await transact(db, ['devices'], 'readwrite', (devices) => devices.put(fresh, place));
  return fresh;
}

/** {place, device_id, next_seq} of this tab. */
export async function thisDevice(db) {
  const place = await takePlace();
  sessionStorage.setItem(REMEMBERED, place);
  return { place, ...(await nameOf(db, place)) };
}

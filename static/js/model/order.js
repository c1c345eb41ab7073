// In which order events count: the same rule as in mesomap/domain/fold.py.

import { OPENING } from './acts/opening.js';
import { SIGNATURE } from './acts/signature.js';

const opens = (e) => Number(e.kind === OPENING);

const place = (a, b) =>
  (a.seq ?? Infinity) - (b.seq ?? Infinity) || a.device_seq - b.device_seq || (a.id < b.id ? -1 : Number(a.id > b.id));

const byPlace = (a, b) => {
  if (opens(a) !== opens(b)) return opens(b) - opens(a);
  const by = place(a, b);
  return Number.isNaN(by) ? a.device_seq - b.device_seq || (a.id < b.id ? -1 : 1) : by;
};

function unique(row) {
  const seen = new Set();
  return row.filter((e) => !seen.has(e.id) && seen.add(e.id));
}

/** Within one device its own counter rules: the places it holds are filled in that order. */
function byDevice(row) {
  const queues = new Map();
  for (const e of row) {
    if (!queues.has(e.device_id)) queues.set(e.device_id, []);
    queues.get(e.device_id).push(e);
  }
  for (const queue of queues.values()) queue.sort((a, b) => a.device_seq - b.device_seq);
  const next = new Map([...queues.keys()].map((d) => [d, 0]));
  return row.map((e) => {
    const k = next.get(e.device_id);
    next.set(e.device_id, k + 1);
    return queues.get(e.device_id)[k];
  });
}

/** The opening first, then by the server's `seq`, what is still on its way last; the signature ends the session. */
export function inOrder(events) {
  const row = unique([...events].sort(byPlace));
  const signed = row.findIndex((e) => e.kind === SIGNATURE);
  const end = signed < 0 ? row.length : signed;
  const begin = row.length ? opens(row[0]) : 0;
  return [...row.slice(0, begin), ...byDevice(row.slice(begin, end)), ...row.slice(end)];
}

// Today's patients on this tablet: encrypted, and readable as long as the sign-in would last; a sign-out forgets them.

import { read, transact } from './idb.js';
import { destroyTodayKey, knownTodayKey, seal, sealBytes, todayKey, unseal, unsealBytes } from './seal.js';

const ALL = 'all';

/** A clock may be set back by so much; further back, what is kept is forgotten. */
const BACK_MS = 3600 * 1000;

/** Bodies of this many patients are kept beside those of walk-ins, in the order of the list. */
const MOST_BODIES = 40;

/** The key of a body: the figures that it was made of. */
export const bodyKey = ({ sex, age_years, height_cm, weight_kg }) => [sex, age_years, height_cm, weight_kg].join('|');

/** Sign-out, or the end of the twelve hours: nothing of a patient can be read here any more. */
export async function forgetToday(db) {
  await destroyTodayKey(db);
  await transact(db, ['today', 'bodies'], 'readwrite', (today, bodies) => {
    today.clear();
    bodies.clear();
  });
}

/** Keep what the server gave; `readable_s` is for how long the sign-in holds. */
export async function keepToday(db, { readable_s, ...today }) {
  const key = await todayKey(db);
  const now = Date.now();
  const row = { tag: today.tag, from: now, until: now + readable_s * 1000, ...(await seal(key, today)) };
  await transact(db, ['today'], 'readwrite', (store) => {
    store.put(row, ALL);
  });
}

const rowOf = (db) => read(db, 'today', (store) => store.get(ALL));

/** Keep today readable for longer: the server has said again that the sign-in holds. */
export async function prolongToday(db, readable_s) {
  const row = await rowOf(db);
  if (row)
    await transact(db, ['today'], 'readwrite', (store) => {
      store.put({ ...row, from: Date.now(), until: Date.now() + readable_s * 1000 }, ALL);
    });
}

export const todayTag = async (db) => (await rowOf(db))?.tag ?? null;

/** Today's patients, or null where they may not, or cannot, be read (any more). */
export async function readToday(db) {
  const row = await rowOf(db);
  if (!row) return null;
  const now = Date.now();
  if (now > row.until || now < row.from - BACK_MS) {
    await forgetToday(db);
    return null;
  }
  const key = await knownTodayKey(db);
  return key ? unseal(key, row).catch(() => null) : null;
}

/** The body made of `physique`, as bytes, or null. */
export async function readBody(db, physique) {
  const [key, row] = await Promise.all([
    knownTodayKey(db),
    read(db, 'bodies', (bodies) => bodies.get(bodyKey(physique))),
  ]);
  return key && row ? unsealBytes(key, row).catch(() => null) : null;
}

/** Whether an id names this person: their own, or that of a record that was merged into theirs. */
export const isOf = (person, patient_id) => person.id === patient_id || Boolean(person.merged?.includes(patient_id));

async function fetchBody(db, url, physique) {
  const name = bodyKey(physique);
  if (await read(db, 'bodies', (bodies) => bodies.getKey(name))) return;
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`no body at ${url}`);
  const bytes = await response.arrayBuffer();
  const key = await knownTodayKey(db);
  if (!key) throw new Error('signed out meanwhile');
  const row = await sealBytes(key, bytes);
  // in one transaction with a look at the list: where that was forgotten meanwhile, nothing is kept
  await transact(db, ['today', 'bodies'], 'readwrite', (today, bodies) => {
    const list = today.getKey(ALL);
    list.onsuccess = () => {
      if (list.result) bodies.put(row, name);
    };
  });
}

/** Bodies of today's patients and of walk-ins, one after the other, `rest()` between them. */
export async function fetchBodies(db, today, rest) {
  const people = today.people.slice(0, MOST_BODIES).map((p) => [`/api/patients/${p.id}/body`, p.body.body]);
  const walkIns = Object.entries(today.walk_ins).map(([name, { body }]) => [`/api/walk-ins/${name}/body`, body]);
  for (const [url, physique] of [...people, ...walkIns]) {
    await fetchBody(db, url, physique);
    await rest();
  }
}

/** Drawings that these patients need beyond the shell: whole views of their figures. */
export const drawingsOf = (today) =>
  [...new Set([...today.people, ...Object.values(today.walk_ins)].map((p) => p.body.figure ?? p.figure))].flatMap(
    (figure) =>
      ['front', 'back', 'left', 'right']
        .map((view) => `/static/svg/${figure}-${view}.svg`)
        .concat(`/static/body/figure-${figure}-1.bin`),
  );

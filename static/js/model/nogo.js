// Skin of a patient that is left alone: drawn in one session, known to all of them.

import { N_ } from '../texts.js';
import { deepFreeze } from './marks.js';

const freeze = Object.freeze;

/** Kinds, and what they are called. */
export const NOGO = freeze({
  mole: N_('Grain de beauté'), scar: N_('Cicatrice'), tattoo: N_('Tatouage'), infection: N_('Peau infectée'), other: N_('Autre'),
});

const OPTIONAL = ['view', 'figure', 'radius_mm', 'note'];

/** The patch alone, as it is written: empty keys left out. */
export function nogoFrom(raw) {
  const found = { id: raw.id, kind: raw.kind, anchors: raw.anchors };
  for (const name of OPTIONAL) if (raw[name] !== null && raw[name] !== undefined) found[name] = raw[name];
  return deepFreeze(found);
}

/** Apply an event about such skin; another kind gives the same session back. */
export function applyToNogo(session, { kind, body, seq }) {
  if (kind !== 'nogo.drawn' && kind !== 'nogo.lifted') return session;
  const entry = deepFreeze({ ...nogoFrom(body.nogo), lifted: kind === 'nogo.lifted', seq: seq ?? null });
  const before = session.nogo ?? [];
  const known = before.some((n) => n.id === entry.id);
  const nogo = known ? before.map((n) => (n.id === entry.id ? entry : n)) : [...before, entry];
  return freeze({ ...session, nogo: freeze(nogo) });
}

const newer = (a, b) => (a.seq ?? Infinity) >= (b.seq ?? Infinity);

/**
 * The patches that stand: what other sessions said last (`said`, each with its `session_id`), and this one.
 * Where two say something of one patch, the later of them is right.
 */
export function standingNogo(session, said) {
  const last = new Map();
  const others = said.filter((n) => n.session_id !== session.id);
  for (const entry of [...others, ...(session.nogo ?? [])]) {
    const known = last.get(entry.id);
    if (!known || newer(entry, known)) last.set(entry.id, entry);
  }
  return freeze([...last.values()].filter((n) => !n.lifted));
}

const act = (kind, nogo) => freeze([freeze({ kind, body: freeze({ nogo: nogoFrom(nogo) }) })]);

export const drawNogo = (nogo) => act('nogo.drawn', nogo);

export const liftNogo = (nogo) => act('nogo.lifted', nogo);

const LAYING = new Set(['mark.planned', 'mark.moved']);

/** Acts that say which patches the doctor chose to mark all the same: `under(act)` gives their ids. */
export const accepting = (acts, under) => acts.map((a) => {
  const ids = LAYING.has(a.kind) ? under(a) : [];
  return ids.length ? freeze({ ...a, body: freeze({ ...a.body, accepted_nogo: freeze(ids) }) }) : a;
});

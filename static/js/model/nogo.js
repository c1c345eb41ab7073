// Skin of a patient that is left alone: drawn in one session, known to all of them.

import { N_ } from '../texts.js';
import { act } from './acts/act.js';
import { deepFreeze } from './marks.js';

const freeze = Object.freeze;

/** Kinds, and what they are called. */
export const NOGO = freeze({
  mole: N_('Grain de beauté'),
  scar: N_('Cicatrice'),
  tattoo: N_('Tatouage'),
  infection: N_('Peau infectée'),
  other: N_('Autre'),
});

const OPTIONAL = ['view', 'figure', 'radius_mm', 'note'];

/** The patch alone, as it is written: empty keys left out. */
export function nogoFrom(raw) {
  const found = { id: raw.id, kind: raw.kind, anchors: raw.anchors };
  for (const name of OPTIONAL) if (raw[name] !== null && raw[name] !== undefined) found[name] = raw[name];
  return deepFreeze(found);
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

export const drawNogo = (nogo) => freeze([act('nogo.drawn', { nogo: nogoFrom(nogo) })]);

export const liftNogo = (nogo) => freeze([act('nogo.lifted', { nogo: nogoFrom(nogo) })]);

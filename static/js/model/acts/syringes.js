// Acts on syringes: prepared, said to be empty or not, never prepared after all.

import { _ } from '../../texts.js';
import { deepFreeze } from '../marks.js';
import { act, defineAct, merge } from './act.js';

/** @import { Step } from './act.js' */

const freeze = Object.freeze;

export const SYRINGES = freeze(['A', 'B', 'C']);

/** Keys that older versions did not write: left out while they are empty. */
const PRODUCT_MORE = ['presentation', 'expired_confirmed'];
const SYRINGE_MORE = ['depth_mm', 'drop_ml', 'shots_per_s', 'allergy_reason', 'needle_gauge'];

const more = (raw, names) =>
  Object.fromEntries(
    names.filter((n) => raw[n] !== null && raw[n] !== undefined && raw[n] !== false).map((n) => [n, raw[n]]),
  );

const productFrom = (raw) => ({
  name: raw.name,
  lot: raw.lot ?? null,
  expiry: raw.expiry ?? null,
  volume_ml: raw.volume_ml ?? null,
  ...more(raw, PRODUCT_MORE),
});

const syringeFrom = (raw, left_ml = null) => ({
  key: raw.key,
  dry: Boolean(raw.dry),
  products: (raw.products ?? []).map(productFrom),
  volume_ml: raw.volume_ml ?? null,
  needle_mm: raw.needle_mm ?? null,
  device: raw.device ?? null,
  left_ml,
  ...more(raw, SYRINGE_MORE),
});

function withSyringe(session, syringe) {
  const all = { ...session.syringes, [syringe.key]: deepFreeze(syringe) };
  const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  return merge(session, { syringes: freeze(Object.fromEntries(sorted)) });
}

const prepare = (session, { body: { syringe } }) =>
  withSyringe(session, syringeFrom(syringe, session.syringes[syringe.key]?.left_ml ?? null));

const empty = (session, { body: { key, left_ml } }) =>
  withSyringe(session, { ...(session.syringes[key] ?? syringeFrom({ key })), left_ml });

function withdraw(session, { body: { key } }) {
  const { [key]: _gone, ...rest } = session.syringes;
  return merge(session, { syringes: freeze(rest) });
}

function back(before, key) {
  const syringe = before.syringes[key];
  if (!syringe) return [act('syringe.withdrawn', { key })];
  const { left_ml: _left, ...rest } = syringe;
  return [act('syringe.prepared', { syringe: rest })];
}

const labelOf = (key) => _('seringue {key}', { key });

export const ACTS = [
  defineAct({
    kind: 'syringe.prepared',
    choices: { 'syringe.key': SYRINGES },
    apply: prepare,
    inverse: (before, body) => back(before, body.syringe.key),
    words: () => _('Seringue préparée'),
    label: (/** @type {Step} */ { events: [{ body }] }) => labelOf(body.syringe.key),
  }),
  defineAct({
    kind: 'syringe.emptied',
    choices: { key: SYRINGES },
    apply: empty,
    inverse: null,
    words: () => _('Reste de la seringue'),
    label: null,
  }),
  defineAct({
    kind: 'syringe.withdrawn',
    choices: { key: SYRINGES },
    apply: withdraw,
    inverse: (before, body) => (before.syringes[body.key] ? back(before, body.key) : []),
    words: () => _('Seringue retirée'),
    label: (/** @type {Step} */ { events: [{ body }] }) => labelOf(body.key),
  }),
];

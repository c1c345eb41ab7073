// Places that were palpated, painful or not. The same in mesomap/domain/examined.py.

import { deepFreeze } from './marks.js';

const freeze = Object.freeze;

/** Templates whose places can be examined. */
export const PATTERNS = freeze(['lumbar']);

/** What was examined with one more `points.examined`, or undefined where nothing is: the last of a pattern counts. */
export function withExamined(before, { pattern, version, examined, painful }, at, author_id) {
  const others = (before ?? []).filter((one) => one.pattern !== pattern);
  const made = examined.length ? [deepFreeze({ pattern, version, examined: [...examined], painful: [...painful], at, author_id })] : [];
  const all = [...others, ...made];
  return all.length ? freeze(all) : undefined;
}

/** What a session says of a pattern, or null. */
export const examinedOf = (session, pattern) => session.examined?.find((one) => one.pattern === pattern) ?? null;

/** Say which places of a pattern were examined and which of them were painful; none takes it back. */
export const examine = (pattern, version, examined, painful) => [freeze({ kind: 'points.examined', body: deepFreeze({ pattern, version, examined: [...examined], painful: [...painful] }) })];

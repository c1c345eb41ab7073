// Places that were palpated, painful or not. The same in mesomap/domain/examined.py.

import { act } from './acts/act.js';
import { deepFreeze } from './marks.js';

const freeze = Object.freeze;

/** Templates whose places can be examined. */
export const PATTERNS = freeze(['lumbar']);

/** What a session says of a pattern, or null. */
export const examinedOf = (session, pattern) => session.examined?.find((one) => one.pattern === pattern) ?? null;

/** Say which places of a pattern were examined and which of them were painful; none takes it back. */
export const examine = (pattern, version, examined, painful) => [
  act('points.examined', deepFreeze({ pattern, version, examined: [...examined], painful: [...painful] })),
];

/** One place more that was examined, painful or not; nothing where nothing was said of the pattern. */
export function examineAlso(session, pattern, version, name, painful) {
  const before = examinedOf(session, pattern);
  if (!before) return [];
  const others = before.painful.filter((each) => each !== name);
  return examine(pattern, version, new Set([...before.examined, name]), painful ? [...others, name] : others);
}

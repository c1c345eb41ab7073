// The most acts of one gesture: with more the page would not answer for seconds.

import { _ } from '../../texts.js';

export const MOST_ACTS = 2000;

/** As `perform`, but for a gesture of too many acts: it is told, nothing of it is done, and null comes back. */
export const limited = (perform, tell) => (acts) => {
  if (acts.length <= MOST_ACTS) return perform(acts);
  tell(_('Un geste porte {most} marques au plus : faites-le en plusieurs fois. Rien n’a changé.', { most: MOST_ACTS }));
  return null;
};

// What lies below the marks: groups that others draw into; the <svg> is not shown while all of them are empty.

import { s } from './dom.js';

/** `add(name)` gives a group of its own; those added later lie above. */
export function createUnderlay(svg) {
  const groups = [];
  const look = () =>
    svg.toggleAttribute(
      'data-empty',
      groups.every((group) => !group.firstChild),
    );
  look();
  new MutationObserver(look).observe(svg, { childList: true, subtree: true });
  return Object.freeze({
    add(name) {
      const group = s('g', { class: name });
      groups.push(group);
      svg.append(group);
      return group;
    },
  });
}

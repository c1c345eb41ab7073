// Small helpers for elements. No markup in strings, so that nothing typed is ever read as HTML.

const SVG = 'http://www.w3.org/2000/svg';

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

export const h = (tag, attributes = {}, ...children) => dress(document.createElement(tag), attributes, children);

export const s = (tag, attributes = {}, ...children) => dress(
  document.createElementNS(SVG, tag), attributes, children,
);

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Text changes only when it says something else. */
export function say(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

export function toggle(element, name, on) {
  if (element && element.classList.contains(name) !== Boolean(on)) element.classList.toggle(name, Boolean(on));
}

/** A drawing from the page's own sheet of icons. */
export const icon = (name, label = null) => s(
  'svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': label ? null : 'true', role: label ? 'img' : null, 'aria-label': label },
  s('use', { href: `#icon-${name}` }),
);

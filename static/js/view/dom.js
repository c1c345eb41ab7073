// Small helpers for elements. No markup in strings, so that nothing typed is ever read as HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** Listeners that `morph` can hand from a new element to the one it resembles. */
const handlers = new WeakMap();

function listen(element, name, work) {
  const known = handlers.get(element) ?? {};
  handlers.set(element, { ...known, [name]: work });
  if (!(name in known)) element.addEventListener(name, (event) => handlers.get(element)[name](event));
}

function dress(element, attributes, children) {
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) listen(element, name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  if (children.length) element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

export const h = (tag, attributes = {}, ...children) => dress(document.createElement(tag), attributes, children);

export const s = (tag, attributes = {}, ...children) => dress(document.createElementNS(SVG, tag), attributes, children);

/**
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {E | null}
 */
export const $ = (selector, root = document) => root.querySelector(selector);
/**
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {E[]}
 */
export const $$ = (selector, root = document) => [.../** @type {NodeListOf<E>} */ (root.querySelectorAll(selector))];

/** Set an element's text, unless it is the same: a screen reader announces each change. */
export function say(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

export function toggle(element, name, on) {
  if (element && element.classList.contains(name) !== Boolean(on)) element.classList.toggle(name, Boolean(on));
}

/** A drawing from the page's own sheet of icons. */
export const icon = (name, label = null) =>
  s(
    'svg',
    {
      class: 'icon',
      viewBox: '0 0 24 24',
      'aria-hidden': label ? null : 'true',
      role: label ? 'img' : null,
      'aria-label': label,
    },
    s('use', { href: `#icon-${name}` }),
  );

const sort = (node) =>
  node.nodeType === Node.ELEMENT_NODE
    ? `${node.nodeName} ${node.getAttribute('class') ?? ''} ${node.dataset.act ?? ''}`
    : '';

function become(old, next) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  // what a reader has unfolded stays so
  const stays = (name) => name === 'open' && old.nodeName === 'DETAILS';
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && !stays(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const [name, work] of Object.entries(handlers.get(next) ?? {})) listen(old, name, work);
  morph(old, [...next.childNodes]);
}

/** For each wanted node the old one that it resembles, in their order; or the wanted one itself. */
function matched(place, wanted) {
  const left = new Map();
  for (const old of place.childNodes) left.set(sort(old), [...(left.get(sort(old)) ?? []), old]);
  return wanted.map((next) => left.get(sort(next))?.shift() ?? next);
}

/**
 * Make the children of `place` say what `children` say, keeping every element that stays alike,
 * even when others come before it: a finger on its way down, the focus and what was typed survive.
 */
export function morph(place, children) {
  const wanted = children
    .flat()
    .filter((c) => c !== null && c !== undefined && c !== false && c !== '')
    .map((c) => (c instanceof Node ? c : document.createTextNode(String(c))));
  const nodes = matched(place, wanted);
  const stay = new Set(nodes);
  [...place.childNodes].forEach((old) => {
    if (!stay.has(old)) old.remove();
  });
  nodes.forEach((node, k) => {
    if (place.childNodes[k] !== node) place.insertBefore(node, place.childNodes[k] ?? null);
    if (node !== wanted[k]) become(node, wanted[k]);
  });
}

// The drawings of the body, fetched once and kept.

const cache = new Map();

async function fetchDrawing(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`no drawing at ${url}`);
  const parsed = new DOMParser().parseFromString(await response.text(), 'image/svg+xml');
  const svg = document.importNode(parsed.documentElement, true);
  svg.setAttribute('class', 'layer body');
  svg.setAttribute('aria-hidden', 'true');
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  return svg;
}

/** The drawing of a figure in a view, as an element; in a side view with or without the arm. */
export async function drawing(root, figure, view, limb) {
  const url = `${root}/svg/${figure}-${view}.svg`;
  if (!cache.has(url)) cache.set(url, fetchDrawing(url));
  const svg = await cache.get(url).catch((error) => { cache.delete(url); throw error; });
  svg.classList.toggle('with-limb', limb);
  return svg;
}

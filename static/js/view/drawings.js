// The drawings of the body, fetched once and kept.

const cache = new Map();

/** Half-width in mm of the softening of the tone's coats; wider, it would wash the landmarks out. */
const SOFT_MM = 2.5;
const SVG = 'http://www.w3.org/2000/svg';

/** Blur the coats of tone inside their clip: shade without bands, edges as sharp as before. */
function soften(svg, name) {
  const filter = document.createElementNS(SVG, 'filter');
  filter.id = name;
  filter.setAttribute('color-interpolation-filters', 'sRGB');
  const blur = document.createElementNS(SVG, 'feGaussianBlur');
  blur.setAttribute('stdDeviation', String(SOFT_MM));
  filter.append(blur);
  svg.prepend(filter);
  for (const clipped of svg.querySelectorAll('.skin g[clip-path]')) {
    const coats = [...clipped.children].filter((g) => g.localName === 'g' && g.hasAttribute('fill-opacity'));
    if (!coats.length) continue;
    const soft = document.createElementNS(SVG, 'g');
    soft.setAttribute('filter', `url(#${name})`);
    coats[0].before(soft);
    soft.append(...coats);
  }
}

async function fetchDrawing(url, name) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`no drawing at ${url}`);
  const parsed = new DOMParser().parseFromString(await response.text(), 'image/svg+xml');
  const svg = document.importNode(parsed.documentElement, true);
  svg.setAttribute('class', 'layer body');
  svg.setAttribute('aria-hidden', 'true');
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  soften(svg, `${name}-soft`);
  return svg;
}

/** The drawing of a figure in a view, as an element; in a side view with or without the arm. */
export async function drawing(root, figure, view, limb) {
  const url = `${root}/svg/${figure}-${view}.svg`;
  if (!cache.has(url)) cache.set(url, fetchDrawing(url, `${figure}-${view}`));
  const svg = await cache.get(url).catch((error) => { cache.delete(url); throw error; });
  svg.classList.toggle('with-limb', limb);
  return svg;
}

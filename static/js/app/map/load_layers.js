// Reads layers-1.json once: levels of the spine and danger areas, for the layers and the patterns.

let layers = null;

/** The levels of the spine and the areas at risk, read when they are first wanted. */
export async function loadLayers(root) {
  if (layers) return layers;
  const response = await fetch(`${root}/body/layers-1.json`);
  if (!response.ok) throw new TypeError('no layers');
  layers = await response.json();
  return layers;
}

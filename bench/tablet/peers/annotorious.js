import { createImageAnnotator } from '@annotorious/annotorious';
import '@annotorious/annotorious/annotorious.css';

const place = document.getElementById('map');
const paper = document.createElement('canvas');
[paper.width, paper.height] = [1180, 820];
const image = new Image(1180, 820);
image.src = paper.toDataURL();
const sheet = document.createElement('div');
sheet.style.cssText = 'width: 1180px; height: 820px; transform-origin: 0 0; will-change: transform';
sheet.append(image);
place.append(sheet);

let last = 0;
function note(x, y) {
  last += 1;
  const id = `n${last}`;
  const bounds = { minX: x - 6, minY: y - 6, maxX: x + 6, maxY: y + 6 };
  const geometry = { cx: x, cy: y, rx: 6, ry: 6, bounds };
  return { id, bodies: [], properties: {}, target: { annotation: id, selector: { type: 'ELLIPSE', geometry } } };
}

const camera = { x: 0, y: 0, scale: 1 };
window.begin(async (spots) => {
  await image.decode();
  const annotator = createImageAnnotator(image, { drawingEnabled: false });
  annotator.setAnnotations(spots.map(([x, y]) => note(x, y)));
  window.hand(place, {
    tap(x, y) {
      annotator.addAnnotation(note((x - camera.x) / camera.scale, (y - camera.y) / camera.scale));
      window.laid();
    },
    pinch(...by) {
      window.move(camera, ...by);
      sheet.style.transform = `translate(${camera.x}px, ${camera.y}px) scale(${camera.scale})`;
    },
  });
});

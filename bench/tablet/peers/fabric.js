import { Canvas, Circle } from 'fabric';

const place = document.getElementById('map');
const element = document.createElement('canvas');
place.append(element);
const canvas = new Canvas(element, {
  width: place.clientWidth, height: place.clientHeight, renderOnAddRemove: false, selection: false, skipTargetFind: true,
});
const circle = (left, top) => new Circle({ left, top, originX: 'center', originY: 'center', radius: 6, fill: '#1d4ed8', selectable: false, evented: false });
const camera = { x: 0, y: 0, scale: 1 };
window.hand(place, {
  tap(x, y) {
    canvas.add(circle((x - camera.x) / camera.scale, (y - camera.y) / camera.scale));
    canvas.requestRenderAll();
    window.laid();
  },
  pinch(...by) {
    window.move(camera, ...by);
    canvas.setViewportTransform([camera.scale, 0, 0, camera.scale, camera.x, camera.y]);
    canvas.requestRenderAll();
  },
});
window.begin((spots) => { canvas.add(...spots.map(([x, y]) => circle(x, y))); canvas.renderAll(); });

import Konva from 'konva';

const place = document.getElementById('map');
const stage = new Konva.Stage({ container: place, width: place.clientWidth, height: place.clientHeight });
const layer = new Konva.Layer({ listening: false });
stage.add(layer);
const circle = (x, y) => new Konva.Circle({ x, y, radius: 6, fill: '#1d4ed8', perfectDrawEnabled: false, listening: false });
const camera = { x: 0, y: 0, scale: 1 };
window.hand(place, {
  tap(x, y) {
    layer.add(circle((x - camera.x) / camera.scale, (y - camera.y) / camera.scale));
    window.laid();
  },
  pinch(...by) {
    window.move(camera, ...by);
    stage.position({ x: camera.x, y: camera.y });
    stage.scale({ x: camera.scale, y: camera.scale });
    stage.batchDraw();
  },
});
window.begin((spots) => { layer.add(...spots.map(([x, y]) => circle(x, y)), circle(-99, -99)); layer.draw(); });

import L from 'leaflet';
import 'leaflet/dist/leaflet.css';

const place = document.getElementById('map');
const map = L.map(place, {
  crs: L.CRS.Simple, preferCanvas: place.dataset.renderer === 'canvas', zoomControl: false, attributionControl: false,
  minZoom: -4, maxZoom: 6, zoomSnap: 0, doubleClickZoom: false,
}).setView([0, 0], 0);
const add = (latlng) => L.circleMarker(latlng, { radius: 6, stroke: false, fillOpacity: 1, fillColor: '#1d4ed8' }).addTo(map);
map.on('click', (event) => { add(event.latlng); window.laid(); });
window.begin((spots) => spots.forEach((spot) => add(map.containerPointToLatLng(spot))));

import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Tldraw } from 'tldraw';
import 'tldraw/tldraw.css';

const place = document.getElementById('map');
const props = { geo: 'ellipse', w: 12, h: 12, fill: 'solid', dash: 'solid', size: 's', color: 'blue' };
const shape = ({ x, y }) => ({ type: 'geo', x: x - 6, y: y - 6, props });

function onMount(editor) {
  window.begin((spots) => { editor.createShapes(spots.map(([x, y]) => shape({ x, y }))); });
  new MutationObserver((changes) => {
    if (changes.some((c) => [...c.addedNodes].some((n) => n.classList?.contains('tl-shape')))) window.laid();
  }).observe(place, { childList: true, subtree: true });
  window.hand(place, { tap: (x, y) => editor.createShape(shape(editor.screenToPage({ x, y }))) });
}

createRoot(place).render(createElement(Tldraw, { hideUi: true, onMount }));

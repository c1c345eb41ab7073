// The map: the body's drawing and, above it, the layer of marks. While a hand moves it, only a
// transform changes; at rest it is drawn anew, sharp, for where the camera stands.

import { between, viewBox } from '../geom/camera.js';
import { s } from './dom.js';
import { signRadius } from './signs.js';

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export const GLIDE_MS = 220;

/** @param {HTMLElement} map  the element that fingers touch; it holds `.sheet` */
export function createStage(map) {
  const sheet = map.querySelector('.sheet');
  // four sheets, so that what changes often never has what is large drawn again
  const layer = (name) => s('svg', { class: `layer ${name}`, 'aria-hidden': 'true' });
  const [glow, over, hand] = ['glow', 'marks', 'hand'].map(layer);
  const lit = s('path', { class: 'lit' });
  glow.append(lit);
  let body = null;
  let drawn = null;
  let camera = null;
  let gliding = null;
  let litZone = null;

  let measured = { w: map.clientWidth, h: map.clientHeight };
  const size = () => measured;

  /** The map may have another size now: asked for when the page changes, never while marking. */
  function measure() {
    measured = { w: map.clientWidth, h: map.clientHeight };
  }

  function move(now) {
    const { scale, x_px, y_px } = between(drawn, now, size());
    sheet.style.transform = `translate(${x_px}px, ${y_px}px) scale(${scale})`;
  }

  function settle() {
    gliding?.cancel();
    gliding = null;
    drawn = camera;
    const box = viewBox(camera, size()).map((x) => x.toFixed(3)).join(' ');
    [body, glow, over, hand].forEach((each) => each.setAttribute('viewBox', box));
    over.style.setProperty('--px', camera.mm_px.toFixed(4));
    over.style.setProperty('--r', `${(signRadius(camera.mm_px) * camera.mm_px).toFixed(3)}px`);
    sheet.style.transform = '';
    map.dataset.sharp = camera.mm_px.toFixed(4);
    map.dispatchEvent(new CustomEvent('settled'));
  }

  return Object.freeze({
    map,
    over,
    hand,
    size,
    measure,
    camera: () => camera,
    settle,

    /** Put a drawing on the stage; the marks layer stays. */
    show(drawing, next) {
      body = drawing;
      camera = next;
      sheet.replaceChildren(body, glow, over, hand);
      litZone = null;
      lit.removeAttribute('d');
      settle();
    },

    /** Follow a hand: a transform only. Call `settle` once it rests. */
    follow(next) {
      camera = next;
      delete map.dataset.sharp;
      move(next);
    },

    /** Go there smoothly, and be sharp on arrival. */
    glide(next) {
      const from = camera;
      camera = next;
      if (calm() || !drawn) { settle(); return; }
      delete map.dataset.sharp;
      const frame = (c) => {
        const { scale, x_px, y_px } = between(drawn, c, size());
        return { transform: `translate(${x_px}px, ${y_px}px) scale(${scale})` };
      };
      gliding?.cancel();
      gliding = sheet.animate([frame(from), frame(next)], { duration: GLIDE_MS, easing: 'ease-out', fill: 'forwards' });
      gliding.onfinish = settle;
    },

    /** Light up a zone of the drawing (null: none). */
    light(zone) {
      if (zone === litZone) return;
      litZone = zone;
      const d = zone ? zoneOutline(body, zone) : '';
      if (d) lit.setAttribute('d', d); else lit.removeAttribute('d');
    },

    zoneOutline: (zone) => zoneOutline(body, zone),
  });
}

/** The path data of a zone in a drawing; '' when this view does not show it. */
function zoneOutline(body, zone) {
  const limb = body.classList.contains('with-limb');
  const paths = body.querySelectorAll(`[data-zone="${CSS.escape(zone)}"]`);
  const shown = [...paths].filter((p) => limb || !p.closest('.limb'));
  return shown.map((p) => p.getAttribute('d')).join(' ');
}

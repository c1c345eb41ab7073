// The map: the body's drawing and, above it, the layer of marks. While a hand moves it, only a
// transform changes; at rest it is drawn anew, sharp, for where the camera stands.

import { between, viewBox } from '../geom/camera.js';
import { $, h, s } from './dom.js';
import { createLeaves } from './leaves.js';
import { signRadius } from './signs.js';

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export const GLIDE_MS = 220;

const FADE_MS = 180;

/** @typedef {ReturnType<typeof createStage>} Stage */

/** @param {HTMLElement} map  the element that fingers touch; it holds `.sheet` */
export function createStage(map) {
  const sheet = $('.sheet', map);
  // an <svg> for each layer, so that a change in one does not repaint the others
  const layer = (name) => s('svg', { class: `layer ${name}`, 'aria-hidden': 'true' });
  const [layers, glow, over, hand] = ['layers', 'glow', 'marks', 'hand'].map(layer);
  const signs = h('div', { class: 'layer signs' });
  // lies above the signs: the browser's hit test of a touch ends here, not among thousands of elements
  sheet.after(h('div', { class: 'glass' }));
  const lit = s('path', { class: 'lit' });
  glow.append(lit);
  let body = null;
  let drawn = null;
  let box = '';
  let camera = null;
  let gliding = null;
  let litZone = null;
  let outlineOf = (_zone) => '';

  let measured = { w: 0, h: 0 };
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
    box = viewBox(camera, size())
      .map((x) => x.toFixed(3))
      .join(' ');
    [body, layers, glow, over, ...signs.querySelectorAll('.leaf'), hand].forEach((each) =>
      each.setAttribute('viewBox', box),
    );
    signs.style.setProperty('--px', camera.mm_px.toFixed(4));
    signs.style.setProperty('--r', `${(signRadius(camera.mm_px) * camera.mm_px).toFixed(3)}px`);
    sheet.style.transform = '';
    map.dataset.sharp = camera.mm_px.toFixed(4);
    map.dispatchEvent(new CustomEvent('settled'));
  }

  return Object.freeze({
    map,
    layers,
    over,
    hand,
    /** A stack of small drawings above what is filled; the one asked for later lies above. */
    leaves(name) {
      const stack = h('div', { class: `stack of-${name}` });
      signs.append(stack);
      return createLeaves(stack, `marks-${name}`, () => box);
    },
    size,
    measure,
    camera: () => camera,
    settle,

    /** Put a drawing on the stage; the marks layer stays. `outline(zone)` gives a zone's path in it. */
    show(drawing, next, { outline, fade = false }) {
      body = drawing;
      outlineOf = outline;
      camera = next;
      sheet.replaceChildren(body, layers, glow, over, signs, hand);
      litZone = null;
      lit.removeAttribute('d');
      settle();
      if (fade && !calm())
        sheet.animate([{ opacity: 0.15 }, { opacity: 1 }], { duration: FADE_MS, easing: 'ease-out' });
    },

    /** Move what is drawn by a CSS transform, while a hand moves it. Call `settle` at the end. */
    follow(next) {
      camera = next;
      delete map.dataset.sharp;
      move(next);
    },

    /** Move to another camera in a short animation, then draw anew for it. */
    glide(next) {
      const from = camera;
      camera = next;
      if (calm() || !drawn) {
        settle();
        return;
      }
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
      const d = zone ? outlineOf(zone) : '';
      if (d) lit.setAttribute('d', d);
      else lit.removeAttribute('d');
    },

    zoneOutline: (zone) => outlineOf(zone),
  });
}

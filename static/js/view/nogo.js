// Skin to leave alone: hatched on the body, and the bar of the tool that draws it.

import { place } from '../geom/sight.js';
import { trace } from '../geom/trace.js';
import { NOGO } from '../model/nogo.js';
import { _ } from '../texts.js';
import { $, h, icon, morph, s } from './dom.js';

const ringPath = (ring) => `${ring.map(([u, v], k) => `${k ? 'L' : 'M'}${u.toFixed(1)} ${v.toFixed(1)}`).join('')}Z`;

/** The hatch, in millimetres of the skin. */
const hatch = () =>
  s(
    'pattern',
    { id: 'hatch-nogo', width: 3, height: 3, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    s('rect', { class: 'nogo-tint', width: 3, height: 3 }),
    s('path', { class: 'nogo-line', d: 'M0 1.5h3' }),
  );

function shapesOf(nogo, sight, sightOf) {
  if (nogo.radius_mm !== undefined) {
    const at = place(sight, nogo.anchors[0]);
    return at.visible ? [s('circle', { cx: at.u_mm.toFixed(1), cy: at.v_mm.toFixed(1), r: nogo.radius_mm })] : [];
  }
  const { lines, fills } = trace(sight, { ...nogo, kind: 'patch' }, sightOf);
  const edge = lines.map((line) => s('path', { class: 'edge', d: ringPath(line).slice(0, -1) }));
  return fills.length ? [s('path', { class: 'skin-fill', d: fills.map(ringPath).join('') }), ...edge] : edge;
}

/** Draw these patches into a group, as `sight` sees them. */
export function drawNogoSkin(group, patches, sight, sightOf) {
  group.replaceChildren(
    ...(patches.length ? [s('defs', {}, hatch())] : []),
    ...patches.map((nogo) => s('g', { class: 'nogo', 'data-nogo': nogo.id }, ...shapesOf(nogo, sight, sightOf))),
  );
}

/** The bar: what kind of skin is drawn next; `show(kind, choose, close)`, `hide()`. */
/** @typedef {ReturnType<typeof createNogoBar>} NogoBar */

export function createNogoBar(root) {
  const bar = $('#nogo', root);
  return Object.freeze({
    show(kind, choose, close) {
      morph(bar, [
        h(
          'div',
          { class: 'select-head' },
          h('b', {}, _('Peau à éviter')),
          h(
            'button',
            { type: 'button', class: 'close', 'data-act': 'nogo-close', 'aria-label': _('Fermer'), onclick: close },
            icon('cross'),
          ),
        ),
        h(
          'div',
          { class: 'choices', role: 'group', 'aria-label': _('Peau à éviter') },
          ...Object.entries(NOGO).map(([name, word]) =>
            h(
              'button',
              {
                type: 'button',
                class: 'choice',
                'data-kind': name,
                'aria-pressed': String(name === kind),
                onclick: () => choose(name),
              },
              _(word),
            ),
          ),
        ),
        h('p', { class: 'soft' }, _('Touchez (10 mm) ou entourez. Touchez une peau hachurée pour la retirer.')),
      ]);
      bar.hidden = false;
      root.setAttribute('data-selecting', '');
    },
    hide() {
      if (bar.hidden) return;
      bar.hidden = true;
      root.removeAttribute('data-selecting');
    },
  });
}

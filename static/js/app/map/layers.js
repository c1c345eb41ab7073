// The menu "Calques": levels of the spine, danger areas and borders of the zones, off at the beginning; and the
// last session, on at the beginning.

import { _, N_ } from '../../texts.js';
import { $, h, icon } from '../../view/dom.js';
import { drawLayers } from '../../view/layers.js';
import { number } from '../../view/totals.js';
import { loadLayers } from './load_layers.js';

const PAST = Object.freeze(['past', N_('Séance précédente'), N_('en filigrane, pendant le repérage')]);

const LAYERS = Object.freeze([
  ['spine', N_('Rachis'), N_('niveaux C1 à S5')],
  ['danger', N_('Zones à risque'), N_('contour et nom, sans profondeur')],
  ['borders', N_('Limites des zones'), N_('toujours visibles')],
]);

/** @import { BodyMap } from './map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Past } from './past.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {ReturnType<typeof createLayers>} Layers */

/** @param {{boot: Boot, map: BodyMap, tools: Tools, tell: Tell, root: HTMLElement, past: Past}} parts */
export function createLayers({ boot, map, tools, tell, root, past }) {
  const key = $('[data-act=layers]', root);
  const popover = $('#layers', root);
  const group = map.layerBelow('over-skin');
  let data = null;

  /** "4 mm · avec prudence": what the practice itself wrote of an area. */
  function noteOf(area) {
    const own = boot.settings.danger_areas?.[area];
    return own
      ? [own.depth_mm === null ? '' : _('{n} mm', { n: number(own.depth_mm, 1) }), own.note].filter(Boolean).join(' · ')
      : '';
  }

  const words = { nameOf: (area) => area[boot.lang] ?? area.fr, noteOf };
  const on = () => ({ spine: tools.kept('spine'), danger: tools.kept('danger') });

  function draw() {
    const { sight } = map.now();
    if (!data || !sight) return;
    drawLayers(group, data, on(), { sight, mm_px: map.mm_px(), words });
  }

  async function show() {
    key.setAttribute('aria-pressed', String(LAYERS.some(([name]) => tools.kept(name))));
    const { spine, danger } = on();
    if ((spine || danger) && !data) {
      try {
        data = await loadLayers(boot.urls.static);
      } catch {
        tell(_('Ce calque n’a pas pu être lu. Il revient dès que le serveur répond.'));
      }
    }
    draw();
  }

  const flip = (/** @type {readonly any[]} */ [name, label, hint]) =>
    h(
      'button',
      {
        type: 'button',
        class: 'switch',
        role: 'switch',
        'data-layer': name,
        'aria-checked': String(tools.kept(name)),
        onclick: (event) => {
          const next = !tools.kept(name);
          event.currentTarget.setAttribute('aria-checked', String(next));
          tools.keep(name, next);
          show();
        },
      },
      h('span', {}, _(label), h('small', {}, _(hint))),
      h('i', { 'aria-hidden': 'true' }),
    );

  function open(yes) {
    popover.hidden = !yes;
    key.setAttribute('aria-expanded', String(yes));
    if (yes) {
      popover.replaceChildren(
        h(
          'header',
          {},
          h('h2', {}, _('Calques')),
          h(
            'button',
            {
              type: 'button',
              class: 'close',
              'aria-label': _('Fermer'),
              onclick: () => {
                open(false);
                key.focus();
              },
            },
            icon('cross'),
          ),
        ),
        ...(past.there ? [PAST] : []).map(flip),
        ...LAYERS.map(flip),
      );
    }
  }

  key.addEventListener('click', () => open(popover.hidden));
  popover.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    open(false);
    key.focus();
  });
  document.addEventListener('pointerdown', (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!popover.hidden && !popover.contains(target) && !key.contains(target)) open(false);
  });
  map.stage.map.addEventListener('settled', draw);
  tools.listen(show);

  return Object.freeze({
    /** Put the menu away; false where it is not open. */
    close: () => !popover.hidden && (open(false), true),
  });
}

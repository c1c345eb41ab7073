// The panel beside the map, as each step fills it.

import { isSigned } from '../../model/rules.js';
import { showBelow } from '../../view/below.js';
import { $ } from '../../view/dom.js';

/** @import { Step } from '../../model/rules.js' */
/** @import { createAccord } from './accord.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { createEnd } from './end.js' */
/** @import { Fees } from './fees.js' */
/** @import { createInject } from './inject.js' */
/** @import { StepPlace } from '../desk/place.js' */
/** @typedef {ReturnType<typeof createPanels>} Panels */

/**
 * What a panel lets one do to the steps: `add(on)` begins or ends adding marks, `redraw()` shows the step again.
 * @typedef {{finish: () => void, add: (on: boolean) => void, redraw: () => void}} Steering
 */

/**
 * @param {{
 *   root: HTMLElement, desk: Desk, place: StepPlace, fees: Fees, accord: ReturnType<typeof createAccord>,
 *   inject: ReturnType<typeof createInject>, end: ReturnType<typeof createEnd>,
 * }} parts
 */
export function createPanels({ root, desk, place, fees, accord, inject, end }) {
  const panel = $('#panel');
  const below = showBelow(panel, $('#below', root));

  /** @type {Record<Step, ((steering: Steering) => void) | null>} */
  const panels = {
    plan: null,
    accord: ({ redraw }) => accord(panel, fees.quote(), redraw),
    inject: ({ finish, redraw }) => inject(panel, finish, redraw),
    end: (steering) =>
      isSigned(desk.session())
        ? end.showSigned(panel, fees.difference())
        : end.showEnd(panel, fees.difference(), steering),
  };

  return Object.freeze({
    /** @param {Steering} steering */
    show(steering) {
      const draw = panels[place.now().step];
      panel.hidden = !draw;
      draw?.(steering);
      below();
    },
    /** Scroll the panel to its top, and the map into sight where the page itself scrolls (low, narrow windows). */
    fromTheTop() {
      for (const scrolled of [panel, panel.parentElement]) scrolled.scrollTop = 0;
      $('.desk', root).scrollIntoView({ block: 'nearest' });
    },
  });
}

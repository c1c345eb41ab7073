// Drawn above the marks: the line that a finger draws, marks that are proposed, the caret of the keyboard.

import { s } from './dom.js';

const lineOf = (line) => line.map(([u, v], k) => `${k ? 'L' : 'M'}${u.toFixed(1)} ${v.toFixed(1)}`).join('');

/** @param {SVGElement} hand  the sheet to draw on */
export function createDraft(hand) {
  const draft = s('path', { class: 'draft' });
  const ghosts = s('g', { class: 'ghosts' });
  const caret = s('circle', { class: 'caret', r: 4, visibility: 'hidden' });
  hand.append(draft, ghosts, caret);

  return Object.freeze({
    /** A line in millimetres of the drawing; null takes it away. */
    line(line, depth, open) {
      draft.setAttribute('class', `draft ${depth ?? ''}${open ? ' open' : ''}`);
      if (line) draft.setAttribute('d', lineOf(line));
      else draft.removeAttribute('d');
    },

    /** What is proposed, as the view shows it: [{depth, spots: [[u, v], …], lines}]. */
    ghosts(groups) {
      ghosts.replaceChildren(
        ...groups.map(({ depth, spots, lines }) =>
          s(
            'g',
            { class: depth },
            ...spots.map(([cx, cy]) => s('circle', { cx: cx.toFixed(1), cy: cy.toFixed(1), r: 3 })),
            lines.length ? s('path', { d: lines.map(lineOf).join('') }) : null,
          ),
        ),
      );
    },

    /** @param {readonly number[] | null} uv  null: nowhere */
    caret(uv) {
      caret.setAttribute('visibility', uv ? 'visible' : 'hidden');
      if (!uv) return;
      caret.setAttribute('cx', String(uv[0]));
      caret.setAttribute('cy', String(uv[1]));
    },
  });
}

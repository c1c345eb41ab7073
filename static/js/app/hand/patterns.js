// Patterns of points: a grid, points along a line, a ring; previewed, then laid.

import { hit } from '../../geom/hit.js';
import { KINDS, never } from '../../geom/kinds.js';
import { facesOfZone } from '../../geom/mesh.js';
import { place } from '../../geom/sight.js';
import { dense } from '../../geom/trace.js';
import { standing } from '../../model/session.js';
import { _ } from '../../texts.js';
import { loadMirror } from './mirror.js';

/** Read when the first pattern is asked for. */
const patterns = () => import('../../geom/patterns.js');

/** Points are laid along a band that was drawn, not tapped. */
const isLine = (/** @type {Mark} */ { kind, anchors }) => KINDS[kind].band && anchors.length > 1;

/** Spacing of points where the session's settings have none, mm. */
const USUAL_MM = 15;

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Mark } from '../../model/marks.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Proposal } from './proposal.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { Zones } from '../map/zones.js' */
/** @typedef {ReturnType<typeof createPatterns>} Patterns */

/**
 * @param {{
 *   desk: Desk, map: BodyMap, tools: Tools, zones: Zones, mesh: Mesh, boot: Boot, proposal: Proposal, tell: Tell,
 * }} parts
 */
export function createPatterns({ desk, map, tools, zones, mesh, boot, proposal, tell }) {
  const spacing = () => desk.session().spacing_mm?.[tools.brushes[0]] || USUAL_MM;

  const spacingControl = () => ({
    kind: 'stepper',
    label: _('Écart'),
    value: Math.max(4, Math.round(spacing())),
    min: 4,
    max: 40,
    step: 1,
    unit: 'mm',
  });

  const controls = () => ({
    spacing: spacingControl(),
    sides: {
      kind: 'choice',
      label: _('Côtés'),
      options: [
        ['one', _('Celui-ci')],
        ['both', _('Les deux')],
      ],
      value: 'one',
    },
  });

  /** `lay(tools, skin, values)` → anchors; on both sides where that is asked for. */
  function propose(title, note, lay, tap) {
    proposal.open({
      title,
      note,
      controls: controls(),
      tap,
      make: async (skin, values) => {
        const found = await patterns();
        const made = lay(found, skin, values);
        if (values.sides !== 'both') return made;
        const mirror = await loadMirror(boot.urls.static, mesh);
        return [...made, ...made.map((anchor) => found.mirrored(mirror, anchor))];
      },
    });
  }

  const ON_SKIN = () => _('Écart mesuré sur la peau.');

  const grid = (title, region) =>
    propose(title, ON_SKIN(), ({ gridIn }, skin, { spacing: mm }) => gridIn(skin, region, mm));

  function gridInZone(zone) {
    if (!zone) {
      tell(_('Touchez d’abord une zone du corps.'));
      return;
    }
    grid(_('Grille : {zone}', { zone: zones.nameOf(zone) }), {
      faces: facesOfZone(mesh, zone, desk.session().atlas?.zones),
    });
  }

  function gridInOutline(mark) {
    const limb = mark.anchors.some(([face]) => map.onLimb(face));
    grid(_('Grille dans ce contour'), { sight: map.sightOf(mark.figure, mark.view, limb), anchors: mark.anchors });
  }

  /** A stroke is straight between its anchors on its drawing, so on the skin it is followed closely. */
  function alongStroke(mark) {
    const sight = map.sightOf(
      mark.figure,
      mark.view,
      mark.anchors.some(([face]) => map.onLimb(face)),
    );
    const line = dense(
      mark.anchors.map((a) => {
        const p = place(sight, a);
        return [p.u_mm, p.v_mm];
      }),
      false,
    );
    const anchors = line.map((p) => hit(sight, ...p)?.anchor).filter(Boolean);
    propose(_('Points le long du trait'), ON_SKIN(), ({ alongLine }, skin, { spacing: mm }) =>
      alongLine(skin, anchors, mm),
    );
  }

  function ring() {
    let at = null;
    propose(
      _('Couronne'),
      _('Touchez l’endroit : l’anneau fait le tour du membre.'),
      ({ ringRound }, skin, { spacing: mm }) => (at ? ringRound(skin, at, { spacing_mm: mm }) : []),
      (found) => {
        at = found.anchor;
      },
    );
  }

  return Object.freeze({
    gridInZone,
    ring,
    /** Points along the last stroke that stands. */
    alongLast() {
      const last = standing(desk.session()).filter(isLine).at(-1);
      if (last) alongStroke(last);
      else tell(_('Dessinez d’abord un trait avec Épidermique.'));
    },
    /** What the card of a mark offers: [words, work], or null. */
    ofMark(/** @type {Mark} */ mark) {
      switch (mark.kind) {
        case 'point':
          return null;
        case 'patch':
          return [_('Grille'), () => gridInOutline(mark)];
        case 'zone':
          return [_('Grille'), () => gridInZone(mark.zone)];
        case 'stroke':
          return isLine(mark) ? [_('Points'), () => alongStroke(mark)] : null;
        default:
          return never(mark.kind);
      }
    },
  });
}

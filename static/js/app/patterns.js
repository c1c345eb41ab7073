// "Modèles": grid, line, ring, and the two patterns that have a source; previewed, then laid.

import { facesOfZone } from '../geom/mesh.js';
import { facesUnder } from '../geom/oblique.js';
import { place } from '../geom/sight.js';
import { standing } from '../model/session.js';
import { _, N_ } from '../texts.js';
import { openDialog } from '../view/dialog.js';
import { h, icon } from '../view/dom.js';

const patterns = () => import('../geom/patterns.js');
const grids = () => import('../geom/grid.js');

/** Spacing of points where the session's settings have none, mm. */
const USUAL_MM = 15;

const LEVELS = Object.freeze(['T12', 'L1', 'L2', 'L3', 'L4', 'L5', 'S1']);
const USUAL_LEVELS = Object.freeze(['L3', 'L4', 'L5', 'S1']);
const LUMBAR_MM = Object.freeze([0, 15, 50, 80]);

const SOURCED = N_('Schéma publié : vérifiez qu’il convient à votre patient.');

export function createPatterns({ desk, map, tools, zones, mesh, boot, proposal, tell }) {
  const spacing = () => desk.session().spacing_mm?.[tools.brushes[0]] || USUAL_MM;

  const spacingControl = () => ({
    kind: 'stepper', label: _('Écart'), value: Math.max(4, Math.round(spacing())), min: 4, max: 40, step: 1, unit: 'mm',
  });

  let layersData = null;
  async function layers() {
    layersData ??= await fetch(`${boot.urls.static}/body/layers-1.json`).then((r) => r.json());
    return layersData;
  }

  const maskOf = (faces) => {
    const mask = new Uint8Array(mesh.zoneOf.length);
    faces.forEach((face) => { mask[face] = 1; });
    return mask;
  };

  function grid(title, region) {
    proposal.open({
      title, note: _('Écart mesuré sur la peau.'), controls: { spacing: spacingControl() },
      make: async (skin, values) => (await grids()).gridIn(skin, region, values.spacing),
    });
  }

  function gridInZone(zone) {
    if (!zone) { tell(_('Touchez d’abord une zone du corps.')); return; }
    grid(_('Grille : {zone}', { zone: zones.nameOf(zone) }), { faces: maskOf(facesOfZone(mesh, zone, desk.session().atlas?.zones)) });
  }

  /** The skin of an outline: its faces, and the line itself for those that it cuts. */
  function gridInOutline(mark) {
    const limb = mark.anchors.some(([face]) => map.onLimb(face));
    const sight = map.sightOf(mark.figure, mark.view, limb);
    const ring = mark.anchors.map((a) => { const p = place(sight, a); return [p.u_mm, p.v_mm]; });
    grid(_('Grille dans ce contour'), { faces: maskOf(facesUnder(sight, ring)), sight, ring, anchors: mark.anchors });
  }

  function alongStroke(anchors) {
    proposal.open({
      title: _('Points le long du trait'), note: _('Écart mesuré sur la peau.'), controls: { spacing: spacingControl() },
      make: async (skin, values) => (await grids()).alongLine(skin, anchors, values.spacing),
    });
  }

  function ring() {
    let at = null;
    proposal.open({
      title: _('Couronne'), note: _('Touchez l’endroit : l’anneau fait le tour du membre.'), controls: { spacing: spacingControl() },
      make: async (skin, values) => (at ? (await grids()).ringRound(skin, at, { spacing_mm: values.spacing }) : []),
      tap: (found) => { at = found.anchor; },
    });
  }

  function lumbar() {
    proposal.open({
      title: _('Grille lombaire'), note: _(SOURCED),
      controls: {
        levels: { kind: 'choice', many: true, label: _('Niveaux'), options: LEVELS.map((l) => [l, l]), value: [...USUAL_LEVELS] },
        side: { kind: 'choice', label: _('Côté'), options: SIDES(), value: 'both' },
      },
      make: async (skin, { levels, side }) => {
        const made = (await patterns()).lumbarGrid(skin, await layers(), levels, LUMBAR_MM);
        return side === 'both' ? made : ofSide(made, side);
      },
    });
  }

  function knee() {
    proposal.open({
      title: _('Genou'), note: _(SOURCED),
      controls: { side: { kind: 'choice', label: _('Côté'), options: SIDES(), value: 'right' } },
      make: async (skin, { side }) => {
        const { kneePattern } = await patterns();
        const data = await layers();
        const sides = side === 'both' ? ['right', 'left'] : [side];
        return sides.flatMap((each) => kneePattern(skin, data, each));
      },
    });
  }

  const SIDES = () => [['right', _('Droit')], ['left', _('Gauche')], ['both', _('Les deux')]];

  /** Anchors on the midline and on one side of it; x goes to the patient's left. */
  function ofSide(anchors, side) {
    const x = (anchor) => mesh.xyz_mm[mesh.faces[anchor[0] * 3] * 3];
    return anchors.filter((anchor) => Math.abs(x(anchor)) < 8 || (x(anchor) > 0) === (side === 'left'));
  }

  const lastStroke = () => standing(desk.session()).filter((m) => m.kind === 'stroke' && m.anchors.length > 1).at(-1);

  function entry(name, title, hint, work, close) {
    return h('button', { type: 'button', class: 'pattern', 'data-pattern': name, onclick: () => { close(); work(); } }, icon(`pattern-${name}`), h('span', {}, title, h('small', {}, hint)));
  }

  return Object.freeze({
    gridInZone,
    /** What the card of a mark offers: [words, work], or null. */
    ofMark(mark) {
      if (mark.kind === 'patch') return [_('Grille'), () => gridInOutline(mark)];
      if (mark.kind === 'zone') return [_('Grille'), () => gridInZone(mark.zone)];
      return mark.kind === 'stroke' && mark.anchors.length > 1 ? [_('Points'), () => alongStroke(mark.anchors)] : null;
    },
    openSheet: () => openDialog(_('Modèles'), (close) => {
      const zone = zones.current();
      return h(
        'div', { class: 'patterns' },
        entry('grid', _('Grille'), zone ? zones.nameOf(zone) : _('dans la zone touchée'), () => gridInZone(zone), close),
        entry('line', _('Ligne'), _('points le long du dernier trait'), () => (lastStroke() ? alongStroke(lastStroke().anchors) : tell(_('Dessinez d’abord un trait avec Épidermique.'))), close),
        entry('ring', _('Couronne'), _('anneau autour d’une articulation'), ring, close),
        entry('lumbar', _('Grille lombaire'), _('à 0, 1,5, 5 et 8 cm de la ligne médiane'), lumbar, close),
        entry('knee', _('Genou'), _('six points sur l’interligne'), knee, close),
      );
    }),
  });
}

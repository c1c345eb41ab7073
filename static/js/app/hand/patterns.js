// "Modèles": grid, line, ring, and the two patterns that have a source; previewed, then laid.

import { hit } from '../../geom/hit.js';
import { facesOfZone } from '../../geom/mesh.js';
import { place } from '../../geom/sight.js';
import { dense } from '../../geom/trace.js';
import { addZone } from '../../model/actions.js';
import { standing } from '../../model/session.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h, icon } from '../../view/dom.js';
import { loadMirror } from './mirror.js';

/** Read when the first pattern is asked for. */
const patterns = () => import('../../geom/patterns.js');

/** Spacing of points where the session's settings have none, mm. */
const USUAL_MM = 15;

/** Levels that a lumbar grid begins with; the others are a touch away. */
const USUAL_LEVELS = Object.freeze(['L3', 'L4', 'L5', 'S1']);
const SPINE_LEVELS = Object.freeze(['L1', 'L2', ...USUAL_LEVELS]);

/** Nearer to the midline than this is on it. */
const MIDLINE_MM = 8;

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { OwnPatterns } from './own_patterns.js' */
/** @import { Proposal } from './proposal.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { Zones } from '../map/zones.js' */
/** @typedef {ReturnType<typeof createPatterns>} Patterns */

/**
 * @param {{
 *   desk: Desk, map: BodyMap, tools: Tools, zones: Zones, mesh: Mesh, boot: Boot, proposal: Proposal,
 *   own: OwnPatterns, tell: Tell,
 * }} parts
 */
export function createPatterns({ desk, map, tools, zones, mesh, boot, proposal, own, tell }) {
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

  let layersData = null;
  async function layers() {
    layersData ??= await fetch(`${boot.urls.static}/body/layers-1.json`).then((r) => r.json());
    return layersData;
  }

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

  const SIDES = () => [
    ['right', _('Droit')],
    ['left', _('Gauche')],
    ['both', _('Les deux')],
  ];

  /** Anchors on the midline and on one side of it; x goes to the patient's left. */
  function ofSide(anchors, side) {
    const x = (anchor) => mesh.xyz_mm[mesh.faces[anchor[0] * 3] * 3];
    return anchors.filter((anchor) => Math.abs(x(anchor)) < MIDLINE_MM || x(anchor) > 0 === (side === 'left'));
  }

  function lumbar() {
    proposal.open({
      title: _('Grille lombaire'),
      note: _(
        'Protocole publié (titre non conservé) : à chaque niveau, 0, 1,5, 5 et 8 cm de la ligne médiane, sur la peau.',
      ),
      controls: {
        levels: {
          kind: 'choice',
          many: true,
          label: _('Niveaux'),
          options: SPINE_LEVELS.map((level) => [level, level]),
          value: [...USUAL_LEVELS],
        },
        side: { kind: 'choice', label: _('Côté'), options: SIDES(), value: 'both' },
      },
      make: async (skin, { levels, side }) => {
        const made = (await patterns()).lumbarGrid(skin, await layers(), levels);
        return side === 'both' ? made : ofSide(made, side);
      },
    });
  }

  /** The side that the finger was last on, or that the close-up shows; the right where neither tells. */
  function sideAtHand() {
    const of = /\.([LR])$/.exec(zones.current() ?? '') ?? /\.([LR])$/.exec(map.now().view);
    return of?.[1] === 'L' ? 'left' : 'right';
  }

  function knee() {
    const sidesOf = (side) => (side === 'both' ? ['right', 'left'] : [side]);
    let zonesOf = () => [];
    proposal.open({
      title: _('Genou'),
      depth: 'IDP',
      note: _(
        'Protocole publié (titre non conservé) : six points sur l’interligne, nappage des quatre faces. Leur place exacte n’est pas donnée : ajustez-la.',
      ),
      controls: {
        side: { kind: 'choice', label: _('Côté'), options: SIDES(), value: sideAtHand() },
        field: {
          kind: 'choice',
          label: _('Nappage'),
          options: [
            ['no', _('Sans')],
            ['yes', _('Quatre faces')],
          ],
          value: 'no',
        },
      },
      make: async (skin, { side }) => {
        const { kneePattern, kneeZones } = await patterns();
        zonesOf = kneeZones;
        return sidesOf(side).flatMap((each) => kneePattern(skin, null, each));
      },
      also: ({ side, field }) =>
        field === 'no'
          ? []
          : sidesOf(side)
              .flatMap(zonesOf)
              .flatMap((zone) =>
                addZone(desk.session(), { id: uuid7(), zone, depth: 'IDS', syringe: tools.syringe() }),
              ),
    });
  }

  const lastStroke = () =>
    standing(desk.session())
      .filter((m) => m.kind === 'stroke' && m.anchors.length > 1)
      .at(-1);

  function entry(name, title, hint, work, close) {
    return h(
      'button',
      {
        type: 'button',
        class: 'pattern',
        'data-pattern': name,
        onclick: () => {
          close();
          work();
        },
      },
      icon(`pattern-${name}`),
      h('span', {}, title, h('small', {}, hint)),
    );
  }

  return Object.freeze({
    gridInZone,
    /** What the card of a mark offers: [words, work], or null. */
    ofMark(mark) {
      if (mark.kind === 'patch') return [_('Grille'), () => gridInOutline(mark)];
      if (mark.kind === 'zone') return [_('Grille'), () => gridInZone(mark.zone)];
      return mark.kind === 'stroke' && mark.anchors.length > 1 ? [_('Points'), () => alongStroke(mark)] : null;
    },
    openSheet: () =>
      openDialog(_('Modèles'), (close) => {
        const zone = zones.current();
        return h(
          'div',
          { class: 'patterns' },
          own.section(close),
          entry(
            'grid',
            _('Grille'),
            zone ? zones.nameOf(zone) : _('dans la zone touchée'),
            () => gridInZone(zone),
            close,
          ),
          entry(
            'line',
            _('Ligne'),
            _('points le long du dernier trait'),
            () => (lastStroke() ? alongStroke(lastStroke()) : tell(_('Dessinez d’abord un trait avec Épidermique.'))),
            close,
          ),
          entry('ring', _('Couronne'), _('anneau autour d’une articulation'), ring, close),
          entry('lumbar', _('Grille lombaire'), _('à 0, 1,5, 5 et 8 cm de la ligne médiane'), lumbar, close),
          entry('knee', _('Genou'), _('six points sur l’interligne'), knee, close),
        );
      }),
  });
}

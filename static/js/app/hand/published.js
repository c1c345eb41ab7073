// The two patterns that have a source: the lumbar grid and the knee.

import { addZone } from '../../model/actions.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { loadLayers } from '../map/load_layers.js';

/** Read when the first pattern is asked for. */
const patterns = () => import('../../geom/patterns.js');

/** Levels that a lumbar grid begins with; the others are a touch away. */
const USUAL_LEVELS = Object.freeze(['L3', 'L4', 'L5', 'S1']);
const SPINE_LEVELS = Object.freeze(['L1', 'L2', ...USUAL_LEVELS]);

/** Nearer to the midline than this is on it. */
const MIDLINE_MM = 8;

const SIDES = () => [
  ['right', _('Droit')],
  ['left', _('Gauche')],
  ['both', _('Les deux')],
];

/** Anchors on the midline and on one side of it; x goes to the patient's left. */
function ofSide(mesh, anchors, side) {
  const x = (anchor) => mesh.xyz_mm[mesh.faces[anchor[0] * 3] * 3];
  return anchors.filter((anchor) => Math.abs(x(anchor)) < MIDLINE_MM || x(anchor) > 0 === (side === 'left'));
}

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Zones } from '../map/zones.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Proposal } from './proposal.js' */
/** @typedef {ReturnType<typeof createPublished>} Published */

/**
 * @param {{
 *   desk: Desk, map: BodyMap, tools: Tools, zones: Zones, mesh: Mesh, boot: Boot, proposal: Proposal,
 * }} parts
 */
export function createPublished({ desk, map, tools, zones, mesh, boot, proposal }) {
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
        const made = (await patterns()).lumbarGrid(skin, await loadLayers(boot.urls.static), levels);
        return side === 'both' ? made : ofSide(mesh, made, side);
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

  return Object.freeze({ lumbar, knee });
}

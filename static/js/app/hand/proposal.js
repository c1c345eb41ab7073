// Marks that are proposed: seen on the body before they are laid, laid as one gesture.

import { KINDS } from '../../geom/kinds.js';
import { trace } from '../../geom/trace.js';
import { addZone, copyMarks } from '../../model/actions.js';
import { depthOf } from '../../model/depths.js';
import { briefly, countWords } from '../../model/labels.js';
import { depthsOf } from '../../model/marks.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { $ } from '../../view/dom.js';
import { afterFrame } from '../../view/frame.js';
import { showProposal } from '../../view/proposal.js';

/** Most marks of one proposal. */
const MOST_MARKS = 1200;

/** Gap between the bar and what must stay in sight. */
const BAR_GAP_PX = 40;

const anchorsOf = (items) => items.flatMap((item) => (Array.isArray(item) ? [item] : (item.anchors ?? [])));

const valuesOf = (controls) => Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value]));

/** What a view shows of these marks, by depth: [{depth, spots, lines}]. */
function ghostsOf(/** @type {readonly Omit<Mark, 'id'>[]} */ marks, sight, sightOf) {
  const shown = new Map();
  for (const mark of marks) {
    const [depth] = depthsOf(mark);
    if (!shown.has(depth)) shown.set(depth, { depth, spots: [], lines: [] });
    const { points, lines } = trace(sight, mark, sightOf);
    shown.get(depth).spots.push(...points);
    shown.get(depth).lines.push(...lines);
  }
  return [...shown.values()];
}

/** A zone is filled once for each depth; anything else is laid as it is. */
const layOf = (session, /** @type {Omit<Mark, 'id'>} */ mark) =>
  KINDS[mark.kind].whole ? addZone(session, { ...mark, id: uuid7() }) : copyMarks(session, [{ ...mark, id: uuid7() }]);

/** @import { Mark } from '../../model/marks.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Live } from '../map/live.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Where } from '../map/where.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {ReturnType<typeof createProposal>} Proposal */

/**
 * @param {{
 *   desk: Desk, map: BodyMap, tools: Tools, live: Live, tell: Tell, ear: Ear, root: HTMLElement, where: Where,
 * }} parts
 */
export function createProposal({ desk, map, tools, live, tell, ear, root, where }) {
  const bar = $('#proposal', root);
  let open = null;

  const depth = () => open.depth ?? depthOf(tools.brushes);

  /** What was made, as marks: a bare anchor is a point of the brush in hand. */
  const marks = () =>
    (open?.made ?? []).map((item) =>
      Array.isArray(item) ? { kind: 'point', anchors: [item], depth: depth(), syringe: tools.syringe() } : item,
    );

  const ghosts = () => map.ghosts(ghostsOf(marks(), map.now().sight, map.sightOf));

  function show() {
    const { title, note, controls, made } = open;
    showProposal(bar, {
      title,
      note,
      controls,
      count: made ? made.length : null,
      words: briefly(marks()),
      set,
      lay,
      close,
    });
    root.dataset.proposing = 'yes';
    ghosts();
  }

  function close() {
    if (!open) return;
    open = null;
    bar.hidden = true;
    delete root.dataset.proposing;
    ghosts();
  }

  async function work() {
    const mine = open;
    try {
      const skin = mine.needsSkin ? await live.skin() : null;
      if (mine !== open) return;
      const made = await mine.make(skin, valuesOf(mine.controls));
      if (mine !== open) return;
      open.made = made;
      if (made.length > MOST_MARKS) {
        open.made = [];
        tell(_('Trop de points : écartez-les davantage.'));
      }
      show();
      if (mine.fresh) await bringIntoSight(mine);
    } catch (error) {
      if (mine !== open) return;
      close();
      tell(
        error instanceof RangeError
          ? _('Ce modèle ne peut pas être posé ici.')
          : _(
              'Ces points n’ont pas pu être calculés : le corps du patient manque. Réessayez dès que le serveur répond.',
            ),
      );
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    }
  }

  /** Have the marks in sight, the first time that there are any. */
  async function bringIntoSight(mine) {
    mine.fresh = !mine.made.length;
    if (mine.fresh) return;
    const stands = () => mine === open;
    await where.bring(anchorsOf(mine.made), () => bar.offsetHeight + BAR_GAP_PX, stands);
    if (stands()) ghosts();
  }

  function set(name, value) {
    open.controls[name] = { ...open.controls[name], value };
    show();
    afterFrame(work);
  }

  function lay() {
    const { title } = open;
    const laid = marks();
    if (!laid.length) {
      tell(_('Aucun point à poser ici.'));
      return;
    }
    const did = desk.perform([
      ...laid.flatMap((mark) => layOf(desk.session(), mark)),
      ...(open.also?.(valuesOf(open.controls)) ?? []),
    ]);
    if (did) ear(`${title} : ${countWords(laid)}`);
    close();
  }

  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  map.stage.map.addEventListener('settled', () => {
    if (open) ghosts();
  });
  tools.listen(() => {
    if (!tools.canMark()) close();
  });

  return Object.freeze({
    /**
     * @param {{
     *   title: string, note: string, controls: Record<string, any>, make: (skin: any, values: any) => any,
     *   needsSkin?: boolean,
     *   tap?: (found: any) => void, depth?: string, also?: (values: any) => readonly object[],
     * }} asked  `make(skin, values)` → anchors (points of the brush) or marks; where wanted `needsSkin: false`,
     *   `tap(found)` (a finger says where), `depth` (whatever the brush), `also(values)` → more acts
     */
    open(asked) {
      open = { made: null, fresh: true, needsSkin: true, ...asked, controls: { ...asked.controls } };
      show();
      afterFrame(work);
    },
    /** A finger on the body: whether the proposal takes it as its new place. */
    takes(found) {
      if (!open) return false;
      if (open.tap) {
        open.tap(found);
        open.made = null;
        show();
        afterFrame(work);
      }
      return true;
    },
  });
}

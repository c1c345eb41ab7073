// Points that are proposed: seen on the body before they are laid, laid as one gesture.

import { place } from '../geom/sight.js';
import { addPoints } from '../model/actions.js';
import { depthOf } from '../model/brushes.js';
import { uuid7 } from '../store/ids.js';
import { _, n_ } from '../texts.js';
import { $ } from '../view/dom.js';
import { afterFrame } from '../view/frame.js';
import { showProposal } from '../view/proposal.js';

/** More points than this are no plan of a session. */
const MOST_POINTS = 600;

const WHOLE = Object.freeze(['back', 'front', 'left', 'right']);

/** Between the bar and what must stay in sight. */
const BAR_GAP_PX = 40;

export function createProposal({ desk, map, tools, live, tell, ear, root, choose }) {
  const bar = $('#proposal', root);
  let open = null;

  const depth = () => open.depth ?? depthOf(tools.brushes);

  function ghosts() {
    if (!open) { map.ghosts([]); return; }
    const { sight } = map.now();
    const spots = (open.anchors ?? []).map((anchor) => place(sight, anchor)).filter((p) => p.visible);
    map.ghosts(spots.map((p) => [p.u_mm, p.v_mm]), [depth()].flat()[0]);
  }

  function show() {
    const { title, note, controls, anchors } = open;
    showProposal(bar, { title, note, controls, count: anchors?.length ?? null, set, lay, close });
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

  const valuesOf = (controls) => Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value]));

  async function work() {
    const mine = open;
    try {
      const skin = await live.skin();
      if (mine !== open) return;
      const made = await mine.make(skin, valuesOf(mine.controls));
      if (mine !== open) return;
      open.anchors = made;
      if (made.length > MOST_POINTS) {
        open.anchors = [];
        tell(_('Trop de points : écartez-les davantage.'));
      }
      show();
      if (mine.fresh) await bringIntoSight(mine);
    } catch (error) {
      if (mine !== open) return;
      close();
      tell(error instanceof RangeError ? _('Ce modèle ne peut pas être posé ici.')
        : _('Ces points n’ont pas pu être calculés : le corps du patient manque. Réessayez dès que le serveur répond.'));
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    }
  }

  const seenIn = (view) => open.anchors.map((anchor) => place(map.sightOf(null, view, true), anchor)).filter((p) => p.visible).length;

  /** The first time, the map goes where the points are: another view where this one shows too few. */
  async function bringIntoSight(mine) {
    mine.fresh = !mine.anchors.length;
    if (mine.fresh) return;
    const { view, sight } = map.now();
    const here = mine.anchors.filter((anchor) => place(sight, anchor).visible).length;
    if (here < mine.anchors.length / 2) {
      const [best] = WHOLE.map((each) => [each, seenIn(each)]).sort((a, b) => b[1] - a[1]);
      if (best[1] > here && best[0] !== view) await choose(best[0], true);
    }
    if (mine !== open) return;
    const spots = mine.anchors.map((anchor) => place(map.now().sight, anchor)).filter((p) => p.visible);
    if (spots.length) map.bring(spots.map((p) => [p.u_mm, p.v_mm]), bar.offsetHeight + BAR_GAP_PX);
    ghosts();
  }

  function set(name, value) {
    open.controls[name] = { ...open.controls[name], value };
    show();
    afterFrame(work);
  }

  function lay() {
    const { anchors, title } = open;
    if (!anchors?.length) { tell(_('Aucun point à poser ici.')); return; }
    const ids = anchors.map(() => uuid7());
    const points = addPoints(desk.session(), { ids, anchors, depth: depth(), syringe: tools.syringe() });
    const did = desk.perform([...points, ...(open.also?.(valuesOf(open.controls)) ?? [])]);
    if (did) ear(`${title} : ${n_('{n} point', '{n} points', anchors.length)}`);
    close();
  }

  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  map.stage.map.addEventListener('settled', ghosts);

  return Object.freeze({
    /**
     * @param {object} asked  `title`, `note`, `controls`, `make(skin, values)` → anchors; where wanted
     *   `tap(found)` (a finger says where), `depth` (whatever the brush), `also(values)` → more acts
     */
    open(asked) {
      open = { anchors: null, fresh: true, ...asked, controls: { ...asked.controls } };
      show();
      afterFrame(work);
    },
    /** A finger on the body: whether the proposal takes it as its new place. */
    takes(found) {
      if (!open) return false;
      if (open.tap) {
        open.tap(found);
        open.anchors = null;
        show();
        afterFrame(work);
      }
      return true;
    },
    close,
    isOpen: () => open !== null,
  });
}

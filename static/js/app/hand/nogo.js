// Skin to leave alone: drawn, lifted, shown in every session, and asked about before a mark lies on it.

import { closeOutline, inRing, ringArea, simplify } from '../../geom/lines.js';
import { centreOf, liesOn, patchOf } from '../../geom/nogo.js';
import { place } from '../../geom/sight.js';
import { accepting } from '../../model/actions.js';
import { ACTS } from '../../model/acts/all.js';
import { NOGO, drawNogo, liftNogo, standingNogo } from '../../model/nogo.js';
import { uuid7 } from '../../store/ids.js';
import { _, n_ } from '../../texts.js';
import { confirmDialog, openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';
import { afterFrame } from '../../view/frame.js';
import { createNogoBar, drawNogoSkin } from '../../view/nogo.js';

/** A tap leaves a disc of 10 mm alone: a mole, and what is round it. */
const RADIUS_MM = 5;
const TOLERANCE_PX = 0.8;

/** Smaller than this, an outline was a slip of the finger. */
const SMALLEST_MM2 = 20;

/** A finger reaches a patch this far beside it. */
const REACH_PX = 16;

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @typedef {ReturnType<typeof createNogo>} Nogo */

/**
 * @param {{
 *   boot: Boot, desk: Desk, map: BodyMap, mesh: Mesh, tools: Tools, tell: Tell, ear: Ear,
 *   name: (mark: object) => string, root: HTMLElement,
 * }} parts  `desk` as it is: its acts are asked about here
 */
export function createNogo({ boot, desk, map, mesh, tools, tell, ear, name, root }) {
  const { sightOf, loadView } = map;
  const bar = createNogoBar(root);
  const layer = map.layerBelow('nogo-skin');
  const said = boot.nogo ?? [];
  let kind = 'mole';
  /** @type {readonly Record<string, any>[]} */
  let standing = [];
  let of = null;
  let drawnFor = null;
  const patches = new WeakMap();

  const wordsOf = (nogo) =>
    [_(NOGO[nogo.kind] ?? nogo.kind), name({ anchors: [centreOf(ready(nogo))] })].filter(Boolean).join(', ');
  const limbOf = (nogo) => nogo.anchors.some(([face]) => mesh.partOf[face] > 0);
  const ownSight = (nogo) => (nogo.view ? sightOf(nogo.figure ?? null, nogo.view, limbOf(nogo)) : null);

  function ready(nogo) {
    if (!patches.has(nogo)) patches.set(nogo, patchOf(mesh, nogo, ownSight(nogo)));
    return patches.get(nogo);
  }

  function draw() {
    const { sight } = map.now();
    if (!sight || (drawnFor?.sight === sight && drawnFor.standing === standing)) return;
    drawnFor = { sight, standing };
    drawNogoSkin(layer, standing, sight, sightOf);
  }

  /** Have the bodies that patches were drawn on, draw what waited for them, and be ready before a tap asks. */
  async function load() {
    const wanted = standing;
    await Promise.all(wanted.filter((n) => n.view).map((n) => loadView(n.figure ?? null, n.view)));
    if (wanted !== standing) return;
    drawnFor = null;
    draw();
    afterFrame(() =>
      wanted.forEach((n) => {
        patches.delete(n);
        ready(n);
      }),
    );
  }

  function changed(session) {
    if (of && session.nogo === of.nogo) return;
    of = session;
    standing = standingNogo(session, said);
    draw();
    load();
  }

  // ---------------------------------------------------------------- asking

  /** The mark that an act lays or moves, as it would stand; null for other acts. */
  const laid = ({ kind: what, body }) => ACTS.get(what).lays?.(desk.session(), body) ?? null;

  function under(act) {
    const mark = laid(act);
    const zones = desk.session().atlas?.zones;
    return mark ? standing.filter((n) => liesOn(ready(n), mesh, mark, sightOf, zones)) : [];
  }

  function ask(met, others) {
    const kinds = [...new Set([...met.values()].flat())];
    return openDialog(_('Peau à éviter'), (close) => [
      h(
        'p',
        {},
        n_(
          '{n} marque serait posée sur une peau à éviter :',
          '{n} marques seraient posées sur une peau à éviter :',
          met.size,
        ),
      ),
      h('ul', { class: 'nogo-list' }, ...kinds.map((n) => h('li', {}, wordsOf(n)))),
      h(
        'div',
        { class: 'dialog-keys' },
        h(
          'button',
          { type: 'button', class: 'quiet', 'data-act': 'nogo-cancel', onclick: () => close('no') },
          _('Annuler'),
        ),
        others
          ? h(
              'button',
              { type: 'button', class: 'quiet', 'data-act': 'nogo-without', onclick: () => close('without') },
              _('Marquer le reste'),
            )
          : null,
        h(
          'button',
          { type: 'button', class: 'primary', 'data-act': 'nogo-accept', onclick: () => close('yes') },
          _('Marquer quand même'),
        ),
      ),
    ]);
  }

  async function asked(acts, met) {
    const answer = await ask(met, acts.length > met.size);
    if (answer === 'yes') desk.perform(accepting(acts, (act) => (met.get(act) ?? []).map((n) => n.id)));
    else if (answer === 'without') desk.perform(acts.filter((act) => !met.has(act)));
    else ear(_('Rien n’a été marqué.'));
  }

  /** As `desk.perform`; null while the doctor is asked about skin to leave alone. */
  function perform(acts) {
    if (!standing.length) return desk.perform(acts);
    const met = new Map(acts.map((act) => [act, under(act)]).filter(([, found]) => found.length));
    if (!met.size) return desk.perform(acts);
    asked(acts, met);
    return null;
  }

  // ---------------------------------------------------------------- drawing and lifting

  function at(uv) {
    const reach_mm = REACH_PX * map.mm_px();
    return standing.find((n) => {
      const ring = n.anchors.map((anchor) => place(map.now().sight, anchor));
      if (n.radius_mm !== undefined)
        return ring[0].visible && Math.hypot(ring[0].u_mm - uv[0], ring[0].v_mm - uv[1]) <= n.radius_mm + reach_mm / 2;
      return (
        ring.some((p) => p.visible) &&
        inRing(
          uv,
          ring.map((p) => [p.u_mm, p.v_mm]),
        )
      );
    });
  }

  async function lift(nogo) {
    const yes = await confirmDialog(_('Ne plus éviter cette peau ?'), [wordsOf(nogo)], _('Retirer'));
    if (yes && desk.perform(liftNogo(nogo))) ear(_('Retiré : {what}', { what: wordsOf(nogo) }));
  }

  function add(nogo) {
    const { view, figure } = map.now();
    const made = { id: uuid7(), kind, view, figure, ...nogo };
    if (desk.perform(drawNogo(made))) ear(_('Peau à éviter : {what}', { what: wordsOf(made) }));
  }

  function tap(xy) {
    const found = map.hit(xy);
    if (!found) return;
    if (!map.close()) {
      map.open(map.at(xy));
      return;
    }
    const there = at(map.at(xy));
    if (there) lift(there);
    else add({ anchors: [found.anchor], radius_mm: RADIUS_MM });
  }

  function drag(xy) {
    if (!map.close()) return null;
    const line = [map.at(xy)];
    return {
      draw(xys) {
        line.push(...xys.map(map.at));
        map.draft(line, 'lasso', false);
      },
      drawn() {
        map.draft(null);
        finish(line);
      },
      cancel: () => map.draft(null),
    };
  }

  function finish(line) {
    const ring = closeOutline(simplify(map.onBody(line), TOLERANCE_PX * map.mm_px()));
    if (!ring) {
      tell(_('Ce contour se croise : dessinez-le d’un seul tour.'));
      return;
    }
    const anchors = ring.map((p) => map.hitAt(p)?.anchor).filter(Boolean);
    if (ringArea(ring) < SMALLEST_MM2 || anchors.length < 3) {
      tell(_('Ce contour est trop petit.'));
      return;
    }
    add({ anchors });
  }

  const close = () => tools.setTool('brush');

  function showBar() {
    bar.show(
      kind,
      (next) => {
        kind = next;
        showBar();
      },
      close,
    );
  }

  map.stage.map.addEventListener('settled', draw);
  desk.listen(changed);
  tools.listen(() => {
    if (tools.tool === 'nogo' && tools.canMark()) showBar();
    else bar.hide();
  });

  return Object.freeze({
    perform,
    tap,
    drag,
    /** As the page opens: what is left alone from before. */
    begin: () => changed(desk.session()),
    lift,
    wordsOf,
    standing: () => standing,
    open: () => tools.setTool('nogo'),
    /** Put the tool away; false where it is not in hand. */
    leave: () => tools.tool === 'nogo' && (close(), true),
  });
}

// After an outline on skin that is turned away: a note, not a dialog, that offers the view that faces it.

import { carry, facesUnder, facing } from '../../geom/oblique.js';
import { place } from '../../geom/sight.js';
import { moveMark } from '../../model/actions.js';
import { standing } from '../../model/session.js';
import { _ } from '../../texts.js';
import { $, h, icon } from '../../view/dom.js';
import { afterFrame } from '../../view/frame.js';

/** Share of an outline that may be turned past 70° without an offer. */
const OBLIQUE_SHARE = 0.05;

/** A view that is offered sees all of it but a sliver. */
const SEEN_SHARE = 0.97;

const WHOLE = ['front', 'back', 'left', 'right'];

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Views } from '../../model/views.js' */
/** @import { Beside } from '../desk/beside.js' */
/** @import { CloseUps } from '../map/close_ups.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Shown } from '../map/shown.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createOffer>} Offer */

/**
 * @param {{
 *   desk: Desk, map: BodyMap, views: Views, mesh: Mesh, tell: Tell, shown: Shown, closeUps: CloseUps,
 *   root: HTMLElement, beside: Beside,
 * }} parts
 */
export function createOffer({ desk, map, views, mesh, tell, shown, closeUps, root, beside }) {
  const note = $('#offer', root);
  let about = null;
  let holds = null;

  function close() {
    [about, holds] = [null, null];
    note.hidden = true;
  }

  /** A sentence, one key that does something, and one that puts the note away. */
  function show(sentence, act, word, work) {
    note.replaceChildren(
      h('span', {}, sentence),
      h('button', { type: 'button', class: 'quiet', 'data-act': act, onclick: work }, word),
      h(
        'button',
        { type: 'button', class: 'close', 'data-act': 'offer-close', 'aria-label': _('Fermer'), onclick: close },
        icon('cross'),
      ),
    );
    note.hidden = false;
  }

  const limbOf = (mark) => mark.anchors.some(([face]) => map.onLimb(face));
  const sightFor = (mark, view) => map.sightOf(views.drawn(desk.session().figure, view), view, limbOf(mark));

  /** Whole views first, then close-ups of the zone: the first that faces nearly all of the skin. */
  async function betterView(mark, faces, before) {
    const zone = mesh.zones[mesh.zoneOf[faces[faces.length >> 1]]];
    const closer = views.closeUps.filter((row) => views.shows(row.key, zone)).map((row) => row.key);
    let best = null;
    for (const some of [WHOLE, closer]) {
      await Promise.all(some.map((view) => map.loadView(desk.session().figure, view)));
      for (const view of some) best = betterOf(best, tried(mark, faces, view, before));
      if (best && best.oblique <= OBLIQUE_SHARE) return best;
    }
    return best;
  }

  const betterOf = (one, other) => (!one || (other && other.oblique < one.oblique) ? other : one);

  /** The outline as another view would have it: {view, figure, anchors, oblique}, or null. */
  function tried(mark, faces, view, before) {
    if (view === mark.view) return null;
    const sight = sightFor(mark, view);
    const { oblique, seen } = facing(sight, faces);
    if (seen < SEEN_SHARE || oblique > before / 2) return null;
    const anchors = carry(map.sightOf(mark.figure, mark.view, limbOf(mark)), sight, mark.anchors);
    return anchors && { view, anchors, oblique, figure: views.drawn(desk.session().figure, view) };
  }

  const nameOf = (view) => {
    const name = views.nameOf(view);
    return name.charAt(0).toLowerCase() + name.slice(1);
  };

  async function take({ mark, better }) {
    close();
    const now = standing(desk.session()).find((m) => m.id === mark.id);
    if (now !== mark) return;
    const limb = limbOf(mark);
    if (views.isCloseUp(better.view)) await closeUps.open(better.view);
    else await shown.choose(better.view, limb);
    const { view, anchors, figure } = better;
    if (desk.perform(moveMark(desk.session(), { id: mark.id, anchors, view, figure })) === false)
      tell(_('Ce contour n’a pas pu être reporté.'));
    const at = place(map.now().sight, anchors[0]);
    if (!map.close()) map.open([at.u_mm, at.v_mm]);
  }

  async function look(id) {
    const mark = standing(desk.session()).find((m) => m.id === id);
    if (!mark) return;
    const own = map.sightOf(mark.figure, mark.view, limbOf(mark));
    const faces = facesUnder(
      own,
      mark.anchors.map((a) => {
        const p = place(own, a);
        return [p.u_mm, p.v_mm];
      }),
    );
    const { oblique } = facing(own, faces);
    if (oblique <= OBLIQUE_SHARE) return;
    const better = await betterView(mark, faces, oblique);
    if (!better || !standing(desk.session()).includes(mark)) return;
    about = mark;
    show(_('Vu de biais : surface moins sûre.'), 'face-it', _('Ouvrir : {view}', { view: nameOf(better.view) }), () =>
      take({ mark, better }),
    );
  }

  shown.onLeave(close);
  // the note is closed when the outline that it is about goes, or when its `stands()` gives false
  beside.listen((session) => {
    if (about ? !standing(session).includes(about) : holds && !holds()) close();
  });

  return Object.freeze({
    /** A fresh outline: looked at after the frame that shows it. */
    outlined(id) {
      close();
      afterFrame(() => look(id));
    },
    /** Offer something else in the same place, as long as it `stands()`. */
    propose({ sentence, act, word, work, stands }) {
      close();
      show(sentence, act, word, work);
      holds = stands;
    },
  });
}

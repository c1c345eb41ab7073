// Pain, 0 to 10: as a whole, and by zone where that is wanted; the zone is tapped in a list or on the body.

import { scorePain } from '../../model/actions.js';
import { treatedZones } from '../../model/zones.js';
import { _ } from '../../texts.js';
import { h, icon } from '../../view/dom.js';
import { painScale } from '../../view/scale.js';

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { StepPlace } from '../desk/place.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { Zones } from '../map/zones.js' */
/** @typedef {ReturnType<typeof createPain>} Pain */

/** @param {{desk: Desk, place: StepPlace, tools: Tools, zones: Zones, mesh: Mesh, root: HTMLElement}} parts */
export function createPain({ desk, place, tools, zones, mesh, root }) {
  /** the zone in hand (null: as a whole), and whether zones are asked for at all */
  let zone = null;
  let open = false;

  const scoreOf = (when, key) => desk.session().pain.find((p) => p.when === when && p.zone === key)?.score ?? null;

  /** Zones to score: those scored already, and while zones are asked for those that marks lie in. */
  function rows() {
    const session = desk.session();
    const said = session.pain.map((p) => p.zone).filter(Boolean);
    const treated = open ? treatedZones(session, (face) => mesh.zones[mesh.zoneOf[face]]) : [];
    return [...new Set([...said, ...treated, ...(zone ? [zone] : [])])];
  }

  /** "Région lombaire gauche" → "Lombaire gauche": here all of them are regions. */
  const nameOf = (key) => {
    const words = zones.nameOf(key).replace(/^Région /, '');
    return words.charAt(0).toUpperCase() + words.slice(1);
  };

  function choose(key) {
    zone = key;
    redraw();
  }

  let redraw = () => {};

  const chip = (when, key, word) => {
    const before = when === 'after' ? scoreOf('before', key) : null;
    const now = scoreOf(when, key);
    const score = [before, now].filter((n) => n !== null).join(' → ');
    return h(
      'button',
      {
        type: 'button',
        class: 'choice zone-pain',
        'data-pain-zone': key ?? 'whole',
        'aria-pressed': String(zone === key),
        onclick: () => choose(key),
      },
      word,
      score !== '' ? h('b', {}, before !== null && now === null ? `${before} → –` : score) : '',
    );
  };

  /** In the end, what was scored before is there to be scored again. */
  const wanted = (when) => open || (when === 'after' && desk.session().pain.some((p) => p.zone));

  function toggle() {
    open = !open;
    if (!open) zone = null;
    redraw();
  }

  /** The block of a panel; `show()` draws the panel again. */
  function block(when, show) {
    redraw = show;
    const shown = wanted(when);
    root.toggleAttribute('data-pain-zones', shown);
    const title = when === 'before' ? _('Douleur (EN) avant') : _('Douleur (EN) après');
    // the key and the figures come first: what unfolds below them moves neither
    return [
      h(
        'div',
        { class: 'pain-head' },
        h('h3', {}, zone ? `${title} · ${nameOf(zone)}` : title),
        h(
          'button',
          {
            type: 'button',
            class: 'bare-key',
            'data-act': 'pain-zones',
            'aria-expanded': String(open),
            onclick: toggle,
          },
          icon(open ? 'check' : 'body'),
          open ? _('Zones notées') : _('Noter par zone'),
        ),
      ),
      painScale(scoreOf(when, zone), (score) => desk.perform(scorePain(when, score, zone))),
      open ? h('p', { class: 'soft' }, _('Touchez une zone, ici ou sur le corps, puis son chiffre.')) : '',
      shown
        ? h(
            'div',
            { class: 'pain-zones', role: 'group', 'aria-label': _('Zone dont la douleur est notée') },
            chip(when, null, _('Globale')),
            ...rows().map((key) => chip(when, key, nameOf(key))),
          )
        : '',
    ];
  }

  // at another step the score is of the whole again, and zones are closed
  place.listen((now, before) => {
    if (now.step === before.step) return;
    open = false;
    zone = null;
    root.removeAttribute('data-pain-zones');
  });

  return Object.freeze({
    block,
    /** A finger on the body: whether it chose a zone for its score. */
    takes(found) {
      if (!root.hasAttribute('data-pain-zones') || !open || tools.canMark()) return false;
      choose(found.zone);
      return true;
    },
  });
}

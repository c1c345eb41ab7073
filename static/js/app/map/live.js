// The area at once: a twin of the server's measuring, on the patient's own body.

import { readBody } from '../../store/today.js';

/** The server's figure over the twin's, of the same marks, corrects the next ones where it is this near to 1. */
const TRUSTED = 0.03;

const bodyKey = (session) => JSON.stringify(session.body);

/** The body from the server, or the one that this tablet keeps of the patient. */
async function bodyBytes(url, db, physique) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`no body at ${url}`);
    return await response.arrayBuffer();
  } catch (error) {
    const kept = db && (await readBody(db, physique));
    if (!kept) throw error;
    return kept;
  }
}

async function loadTwin(bytes, mesh) {
  const [{ createTwin, decodeBody, decodeRaised }, buffer] = await Promise.all([import('../../geom/twin.js'), bytes]);
  const body_mm = decodeBody(buffer, mesh.xyz_mm.length / 3);
  return { createTwin, body_mm, raised: decodeRaised(buffer, body_mm, mesh.zoneOf.length) };
}

async function loadUncertainty() {
  const { uncertaintyPct } = await import('../../geom/uncertainty.js');
  return uncertaintyPct ?? null;
}

/** @import { Mesh } from '../../geom/mesh.js' */
/** @import { BrowserStore } from '../../store/idb.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { BodyMap } from './map.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @typedef {ReturnType<typeof createLive>} Live */

/**
 * `wake()` loads it; until then, and where it cannot be had, `measure` says null.
 * @param {{desk: Desk, boot: Boot, mesh: Mesh, map: BodyMap, db: BrowserStore | null}} parts
 */
export function createLive({ desk, boot, mesh, map, db }) {
  let twin = null;
  let madeFor = null;
  let asking = null;
  let uncertaintyPct = null;
  let factor = 1;

  async function make() {
    const session = desk.session();
    const key = bodyKey(session);
    try {
      const { createTwin, body_mm, raised } = await loadTwin(bodyBytes(boot.urls.body, db, session.body), mesh);
      const { radii_mm, stroke_width_mm } = session;
      twin = createTwin({
        mesh,
        body_mm,
        raised,
        sightOf: map.sightOf,
        radii_mm,
        stroke_width_mm,
        zones_version: session.atlas?.zones ?? null,
      });
      uncertaintyPct ??= await loadUncertainty().catch(() => null);
      [madeFor, factor] = [key, 1];
    } catch {
      [twin, madeFor] = [null, null]; // without a twin the page waits for the server's figure
    }
  }

  function areasOf(marks) {
    if (!twin || madeFor !== bodyKey(desk.session())) return null;
    try {
      twin.update(marks);
      return twin.areas();
    } catch {
      twin = null; // a mark that the twin cannot read is the server's to measure
      return null;
    }
  }

  return Object.freeze({
    /** The patient's skin, arms hanging, for distances on it. Rejects with a TypeError where it cannot be had. */
    async skin() {
      if (!twin || madeFor !== bodyKey(desk.session())) await this.wake();
      if (!twin) throw new TypeError('no body of the patient');
      return twin.skin.standing ?? twin.skin;
    },

    /** Have the body of the patient as the server knows it now: again after it was corrected. */
    async wake() {
      if (madeFor === bodyKey(desk.session())) return;
      asking ??= make().finally(() => {
        asking = null;
      });
      await asking;
    },

    /** {treated_cm2, by_depth_cm2, …} of these marks, or null. */
    measure(marks) {
      const areas = areasOf(marks);
      return areas && { ...areas, treated_cm2: areas.treated_cm2 * factor };
    },

    /** Correct the next figures by the server's figure for these marks. */
    checked(marks, treated_cm2) {
      const areas = areasOf(marks);
      const ratio = areas?.treated_cm2 ? treated_cm2 / areas.treated_cm2 : 1;
      factor = Math.abs(ratio - 1) < TRUSTED ? ratio : 1;
    },

    /** How sure these areas are, in per cent; null when that is not known here. */
    uncertainty(marks, areas) {
      const session = desk.session();
      try {
        return (
          uncertaintyPct?.({
            marks,
            areas,
            body: session.body,
            body_estimated: session.body_estimated,
            body_asked: session.body_asked,
            skin: twin.skin,
          }) ?? null
        );
      } catch {
        return null;
      }
    },
  });
}

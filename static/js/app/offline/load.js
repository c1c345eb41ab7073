// Everything the page needs before the first mark: the body, the words, the browser's own store.

import { asFigure, decodeMesh } from '../../geom/mesh.js';
import { uuid7 } from '../../store/ids.js';
import { knownHead } from '../../store/kept.js';
import { createOutbox } from '../../store/outbox.js';
import { openBrowserStore } from '../../store/idb.js';
import { sealKey } from '../../store/seal.js';
import { thisDevice } from '../../store/device.js';
import { tryStore } from '../../store/room.js';

/** @typedef {ReturnType<typeof createFigures>} Skins */
/** @typedef {Awaited<ReturnType<typeof loadOutbox>>} Kept */

const bytes = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`no body data at ${url}`);
  return response.arrayBuffer();
};

/** The first version of the zones: the side views find the shoulder by it, and marks of old sessions are of it. */
const FIRST_ZONES = '1';

/** What all figures share, on the skin of `figure`, or of the adult of its sex where that is torn. */
async function loadShared(root, figure, zones, onMissing) {
  const file = (name) => bytes(`${root}/body/${name}.bin`);
  const [meta, faces, zoneOf, zones_1, parts, segments, own] = await Promise.all([
    fetch(`${root}/body/body-1.json`).then((r) => r.json()),
    file('faces-1'),
    file(`zones-${zones}`),
    file(`zones-${FIRST_ZONES}`),
    file('parts-1'),
    file('segments-1').catch(() => null),
    file(`figure-${figure}-1`).catch(() => null),
  ]);
  const made = (xyz) => decodeMesh(meta, { faces, zones: zoneOf, zones_1, parts, segments, figure: xyz });
  try {
    return { meta, mesh: made(own) };
  } catch {
    const mesh = made(await file(`figure-${figure[0]}-1`));
    onMissing(figure);
    return { meta, mesh };
  }
}

/**
 * The skin as each figure has it; faces are read once, figures as they are wanted.
 * `onMissing(figure)` hears of one whose file is not there or torn: another stands in for it.
 */
function createFigures(root, mesh, figure, onMissing) {
  const made = new Map([[figure, mesh]]);
  const asked = new Map([[figure, Promise.resolve(mesh)]]);

  async function read(name) {
    try {
      made.set(name, asFigure(mesh, await bytes(`${root}/body/figure-${name}-1.bin`)));
    } catch {
      made.set(name, mesh);
      onMissing(name);
    }
    return made.get(name);
  }

  return Object.freeze({
    /** The mesh of a figure (or of one in a pose: "F_arm-up"), or null while it is not here. */
    get: (name) => made.get(name) ?? null,
    load(name) {
      if (!asked.has(name)) asked.set(name, read(name));
      return asked.get(name);
    },
  });
}

/** {meta, mesh, skins}: the body's table, the skin of the session's figure, and all figures. */
export async function loadBody(root, figure, zones, onMissing) {
  const { meta, mesh } = await loadShared(root, figure, zones, onMissing);
  return { meta, mesh, skins: createFigures(root, mesh, figure, onMissing) };
}

/** Where the browser keeps nothing: what is made goes to the server at once, or not at all. */
function keepNothing() {
  const nothing = /** @returns {Promise<any>} */ async () => [];
  const refuse = async () => {
    throw new Error('this browser keeps nothing');
  };
  let next_seq = 1;
  return Object.freeze({
    device_id: uuid7(),
    takeSeq() {
      next_seq += 1;
      return next_seq - 1;
    },
    keep: refuse,
    waiting: nothing,
    kept: nothing,
    requests: nothing,
    refused: nothing,
    requestSettled: nothing,
    keepOpening: nothing,
    settle: nothing,
    settled: nothing,
    tidy: nothing,
    endsAt() {},
    doubt() {},
  });
}

/**
 * The outbox of this tab for a session, what an earlier visit of this browser did not send or ask, what
 * the server refused, and where the record ended: {db, key, outbox, waiting, requests, refused, head, trial}. `db` is
 * null where nothing can be
 * kept; `trial` resolves to whether a session's worth can be written.
 */
export async function loadOutbox({ session_id, practice }) {
  try {
    const db = await openBrowserStore();
    const [key, device] = await Promise.all([sealKey(db), thisDevice(db)]);
    const outbox = createOutbox(db, key, device, { session_id, practice_id: practice.id });
    const [waiting, requests, refused, head] = await Promise.all([
      outbox.waiting(),
      outbox.requests(),
      outbox.refused(),
      knownHead(db, practice.id),
    ]);
    outbox.tidy().catch(() => {});
    // not awaited here: it takes as long as the disk
    const trial = tryStore(db).then(
      () => true,
      () => false,
    );
    return { db, key, outbox, waiting, requests, refused, head: head ?? null, trial };
  } catch (cause) {
    return {
      db: null,
      key: null,
      outbox: keepNothing(),
      waiting: [],
      requests: [],
      refused: [],
      head: null,
      trial: Promise.resolve(false),
      cause,
    };
  }
}

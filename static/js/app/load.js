// Everything the page needs before the first mark: the body, the words, the browser's own store.

import { decodeMesh } from '../geom/mesh.js';
import { createOutbox } from '../store/outbox.js';
import { openBrowserStore } from '../store/idb.js';
import { sealKey } from '../store/seal.js';
import { thisDevice } from '../store/device.js';

const bytes = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`no body data at ${url}`);
  return response.arrayBuffer();
};

/** {meta, mesh} of a figure. */
export async function loadBody(root, figure) {
  const [meta, faces, zones, parts, xyz] = await Promise.all([
    fetch(`${root}/body/body-1.json`).then((r) => r.json()),
    bytes(`${root}/body/faces-1.bin`),
    bytes(`${root}/body/zones-1.bin`),
    bytes(`${root}/body/parts-1.bin`),
    bytes(`${root}/body/figure-${figure}-1.bin`),
  ]);
  return { meta, mesh: decodeMesh(meta, { faces, zones, parts, figure: xyz }) };
}

/** The outbox of this tab for a session, and what an earlier visit of this browser did not send. */
export async function loadOutbox(session_id) {
  const db = await openBrowserStore();
  const [key, device] = await Promise.all([sealKey(db), thisDevice(db)]);
  const outbox = createOutbox(db, key, device, session_id);
  const waiting = await outbox.waiting();
  outbox.tidy();
  return { outbox, waiting };
}

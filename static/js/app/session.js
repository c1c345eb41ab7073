// The session page, put together.

import { fold } from '../model/session.js';
import { inOrder } from '../model/order.js';
import { createApi } from '../store/api.js';
import { createSync } from '../store/sync.js';
import { startWorker } from '../store/worker.js';
import { useTexts, _ } from '../texts.js';
import { $ } from '../view/dom.js';
import { createDesk } from './desk.js';
import { createPage } from './page.js';
import { createStatus } from './status.js';
import { loadBody, loadOutbox } from './load.js';
import { startLock } from './lock.js';
import { createTell } from './tell.js';

const boot = JSON.parse($('#boot').textContent);
useTexts(JSON.parse($('#texts')?.textContent || '{}'));

/** The zone a mark lies in, in the page's language. */
const zoneNamer = (meta, mesh) => (mark) => {
  const key = mark.zone ?? (mark.anchors ? mesh.zones[mesh.zoneOf[mark.anchors[0][0]]] : null);
  return meta.names[boot.lang]?.[key] ?? '';
};

let busy = () => false;
let useToken = () => {};
const lock = startLock({ exempt: () => busy(), onToken: (token) => useToken(token) });

async function start() {
  const first = fold(inOrder(boot.events));
  const tell = createTell();
  const noFigure = () => tell(_('Le corps de ce gabarit n’a pas pu être lu : le corps adulte le remplace, vos marques sont gardées. Rechargez la page.'));
  const [{ meta, mesh, skins }, { outbox, waiting }] = await Promise.all([
    loadBody(boot.urls.static, first.figure, first.atlas?.zones ?? boot.zones_version, noFigure), loadOutbox(boot.session_id),
  ]);
  const name = zoneNamer(meta, mesh);
  const api = createApi(boot.csrf);
  const status = createStatus(boot.held);
  let sync = null;
  const desk = createDesk({
    events: [...boot.events, ...waiting],
    outbox,
    session_id: boot.session_id,
    name,
    push: (events) => sync.push(events),
    onKeeping: status.keeping,
  });
  useToken = api.useToken;
  busy = () => $('#session').dataset.step === 'inject' && desk.session().timer.running;
  const page = await createPage({ boot, desk, meta, mesh, skins, name, api, status, tell });
  sync = createSync({
    api,
    outbox,
    urls: boot.urls,
    last_seq: desk.serverSeq,
    onStored: (answers) => { desk.placed(answers); page.stored(); },
    onEvents: (events) => { if (desk.receive(events)) page.stored(); },
    onTrouble: status.trouble,
    onState: status.sending,
    onSignedOut: async () => {
      api.useToken(await (await lock).wayIn(boot));
      sync.signedInAgain();
    },
  });
  window.addEventListener('pagehide', desk.keepNow);
  if (waiting.length) sync.push(waiting);
  sync.start();
  page.ready();
  later(() => startWorker({ lang: boot.lang, theme: document.documentElement.dataset.theme }).catch(() => {}), { timeout: 5000 });
}

/** Once the page is at rest: the shell for when the server is gone. */
const later = window.requestIdleCallback?.bind(window) ?? ((work) => setTimeout(work, 200));

start().catch((error) => {
  const place = $('#sentence');
  place.textContent = _('La page n’a pas pu s’ouvrir. Vos marques sont gardées. Rechargez-la ; si cela dure, relancez MesoMap.');
  place.setAttribute('data-on', '');
  throw error;
});

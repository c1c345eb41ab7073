// The script of the session page: loads what it needs, makes the page, connects it to the server.

import { CORRECTION, OPENING } from '../model/acts/opening.js';
import { shownBoot } from '../model/acts/reading.js';
import { fold } from '../model/session.js';
import { inOrder } from '../model/order.js';
import { fromTable } from '../model/table.js';
import { createApi } from '../store/api.js';
import { offerAgain, ofPatients } from '../store/kept.js';
import { createSync } from '../store/sync.js';
import { useTexts, _ } from '../texts.js';
import { $ } from '../view/dom.js';
import { createDesk } from './desk/desk.js';
import { createDrafts } from './desk/drafts.js';
import { createPage } from './page/page.js';
import { createStatus } from './offline/status.js';
import { loadBody, loadOutbox } from './offline/load.js';
import { startLock } from './lock/lock.js';
import { recall } from './record/known.js';
import { callThem } from './record/naming.js';
import { placeName } from '../model/zones.js';
import { Closed, bootFromHere } from './offline/boot.js';
import { createHere } from './offline/here.js';
import { showFrame, showClosed } from './offline/frame.js';
import { createStanding } from './offline/standing.js';
import { createTell } from '../view/tell.js';
import { createUpkeep } from './offline/upkeep.js';

useTexts(JSON.parse($('#texts')?.textContent || '{}'));

/** What the server gave, or what this tablet keeps where the server is gone. */
async function begin() {
  const given = JSON.parse($('#boot').textContent);
  if (given) return { ...shownBoot(given), events: fromTable(given.events) };
  const boot = await bootFromHere(location.pathname.split('/').at(-1));
  showFrame(boot);
  return shownBoot(boot);
}

/** @import { Placed } from '../model/labels.js' */

/** The zone a mark lies in, in the page's language. */
const zoneNamer = (boot, meta, mesh) => (/** @type {Placed} */ mark) =>
  placeName(mark, (face) => mesh.zones[mesh.zoneOf[face]], meta.names[boot.lang]);

/** The session as far as its body goes: marks are folded once, when they are on the desk. */
const BODY = new Set([OPENING, CORRECTION]);
const bodyOf = (events) => fold(inOrder(events.filter((e) => BODY.has(e.kind))));

/** @type {() => boolean} */
let busy = () => false;
let useToken = (/** @type {string} */ _token) => {};
/** What the server did not take of what it was asked, as the key of the header lists it. */
const asHeld = ({ id, refused }) => ({ id, status: 'refused', sentence: refused });

const lock = startLock({ exempt: () => busy(), onToken: (token) => useToken(token) });

/** Make what sends and asks, and hand each kind of answer to the parts that need it. */
function connect({ boot, api, kept, desk, page, status, standing, here, upkeep, tell }) {
  const sync = createSync({
    api,
    outbox: kept.outbox,
    urls: boot.urls,
    last_seq: desk.serverSeq,
    head: kept.head,
    everything: desk.asMade,
    onStored: (answers) => {
      desk.placed(answers);
      page.stored();
    },
    onEvents: (events) => {
      if (desk.receive(events)) page.stored();
    },
    onTrouble: status.trouble,
    onSaid: standing.once,
    onRefused: (request, sentence) => {
      here.refused(request);
      status.trouble(asHeld({ id: request.id, refused: sentence }));
      standing.once(sentence);
    },
    onState: (state) => {
      status.sending(state);
      standing.sending(state);
      page.reached(state.online);
    },
    onSignedOut: async () => {
      api.useToken(await (await lock).wayIn(boot));
      sync.signedInAgain();
    },
    onGaps: status.gaps,
    seen: () => boot.patient.seen ?? 'none',
    onPatient: async (words) => page.said(words, await here.asked(boot.urls.known)),
    onRestored: async (head) => {
      desk.forgetOrder();
      if (head && kept.db) await offerAgain(kept.db, boot.practice.id, head).catch(() => {});
      upkeep.round();
      if (head) tell(_('Le serveur a été restauré d’une sauvegarde : vos saisies lui sont proposées de nouveau.'));
    },
  });
  return sync;
}

/** What is looked after once the page is at rest; the session's own opening is kept first. */
function upkeepOf(boot, api, { db, key, outbox }, tell) {
  const opening = boot.events.find((e) => e.kind === OPENING);
  return createUpkeep({
    db,
    key,
    api,
    except: boot.session_id,
    first: async () => {
      if (opening) await outbox.keepOpening(opening);
    },
    onNewer: () => tell(_('Nouvelle version de MesoMap : elle s’ouvre après la séance, ou par « ⋯ ».')),
  });
}

const NO_FIGURE = () =>
  _(
    'Le corps de ce gabarit n’a pas pu être lu : le corps adulte le remplace, vos marques sont gardées. Rechargez la page.',
  );

async function start() {
  const boot = await begin();
  const first = bodyOf(boot.events);
  if (!first) throw new Closed('newer');
  const tell = createTell();
  const [{ meta, mesh, skins }, kept] = await Promise.all([
    loadBody(boot.urls.static, first.figure, first.atlas?.zones ?? boot.zones_version, () => tell(NO_FIGURE())),
    loadOutbox(boot),
  ]);
  const { db, outbox, waiting } = kept;
  // a name that is on its way to the server is the patient's already
  ofPatients(kept.requests).forEach((request) => callThem(boot, request.body));
  recall(boot, kept.requests);
  const name = zoneNamer(boot, meta, mesh);
  const drafts = await createDrafts({ db, key: kept.key, session_id: boot.session_id });
  const api = createApi(boot.csrf);
  const standing = createStanding({ tell, keeps: db !== null });
  kept.trial.then(standing.tried);
  const status = createStatus([...boot.held, ...kept.refused.map(asHeld)], tell);
  let sync = null;
  const desk = createDesk({
    events: [...boot.events, ...waiting],
    outbox,
    session_id: boot.session_id,
    name,
    push: (events) => sync.push(events),
    onKeeping: (state) => {
      status.keeping(state);
      standing.keeping(state);
    },
    mayMark: () => standing.mayMark({ safe: desk.allSafe(), online: sync.isOnline() }),
  });
  useToken = api.useToken;
  busy = () => $('#session').dataset.step === 'inject' && desk.session().timer.running;
  const upkeep = upkeepOf(boot, api, kept, tell);
  const here = createHere({ api, kept, sync: () => sync });
  const page = await createPage({
    boot,
    record: desk,
    meta,
    mesh,
    skins,
    name,
    api,
    status,
    tell,
    db,
    upkeep,
    here,
    drafts,
  });
  sync = connect({ boot, api, kept, desk, page, status, standing, here, upkeep, tell });
  status.opens({ kept, boot, name, sync, api });
  window.addEventListener('pagehide', desk.keepNow);
  if (waiting.length) sync.push(waiting);
  if (kept.requests.length) sync.ask();
  sync.start();
  page.ready();
  upkeep.begin();
}

start().catch((error) => {
  if (error instanceof Closed) {
    showClosed(error.message);
    return;
  }
  const place = $('#sentence');
  place.textContent = _(
    'La page n’a pas pu s’ouvrir. Vos marques sont gardées. Rechargez-la ; si cela dure, relancez MesoMap.',
  );
  place.setAttribute('data-on', '');
  throw error;
});

// On every page but the session's: the application stays on this tablet, what waits is brought, and signing out
// forgets.

import { createApi } from '../../store/api.js';
import { openBrowserStore } from '../../store/idb.js';
import { countRefused, countWaiting, forgetEverythingSent } from '../../store/kept.js';
import { destroyOutboxKey, sealKey } from '../../store/seal.js';
import { forgetToday } from '../../store/today.js';
import { useTexts, _, n_ } from '../../texts.js';
import { h } from '../../view/dom.js';
import { createUpkeep } from '../offline/upkeep.js';

/** @import { Upkeep } from '../offline/upkeep.js' */

useTexts(JSON.parse(document.getElementById('texts')?.textContent || '{}'));

const COUNT_MS = 2000;

/** @type {HTMLMetaElement | null} */
const meta = document.querySelector('meta[name=csrf-token]');
const token = meta?.content ?? '';
/** @type {HTMLElement | null} */
const key_of_header = document.querySelector('[data-outbox]');
/** @type {HTMLFormElement | null} */
const leave = document.querySelector('form[action$="/sign-out"]');

function showCount(n, refused) {
  if (!key_of_header) return;
  key_of_header.dataset.waiting = String(n);
  key_of_header.dataset.state = refused ? 'trouble' : n ? 'waiting' : 'kept';
  key_of_header.querySelector('.kept-text').textContent = refused
    ? n_('{n} saisie à revoir', '{n} saisies à revoir', refused)
    : n
      ? n_('{n} saisie à envoyer', '{n} saisies à envoyer', n)
      : _('Enregistré');
}

/** What the server found in what was brought: a lot that it does not take, a patient whom it knows already. */
function showSaid(said) {
  const words = said.map(({ sentence, url }) =>
    h('p', { class: 'notice notice-warn', role: 'status' }, url ? h('a', { href: url }, sentence) : sentence),
  );
  const head = document.querySelector('.page-head');
  if (head) head.after(...words);
  else document.querySelector('main')?.prepend(...words);
}

/** A page that the server does not have: this tablet may have opened that session, and not said so yet. */
async function lookAgain(db, before) {
  if (!document.querySelector('.error-page[data-status="404"]') || !location.pathname.startsWith('/sessions/')) return;
  if (before && (await countWaiting(db)) < before) location.reload();
}

/** Forget today's patients; what was not sent yet stays, encrypted, until it is, and with it its key. */
async function forget(db) {
  await forgetToday(db);
  if ((await countWaiting(db)) || (await countRefused(db))) return;
  await forgetEverythingSent(db);
  await destroyOutboxKey(db);
}

async function beforeLeaving(event, db, upkeep) {
  event.preventDefault();
  const n = await countWaiting(db);
  const question = n_(
    '{n} saisie n’est pas encore sur le serveur. Elle reste chiffrée sur cet appareil et partira à la prochaine identification. Se déconnecter ?',
    '{n} saisies ne sont pas encore sur le serveur. Elles restent chiffrées sur cet appareil et partiront à la prochaine identification. Se déconnecter ?',
    n,
  );
  if (n && !window.confirm(question)) return;
  upkeep?.leave();
  await forget(db).catch(() => {});
  leave.submit();
}

async function begin() {
  const db = await openBrowserStore().catch(() => null);
  if (!db) {
    if (key_of_header) key_of_header.querySelector('.kept-text').textContent = _('Cet appareil ne garde rien');
    createUpkeep({ db, key: null, api: createApi(token) }).begin();
    return;
  }
  const count = async () => {
    const [n, refused] = await Promise.all([countWaiting(db), countRefused(db)]);
    showCount(n, refused);
    return n;
  };
  const before = await count();
  setInterval(count, COUNT_MS);
  if (!key_of_header) return;
  /** @type {Upkeep | null} */
  let upkeep = null;
  leave?.addEventListener('submit', (event) => beforeLeaving(event, db, upkeep));
  upkeep = createUpkeep({
    db,
    key: await sealKey(db),
    api: createApi(token),
    onDelivered: async ({ said }) => {
      await count();
      showSaid(said);
      await lookAgain(db, before);
    },
  });
  upkeep.begin();
}

begin();

// What this tablet has not sent yet, as a page of its own.

import { createApi } from '../../store/api.js';
import { deliver } from '../../store/courier.js';
import { openBrowserStore } from '../../store/idb.js';
import { dropRequest, offerAsideAgain, waitingBySession } from '../../store/kept.js';
import { room } from '../../store/room.js';
import { sealKey } from '../../store/seal.js';
import { readToday } from '../../store/today.js';
import { workerState } from '../../store/worker.js';
import { useTexts, _ } from '../../texts.js';
import { $, h } from '../../view/dom.js';
import { outboxList, roomWords } from '../../view/outbox_list.js';
import { namerOf } from '../offline/outbox_names.js';

useTexts(JSON.parse($('#texts')?.textContent || '{}'));

const api = createApi('');
const place = $('#outbox');
const status = $('#outbox-status');

async function begin() {
  const db = await openBrowserStore().catch(() => null);
  if (!db) {
    status.textContent = _('Ce navigateur ne garde rien : rien n’attend ici.');
    return;
  }
  const key = await sealKey(db);

  async function show() {
    const [groups, today, found, worker] = await Promise.all([
      waitingBySession(db, key),
      readToday(db),
      room(),
      workerState(),
    ]);
    if (today) document.documentElement.dataset.zone = today.offer.time_zone;
    place.replaceChildren(
      ...outboxList(groups, {
        nameOf: namerOf(today),
        zone: null,
        heading: 'h2',
        onAside: async (id) => {
          await offerAsideAgain(db, id);
          await send();
        },
        onCorrected: async (id) => {
          await dropRequest(db, id);
          await show();
        },
      }),
      h(
        'div',
        { class: 'outbox-room' },
        ...roomWords(found, worker).map((text) => h('p', { class: 'muted small' }, text)),
      ),
    );
    $('#send-now').hidden = groups.every((g) => !g.events.length && !g.requests.length);
  }

  async function send() {
    status.textContent = _('Envoi…');
    try {
      const done = await deliver({ db, key, api });
      status.textContent = done
        ? [...done.troubles, ...done.said].map((t) => t.sentence).join(' ')
        : _('Le serveur ne répond pas : tout reste gardé ici.');
    } catch {
      status.textContent = _('Identifiez-vous : les saisies partiront alors. Elles sont gardées ici.');
    }
    await show();
  }

  $('#send-now').addEventListener('click', send);
  await show();
}

begin();

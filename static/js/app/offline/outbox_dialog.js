// The key of the header: what the server put aside, what it does not have yet, and how this tablet keeps.

import { deliver } from '../../store/courier.js';
import { dropRequest, offerAsideAgain, waitingBySession } from '../../store/kept.js';
import { room } from '../../store/room.js';
import { readToday } from '../../store/today.js';
import { workerState } from '../../store/worker.js';
import { _, n_ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';
import { outboxList, roomWords } from '../../view/outbox_list.js';
import { newerWords } from './newer.js';
import { namerOf } from './outbox_names.js';

const gapWords = (gap) =>
  n_(
    'Il manque {n} saisie d’une tablette sur le serveur : allumez-la, elle l’enverra.',
    'Il manque {n} saisies d’une tablette sur le serveur : allumez-la, elle les enverra.',
    gap.missing,
  );

const toReview = ({ held, disagreed, newer }) => held.length + disagreed.length + newer;

const newerSection = (n) =>
  h(
    'section',
    { class: 'newer' },
    h(
      'p',
      { class: 'notice with-key' },
      newerWords(n),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-act': 'reload',
          onclick: () => location.reload(),
        },
        _('Recharger la page'),
      ),
    ),
  );

async function content({ kept, boot, name, sync, held, disagreed, newer, gaps }, again) {
  const { db, key, outbox } = kept;
  await outbox.settled().catch(() => {});
  const groups = db ? await waitingBySession(db, key) : [];
  const nameOf = namerOf(db ? await readToday(db) : null);
  const mine = (group) =>
    group.session_id === boot.session_id ? boot.patient.name || _('Patient sans nom') : nameOf(group);
  const others = gaps.filter((g) => g.device_id !== outbox.device_id);
  const listed = new Set(groups.flatMap((group) => group.refused.map((r) => r.id)));
  const aside = held.filter((a) => !listed.has(a.id));
  const review = aside.length + disagreed.length;
  return [
    review
      ? h(
          'section',
          {},
          h('h3', {}, _('À revoir')),
          aside.length ? h('p', {}, _('Le serveur a mis ces saisies de côté ; rien n’est perdu.')) : '',
          h(
            'ul',
            {},
            ...aside.map((a) => h('li', {}, a.sentence ?? a.status)),
            ...disagreed.map((text) => h('li', {}, text)),
          ),
        )
      : '',
    newer ? newerSection(newer) : '',
    ...outboxList(groups, { nameOf: mine, zone: name, onAside: again.aside, onCorrected: again.corrected }),
    ...others.map((gap) => h('p', { class: 'notice' }, gapWords(gap))),
    ...roomWords(await room(), await workerState()).map((text) => h('p', { class: 'soft' }, text)),
    h(
      'div',
      { class: 'dialog-keys' },
      h(
        'button',
        { type: 'button', class: 'primary', 'data-act': 'send-now', onclick: again.all },
        sync.isOnline() ? _('Envoyer maintenant') : _('Réessayer'),
      ),
    ),
  ];
}

/** @import { Placed } from '../../model/labels.js' */
/** @import { Api } from '../../store/api.js' */
/** @import { Sync } from '../../store/sync.js' */
/** @import { Kept } from './load.js' */
/** @import { Boot } from './boot.js' */

/**
 * @param {{
 *   kept: Kept, boot: Boot, name: (mark: Placed) => string, sync: Sync, api: Api,
 *   held: {id: string, sentence?: string, status?: string}[], disagreed: string[], newer: number,
 *   gaps: {device_id: string, missing: number}[], onCorrected: (id: string) => void,
 * }} parts  `held`, `disagreed`, `newer`, `gaps` to show
 */
export function openOutbox(parts) {
  const { kept, boot, api, sync, onCorrected } = parts;
  const title = toReview(parts) ? _('À revoir') : _('Ce qui reste à envoyer');
  return openDialog(
    title,
    () => {
      const body = h('div', { class: 'outbox' });
      const show = async () => body.replaceChildren(...(await content(parts, { all, aside, corrected })).flat());
      async function all() {
        await Promise.all([
          sync.now(),
          kept.db ? deliver({ ...kept, api, except: boot.session_id }).catch(() => null) : null,
        ]);
        await show();
      }
      async function aside(session_id) {
        await offerAsideAgain(kept.db, session_id);
        if (session_id === boot.session_id) sync.push(await kept.outbox.waiting());
        await all();
      }
      async function corrected(id) {
        await dropRequest(kept.db, id);
        onCorrected(id);
        await show();
      }
      show();
      return body;
    },
    { kind: 'wide' },
  );
}

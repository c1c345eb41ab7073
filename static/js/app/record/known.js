// Allergies and treatments: in the header in every step, read whole and answered in a sheet.

import { dayIn } from '../../model/days.js';
import { createEmitter } from '../../model/emitter.js';
import { SUBJECTS, knownBody, knownWords, withKnown } from '../../model/known.js';
import { Refused } from '../../store/api.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { showKnown } from '../../view/known.js';
import { openKnownSheet } from './known_sheet.js';

/** Put answers that this tablet has not sent yet into the patient's record as the page shows it. */
export function recall(boot, requests) {
  for (const { url, body } of requests) {
    if (url === boot.urls.known)
      Object.assign(boot.patient, withKnown(boot.patient, body.subject, { ...body, by: boot.practice.doctor }));
  }
}

/** @import { Here } from '../../store/courier.js' */
/** @import { Ear } from '../desk/ear.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @typedef {ReturnType<typeof createKnown>} Known */

/** @param {{boot: Boot, here: Here, tell: Tell, ear: Ear}} parts */
export function createKnown({ boot, here, tell, ear }) {
  const answered = createEmitter();
  const day = () => dayIn(boot.tray?.time_zone ?? 'UTC', Date.now());

  /** Record an answer: on disk, then on the server. Resolves to whether it is kept. */
  async function say(subject, wanted) {
    const request = { id: uuid7(), url: boot.urls.known, body: knownBody(boot.patient, subject, wanted, day()) };
    try {
      await here.ask(request);
    } catch (error) {
      tell(
        error instanceof Refused ? error.message : _('Cet appareil n’a plus de place : la réponse n’a pas été gardée.'),
      );
      return false;
    }
    Object.assign(boot.patient, withKnown(boot.patient, subject, { ...wanted, on: day(), by: boot.practice.doctor }));
    showKnown(boot);
    ear(knownWords(boot.patient, subject));
    answered.emit();
    return true;
  }

  const lines = () => SUBJECTS.map((s) => knownWords(boot.patient, s));

  return Object.freeze({
    /** Resolves when the sheet is closed. */
    open: () => openKnownSheet({ boot, tell, say, listen: answered.listen }),
    show: () => showKnown(boot),
    /** Take what the record says by now, under what waits here; tell what another has changed. Whether anything is. */
    heard(words, requests) {
      const before = lines();
      Object.assign(boot.patient, words);
      recall(boot, requests);
      const changed = lines().filter((line, k) => line !== before[k]);
      if (!changed.length) return false;
      showKnown(boot);
      tell(_('Changé sur un autre appareil. {what}', { what: changed.join(' · ') }));
      answered.emit();
      return true;
    },
    /** Hear of every answer, given here or elsewhere; call what is returned to hear no more. */
    listen: answered.listen,
  });
}

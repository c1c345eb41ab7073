// The signature: of a session with a name, on the day that its act was.

import { sign, writeNote } from '../../model/actions.js';
import { createEmitter } from '../../model/emitter.js';
import { _ } from '../../texts.js';
import { nameHere } from '../record/naming.js';

/** @import { Here } from '../../store/courier.js' */
/** @import { ActDay } from './act_day.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Drafts } from '../desk/drafts.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @typedef {ReturnType<typeof createSigning>} Signing */

/** @param {{boot: Boot, desk: Desk, here: Here, drafts: Drafts, actDay: ActDay, signed: () => void}} parts */
export function createSigning({ boot, desk, here, drafts, actDay, signed }) {
  const named = createEmitter();

  /** A note that stands in its field is the session's before it is signed. */
  function signNow() {
    const text = drafts.of('note');
    if (!desk.perform([...(text ? writeNote(text) : []), ...sign()])) return;
    drafts.take('note');
    signed();
  }

  const ask = () => (actDay.asks() ? actDay.ask() : signNow());

  return Object.freeze({
    sign: ask,
    async nameAndSign() {
      if (!(await nameHere({ boot, here, word: _('Garder ce nom et signer') }))) return;
      named.emit();
      ask();
    },
    /** Hear of a name that was given. */
    listen: named.listen,
  });
}

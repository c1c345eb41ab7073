// Whether a mark made now would be kept, on the disk or on the server: told, and refused where it would not.

import { _ } from '../../texts.js';

/** @import { Tell } from '../../view/tell.js' */

/** @param {{tell: Tell, keeps: boolean}} parts  `keeps`: this browser has a disk for it */
export function createStanding({ tell, keeps }) {
  const said = new Set();
  let offline = false;
  let full = false;

  /** A sentence that is said once on this page. */
  function once(sentence) {
    if (said.has(sentence)) return;
    said.add(sentence);
    tell(sentence);
  }

  const stop = (sentence) => {
    setTimeout(() => tell(sentence));
    return false;
  };

  if (!keeps) {
    once(
      _(
        'Ce navigateur ne garde rien (fenêtre privée, ou stockage refusé) : chaque marque part aussitôt au serveur, et sans connexion le marquage s’arrête.',
      ),
    );
  }

  return Object.freeze({
    once,
    /** Hear whether as much as a session takes could be written to the disk (the trial of store/room.js). */
    tried(fits) {
      if (!fits && keeps)
        once(_('Cet appareil n’a presque plus de place : libérez-en avant de marquer hors connexion.'));
    },
    keeping(state) {
      if (state === 'trouble' && !full)
        tell(
          _(
            'Cet appareil n’a plus de place : la dernière marque n’est pas encore gardée. Libérez de la place ; elle part au serveur dès qu’il répond.',
          ),
        );
      full = state === 'trouble' || (state === 'keeping' && full);
    },
    sending({ online }) {
      if (!online && !offline && !keeps)
        tell(_('Hors connexion, et ce navigateur ne garde rien : le marquage reprend dès que le serveur répond.'));
      offline = !online;
    },

    /** Whether a gesture may begin: it would be on the disk, or on the server. */
    mayMark({ safe, online }) {
      if (online || (keeps && safe)) return true;
      return stop(
        keeps
          ? _(
              'La marque précédente n’est pas gardée (plus de place), et le serveur ne répond pas : le marquage attend.',
            )
          : _('Hors connexion, et ce navigateur ne garde rien : le marquage reprend dès que le serveur répond.'),
      );
    },
  });
}

// The sentence where a drawing cannot be had and a plain silhouette, made of the skin, is shown instead.

import { _ } from '../../texts.js';

/** @import { Tell } from '../../view/tell.js' */

/**
 * Say it once for each view.
 * @param {Tell} tell
 */
export function noDrawing(tell) {
  const said = new Set();
  return (view, offline) => {
    if (said.has(view)) return;
    if (offline) {
      tell(
        _(
          'Hors connexion : la silhouette remplace le dessin jusqu’à ce que le serveur réponde. Vos marques sont gardées.',
        ),
      );
      return;
    }
    said.add(view);
    tell(
      _(
        'Le dessin de cette vue manque : la silhouette le remplace, vos marques sont gardées. Rechargez la page ; si cela dure, réinstallez MesoMap.',
      ),
    );
  };
}

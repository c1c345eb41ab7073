// Entries that a newer version of MesoMap wrote: put aside by the fold; the sentence that tells how many.

import { n_ } from '../../texts.js';

/** What a newer version of MesoMap wrote and this page cannot count. */
export const newerWords = (n) =>
  n_(
    '{n} saisie d’une version plus récente de MesoMap n’est pas comptée sur cette page. Rechargez-la ; si cela dure, mettez MesoMap à jour.',
    '{n} saisies d’une version plus récente de MesoMap ne sont pas comptées sur cette page. Rechargez-la ; si cela dure, mettez MesoMap à jour.',
    n,
  );

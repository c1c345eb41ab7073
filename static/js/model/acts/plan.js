// Acts on the plan as a whole: the patient agrees to it, or no longer does.

import { _ } from '../../texts.js';
import { at, defineAct, merge } from './act.js';

const agree = (session, event) =>
  merge(session, {
    agreed: Object.freeze({
      informed: event.body.informed ?? false,
      estimate_id: event.body.estimate_id ?? null,
      at: at(event),
    }),
  });

export const ACTS = [
  defineAct({
    kind: 'plan.agreed',
    dated: true,
    apply: agree,
    inverse: null,
    words: () => _('Accord du patient'),
    label: null,
  }),
  defineAct({
    kind: 'plan.withdrawn',
    apply: (session) => merge(session, { agreed: null }),
    inverse: null,
    words: () => _('Accord retiré'),
    label: null,
  }),
];

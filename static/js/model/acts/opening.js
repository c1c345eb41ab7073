// Acts of the opening: whose session, its number and day, the body it is drawn on.

import { _ } from '../../texts.js';
import { deepFreeze } from '../marks.js';
import { at, defineAct, merge } from './act.js';

const freeze = Object.freeze;

export const OPENING = 'session.opened';
export const CORRECTION = 'body.corrected';

/** The day of the act, beside the day that the session was opened for. */
const date = (session, event) =>
  merge(session, {
    treatment_date: event.body.treatment_date,
    dated: freeze({ planned: session.dated?.planned ?? session.treatment_date, at: at(event) }),
  });

const correctBody = (session, { body }) =>
  merge(
    session,
    deepFreeze({
      body: { ...body.body },
      figure: body.figure,
      body_estimated: body.body_estimated ?? false,
      silhouette: body.silhouette ?? null,
      body_nearest: body.body_nearest ?? false,
      body_asked: body.body_asked ? { ...body.body_asked } : undefined,
    }),
  );

export const ACTS = [
  defineAct({
    kind: OPENING,
    apply: (session) => session,
    inverse: null,
    words: () => _('Séance ouverte'),
    label: null,
  }),
  defineAct({
    kind: 'session.numbered',
    byServer: true,
    apply: (session, { body }) => merge(session, { number: body.number }),
    inverse: null,
    words: () => _('Numéro de séance'),
    label: null,
  }),
  defineAct({
    kind: 'session.dated',
    dated: true,
    apply: date,
    inverse: null,
    words: () => _('Jour du geste'),
    label: null,
  }),
  defineAct({
    kind: CORRECTION,
    apply: correctBody,
    inverse: null,
    words: () => _('Gabarit corrigé'),
    label: null,
  }),
];

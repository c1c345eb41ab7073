// The patient's build: four silhouettes, one tap, or height and weight. Correctable until signed.

import { correctBody } from '../../model/actions.js';
import { _, N_ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';
import { typed } from '../../view/fields.js';
import { number } from '../../view/totals.js';

const NAMES = Object.freeze({
  slim: N_('Mince'),
  medium: N_('Moyenne'),
  strong: N_('Forte'),
  obese: N_('Obèse'),
});

const words = (body) =>
  _('{height} cm, {weight} kg', { height: number(body.height_cm), weight: number(body.weight_kg) });

function silhouettes(found, found_figures, session, choose) {
  return h(
    'div',
    { class: 'row builds' },
    ...Object.entries(NAMES).map(([name, label]) =>
      h(
        'button',
        {
          type: 'button',
          class: 'choice',
          'data-silhouette': name,
          'aria-pressed': String(session.silhouette === name),
          onclick: () =>
            choose({
              body: found[name],
              figure: found_figures[name],
              body_estimated: true,
              silhouette: name,
              body_nearest: false,
            }),
        },
        _(label),
        h('small', {}, words(found[name])),
      ),
    ),
  );
}

/** @import { Api } from '../../store/api.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Boot } from '../offline/boot.js' */

/** @param {{api: Api, boot: Boot, desk: Desk, tell: Tell}} parts */
export async function openBodies({ api, boot, desk, tell }) {
  const session = desk.session();
  if (session.signed) {
    tell(_('La séance est signée : elle ne change plus.'));
    return;
  }
  const found = await api.get(boot.urls.bodies).catch(() => null);
  if (!found) {
    tell(_('Le gabarit se corrige dès que le serveur répond.'));
    return;
  }
  const next = await openDialog(_('Gabarit'), (close) => {
    const height = h('input', {
      name: 'height_cm',
      inputmode: 'decimal',
      autocomplete: 'off',
      required: true,
      value: session.body_estimated ? '' : typed(session.body.height_cm),
    });
    const weight = h('input', {
      name: 'weight_kg',
      inputmode: 'decimal',
      autocomplete: 'off',
      required: true,
      value: session.body_estimated ? '' : typed(session.body.weight_kg),
    });
    const wrong = h('p', { class: 'wrong', role: 'alert' });
    const form = h(
      'form',
      { class: 'form' },
      h(
        'p',
        { class: 'soft' },
        _(
          'La surface se calcule sur ce corps. Sans taille ni poids, choisissez une silhouette : la surface est alors moins sûre.',
        ),
      ),
      silhouettes(found.silhouettes, found.figures, session, close),
      h('div', { class: 'two' }, h('label', {}, _('Taille, en cm'), height), h('label', {}, _('Poids, en kg'), weight)),
      wrong,
      h('button', { type: 'submit', class: 'primary' }, _('Garder cette taille et ce poids')),
    );
    let sure = '';
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const asked = new URLSearchParams({ height_cm: height.value, weight_kg: weight.value });
      try {
        const answer = await api.get(`${boot.urls.bodies}?${asked}`);
        if (!answer.body) throw new Error(_('La taille et le poids sont des nombres.'));
        if (answer.doubt && sure !== `${asked}`) {
          sure = `${asked}`;
          wrong.textContent = _('{question} Touchez encore pour garder.', { question: answer.doubt });
          return;
        }
        close({
          body: answer.body,
          figure: answer.figure,
          body_estimated: false,
          silhouette: null,
          body_nearest: answer.body_nearest,
          ...(answer.body_asked ? { body_asked: answer.body_asked } : {}),
        });
      } catch (error) {
        wrong.textContent = error.message;
      }
    });
    return form;
  });
  if (!next) return;
  desk.perform(correctBody(session, next));
  if (next.body_nearest) tell(_('Le corps le plus proche a été pris : {body}.', { body: words(next.body) }));
}

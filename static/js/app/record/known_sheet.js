// Allergies and treatments, read whole and answered in a sheet.

import { SUBJECTS, knownOf, knownWords } from '../../model/known.js';
import { _ } from '../../texts.js';
import { day as dayText } from '../../view/days.js';
import { openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';

const TITLES = {
  allergies: () => _('Allergies et réactions antérieures'),
  treatments: () => _('Traitements en cours'),
};
const NONE = { allergies: () => _('Aucune connue'), treatments: () => _('Aucun connu') };

/** @import { Listen } from '../../model/emitter.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Tell } from '../../view/tell.js' */

/**
 * Resolves when it is closed.
 * @param {{
 *   boot: Boot, tell: Tell, say: (subject: string, wanted: {state: string, text?: string}) => Promise<boolean>,
 *   listen: Listen<[]>,
 * }} parts  `say(subject, wanted)` records an answer, and resolves to whether it is kept; `listen` to those given
 *   elsewhere meanwhile
 */
export function openKnownSheet({ boot, tell, say, listen }) {
  function section(subject, show) {
    const known = knownOf(boot.patient, subject);
    const area = h('textarea', {
      rows: 3,
      name: subject,
      maxlength: 4000,
      'aria-label': TITLES[subject](),
      placeholder: known.state === 'none' ? NONE[subject]() : _('Non demandé'),
    });
    area.defaultValue = known.text;
    return h(
      'section',
      { class: 'known-subject', 'data-subject': subject, 'data-state': known.state },
      h('h3', {}, TITLES[subject]()),
      area,
      known.state === 'none'
        ? h(
            'p',
            { class: 'soft' },
            _('{none}, demandé le {date} par {who}', { none: NONE[subject](), date: dayText(known.on), who: known.by }),
          )
        : '',
      known.state === 'text'
        ? ''
        : h(
            'button',
            {
              type: 'button',
              class: 'choice',
              'data-act': `none-${subject}`,
              'aria-pressed': String(known.state === 'none'),
              onclick: async () => {
                if (area.value.trim()) tell(_('Un texte est écrit : effacez-le d’abord, ou enregistrez-le.'));
                else if (await say(subject, { state: 'none' })) show();
              },
            },
            NONE[subject](),
          ),
    );
  }

  /** Keep what was typed; an emptied text is "nobody asked" again. Resolves to whether all is kept. */
  async function keep(body) {
    for (const area of body.querySelectorAll('textarea')) {
      const text = area.value.trim();
      if (text === area.defaultValue.trim()) continue;
      if (!(await say(area.name, text ? { state: 'text', text } : { state: 'unasked' }))) return false;
    }
    return true;
  }

  /** Keep what is being typed in a field drawn anew; what was written elsewhere meanwhile is shown below it. */
  function over(area, old) {
    area.value = old.value;
    if (area.defaultValue !== old.defaultValue)
      area.after(
        h(
          'p',
          { class: 'notice', role: 'alert' },
          _('Changé sur un autre appareil. {what}', { what: knownWords(boot.patient, area.name) }),
        ),
      );
  }

  let deaf = () => {};
  return openDialog(_('Allergies et traitements'), (close) => {
    const body = h('div', { class: 'known-sheet' });
    const show = () => {
      const typed = [...body.querySelectorAll('textarea')].filter((a) => a.value !== a.defaultValue);
      body.replaceChildren(...SUBJECTS.map((s) => section(s, show)));
      for (const old of typed) over(body.querySelector(`[name=${old.name}]`), old);
    };
    show();
    deaf = listen(show);
    return [
      body,
      h(
        'div',
        { class: 'dialog-keys' },
        h(
          'button',
          {
            type: 'button',
            class: 'primary',
            'data-act': 'keep-known',
            onclick: async () => {
              if (await keep(body)) close();
            },
          },
          _('Enregistrer'),
        ),
      ),
    ];
  }).then(() => deaf());
}

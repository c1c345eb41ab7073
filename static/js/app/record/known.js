// Allergies and treatments: in the header in every step, read whole and answered in a sheet.

import { dayIn } from '../../model/days.js';
import { createEmitter } from '../../model/emitter.js';
import { SUBJECTS, knownBody, knownOf, knownWords, withKnown } from '../../model/known.js';
import { Refused } from '../../store/api.js';
import { uuid7 } from '../../store/ids.js';
import { _ } from '../../texts.js';
import { openDialog } from '../../view/dialog.js';
import { h } from '../../view/dom.js';
import { day as dayText } from '../../view/days.js';
import { showKnown } from '../../view/known.js';

const TITLES = {
  allergies: () => _('Allergies et réactions antérieures'),
  treatments: () => _('Traitements en cours'),
};
const NONE = { allergies: () => _('Aucune connue'), treatments: () => _('Aucun connu') };

/** What waits on this tablet to be told to the server is the patient's already. */
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

  /** What is being typed goes on standing; where another wrote something else meanwhile, that stands below it. */
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

  function open() {
    let deaf = () => {};
    return openDialog(_('Allergies et traitements'), (close) => {
      const body = h('div', { class: 'known-sheet' });
      const show = () => {
        const typed = [...body.querySelectorAll('textarea')].filter((a) => a.value !== a.defaultValue);
        body.replaceChildren(...SUBJECTS.map((s) => section(s, show)));
        for (const old of typed) over(body.querySelector(`[name=${old.name}]`), old);
      };
      show();
      deaf = answered.listen(show);
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

  const lines = () => SUBJECTS.map((s) => knownWords(boot.patient, s));

  return Object.freeze({
    open,
    say,
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

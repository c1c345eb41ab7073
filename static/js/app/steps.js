// Repérer · Accord · Injecter · Fin: which step is shown, and what its great key does.

import {
  agree,
  doneAsPlanned,
  informed,
  sign,
  startClock,
  stopClock,
  unsigned,
  withdraw,
  writeNote,
} from '../model/actions.js';
import { isSigned, losesAgreement, reachedStep, saidDone, whyNoPlan, whyNotGo } from '../model/rules.js';
import { standing } from '../model/session.js';
import { _, n_ } from '../texts.js';
import { confirmDialog } from '../view/dialog.js';
import { whenFree } from '../input/free.js';
import { $, $$, h, morph } from '../view/dom.js';
import { showBelow } from '../view/below.js';
import { showStep } from '../view/header.js';
import { keepAwake } from './awake.js';
import { createClock } from './clock.js';
import { showAccord } from './accord.js';
import { showEnd, showSigned } from './end.js';
import { showInject } from './inject.js';
import { showGaps } from './gaps.js';
import { nameHere } from './naming.js';
import { createNext } from './next.js';
import { createRepeat } from './repeat.js';

/** A touch sooner than this after the key changed was meant for what it said before. */
const MEANT_MS = 700;

const SIGN_WHY = {
  'no-name': () => _('Donnez un nom au patient avant de signer.'),
  'not-said': () => _('Dites d’abord ce qui a été fait.'),
};

export function createSteps(parts) {
  const { desk, root, tell, boot, map, tools, figures, api, place } = parts;
  const panel = $('#panel');
  const primary = $('[data-act=primary]', root);
  const clock = createClock(desk, $('#clock'));
  const repeat = createRepeat(parts);
  const next = createNext(parts, () => show());
  let quote = null;
  let difference = null;
  /** the syringe whose marks stand before the others in *Injecter* */
  let held = null;

  function hold(key) {
    held = key;
    show();
    parts.showSyringesOfMarks();
  }

  const stepNow = () => place.now().step;
  const signed = () => isSigned(desk.session());

  /** What each step shows on its panel, what its key says, and what the key does. */
  const STEPS = {
    plan: {
      panel: null,
      key: () => [_('Accord'), marksWords()],
      why: () => whyNoPlan(desk.session()),
      act: () => go('accord'),
    },
    accord: {
      panel: () => showAccord(panel, { ...parts, quote, redraw: show }),
      key: agreeKey,
      why: () => null,
      act: begin,
    },
    inject: {
      panel: () => showInject(panel, { ...parts, clock, finish, held, hold, redraw: show }),
      key: () => [
        desk.session().timer.running ? _('Terminé') : desk.session().timer.elapsed_ms ? _('Reprendre') : _('Commencer'),
      ],
      why: () => null,
      act: () => (desk.session().timer.running ? finish() : desk.perform(startClock(clock.elapsed()))),
    },
    end: {
      panel: () =>
        signed()
          ? showSigned(panel, { ...parts, difference })
          : showEnd(panel, { ...parts, adding: place.now().adding, add, difference, redraw: show }),
      key: endKey,
      why: endWhy,
      act: endAct,
    },
  };

  function marksWords() {
    const n = standing(desk.session()).length;
    return n ? n_('{n} marque', '{n} marques', n) : '';
  }

  const said = () => saidDone(desk.session());

  /** The key says what its touch will put on record. */
  function agreeKey() {
    if (reachedStep(desk.session()) === 'end') return [_('Fin')];
    if (desk.session().agreed) return [_('Injecter')];
    const told = informed(desk.session());
    if (told === false) return [_('Le patient est d’accord'), _('information non donnée')];
    return [told ? _('Le patient est d’accord') : _('Informé et d’accord'), _('commencer l’injection')];
  }

  function endKey() {
    if (signed()) return [_('Patient suivant'), next.words()];
    if (said() && onlyNameless()) return [_('Nommer et signer'), _('ensuite, elle ne change plus')];
    return said()
      ? [_('Signer'), _('ensuite, elle ne change plus')]
      : [_('Fait comme prévu'), _('ou touchez ce qui diffère')];
  }

  function endWhy() {
    return !signed() && said() && !onlyNameless() ? whyUnsigned() : null;
  }

  /** A name is all that the signature waits for: its key asks for one. */
  const onlyNameless = () => String(unsigned(desk.session(), boot.patient)) === 'no-name';

  async function nameAndSign() {
    if (!(await nameHere({ ...parts, word: _('Garder ce nom et signer') }))) return;
    show();
    if (parts.actDay.asks()) parts.actDay.ask();
    else signNow();
  }

  function whyUnsigned() {
    const [why] = unsigned(desk.session(), boot.patient);
    return why ? SIGN_WHY[why]() : null;
  }

  function endAct() {
    if (signed()) {
      if (!primary.hasAttribute('data-resting')) next.go();
      return;
    }
    if (!said()) desk.perform(doneAsPlanned());
    else if (primary.hasAttribute('data-resting')) return;
    else if (onlyNameless()) nameAndSign();
    else if (parts.actDay.asks()) parts.actDay.ask();
    else signNow();
  }

  /** A note that stands in its field is the session's before it is signed. */
  function signNow() {
    const text = parts.drafts.take('note');
    if (desk.perform([...(text ? writeNote(text) : []), ...sign()])) fromTheTop();
  }

  /** The key has just become the signature: a second touch of what stood there before is none. */
  function rest() {
    primary.toggleAttribute('data-resting', true);
    setTimeout(() => primary.toggleAttribute('data-resting', false), MEANT_MS);
  }

  function begin() {
    // what is finished is not begun again: one came back to complete an answer
    if (reachedStep(desk.session()) === 'end') {
      go('end');
      return;
    }
    const acts = desk.session().agreed ? [] : agree(desk.session(), { estimate_id: quote?.issued?.at(-1)?.id ?? null });
    desk.perform([...acts, ...startClock(clock.elapsed())]);
    go('inject');
  }

  function finish() {
    const back = clock.back();
    desk.perform(stopClock(clock.elapsed()));
    parts.clockFix.stopped(back);
    go('end');
  }

  /** Back to the plan after the agreement: the agreement was on another plan. */
  async function backToPlan() {
    const yes = await confirmDialog(
      _('Revenir au repérage ?'),
      [_('Le patient a donné son accord sur ce plan. Le changer retire cet accord.')],
      _('Retirer l’accord'),
    );
    if (!yes) return;
    desk.perform(withdraw());
    go('plan');
  }

  function wanted(to) {
    if (to === stepNow()) return;
    const why = whyNotGo(desk.session(), to);
    if (why) tell(why);
    else if (losesAgreement(desk.session(), to)) backToPlan();
    else go(to);
  }

  async function askQuote() {
    try {
      quote = await api.get(boot.urls.quote);
    } catch {
      quote = { ...quote, failed: true }; // the last one known stays, and says so
    }
    whenFree(() => {
      if (stepNow() === 'accord') show();
    });
  }

  async function askDifference() {
    const of_done = said();
    const found = await api.get(boot.urls.difference).catch(() => null);
    difference = found && { ...found, of_done };
    whenFree(() => {
      if (stepNow() === 'end') {
        STEPS.end.panel();
        below();
      }
    });
  }

  function go(to) {
    place.go(to);
    parts.pain.leave();
    const comes = root.dataset.step !== to || root.hasAttribute('data-adding');
    root.dataset.step = to;
    root.removeAttribute('data-adding');
    tools.setTool(to === 'plan' ? 'brush' : 'look');
    if (to === 'accord') askQuote();
    if (to === 'end') askDifference();
    keepAwake(to === 'inject');
    show();
    if (to !== 'plan') parts.toMarks();
    else if (comes) map.resized();
    if (comes) fromTheTop();
    parts.card(null);
  }

  /** A step is read from its beginning; in a low, narrow window, where the page scrolls, from its map on. */
  function fromTheTop() {
    for (const scrolled of [panel, panel.parentElement]) scrolled.scrollTop = 0;
    $('.desk', root).scrollIntoView({ block: 'nearest' });
  }

  function add(on) {
    place.add(on);
    root.toggleAttribute('data-adding', on);
    tools.setTool(on ? 'brush' : 'look');
    show();
  }

  function show() {
    const step = stepNow();
    const { key, why, panel: draw } = STEPS[step];
    const [word, small] = key();
    if (
      primary.firstChild?.nodeValue !== word &&
      [_('Signer'), _('Nommer et signer'), _('Patient suivant')].includes(word)
    )
      rest();
    morph(primary, word ? [word, small ? h('small', {}, small) : ''] : []);
    primary.setAttribute('aria-disabled', String(Boolean(why())));
    if (step !== 'inject') $('#in-hand').hidden = true;
    showGaps($('#gaps'), step === 'end' && said() && !signed(), { ...parts, go, redraw: show });
    panel.hidden = !draw;
    draw?.();
    below();
    repeat.show(step === 'plan');
    showStep(root, step, reachedStep(desk.session()));
    clock.show();
    root.dataset.state = desk.session().state;
    parts.examination.show();
  }

  primary.addEventListener('click', () => {
    const { why, act } = STEPS[stepNow()];
    if (why()) tell(why());
    else act();
  });
  $$('.steps button', root).forEach((key) => key.addEventListener('click', () => wanted(key.dataset.step)));
  const askOfClock = () => parts.clockFix.resumed(clock, finish);
  document.addEventListener('visibilitychange', askOfClock);
  const below = showBelow(panel, $('#below', root));
  figures.listen((totals, fresh) => {
    const step = stepNow();
    if (fresh && step === 'end') askDifference();
    if (step && step !== 'plan') {
      STEPS[step].panel();
      below();
    }
  });

  return Object.freeze({
    begin() {
      go(place.found(desk.session()));
      askOfClock();
    },
    changed(session, before) {
      const reached = reachedStep(session);
      const moved = before && reachedStep(before) !== reached;
      if (moved && ['inject', 'end'].includes(reached) && stepNow() !== reached) go(reached);
      else show();
    },
    /** A plan is drawn where the hand is; afterwards the map shows what there is. */
    shownView: () => {
      if (stepNow() && stepNow() !== 'plan') map.frame();
    },
    /** The syringe in hand while injecting, or null: all marks stand alike. */
    held: () => (stepNow() === 'inject' ? held : null),
  });
}

// Repérer · Accord · Injecter · Fin: which step is shown, and what its great key does.

import { agree, doneAsPlanned, startClock, stopClock, withdraw } from '../../model/actions.js';
import { greatKey } from '../../model/great_key.js';
import { isSigned, losesAgreement, reachedStep, saidDone, whyNotGo } from '../../model/rules.js';
import { _ } from '../../texts.js';
import { confirmDialog } from '../../view/dialog.js';
import { $, $$ } from '../../view/dom.js';
import { showStep } from '../../view/header.js';
import { keepAwake } from './awake.js';
import { createGreatKey } from './great_key.js';

/** @import { Step } from '../../model/rules.js' */
/** @import { Beside } from '../desk/beside.js' */
/** @import { Clock } from './clock.js' */
/** @import { ClockFix } from './clock_fix.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Fees } from './fees.js' */
/** @import { Figures } from '../map/figures.js' */
/** @import { Gaps } from './gaps.js' */
/** @import { Known } from '../record/known.js' */
/** @import { BodyMap } from '../map/map.js' */
/** @import { Next } from './next.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @import { Panels } from './panels.js' */
/** @import { StepPlace } from '../desk/place.js' */
/** @import { Repeat } from './repeat.js' */
/** @import { Shown } from '../map/shown.js' */
/** @import { Signing } from './signing.js' */
/** @import { Tell } from '../../view/tell.js' */
/** @import { Tools } from '../desk/tools.js' */
/** @import { Where } from '../map/where.js' */

/**
 * @param {{
 *   boot: Boot, desk: Desk, place: StepPlace, root: HTMLElement, tell: Tell, map: BodyMap, shown: Shown, where: Where,
 *   tools: Tools, beside: Beside, known: Known, figures: Figures, fees: Fees, clock: Clock, clockFix: ClockFix,
 *   panels: Panels, gaps: Gaps, repeat: Repeat, next: Next, signing: Signing,
 * }} parts
 */
export function createSteps({
  boot,
  desk,
  place,
  root,
  tell,
  map,
  shown,
  where,
  tools,
  beside,
  known,
  figures,
  fees,
  clock,
  clockFix,
  panels,
  gaps,
  repeat,
  next,
  signing,
}) {
  const stepNow = () => place.now().step;
  const steering = { finish, add, redraw: show };

  const key = createGreatKey({
    root,
    tell,
    now: () => greatKey(stepNow(), desk.session(), boot.patient, next.words),
    acts: {
      accord: () => go('accord'),
      begin,
      run: () => desk.perform(startClock(clock.elapsed())),
      finish,
      planned: () => desk.perform(doneAsPlanned()),
      name: signing.nameAndSign,
      sign: signing.sign,
      next: next.go,
    },
  });

  function begin() {
    // the injections ended before (Accord was opened again for an answer): back to Fin, nothing is begun
    if (reachedStep(desk.session()) === 'end') {
      go('end');
      return;
    }
    const estimate_id = fees.quote()?.issued?.at(-1)?.id ?? null;
    const acts = desk.session().agreed ? [] : agree(desk.session(), { estimate_id });
    desk.perform([...acts, ...startClock(clock.elapsed())]);
    go('inject');
  }

  function finish() {
    const back = clock.back();
    desk.perform(stopClock(clock.elapsed()));
    clockFix.stopped(back);
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

  const askDifference = () => fees.askDifference(saidDone(desk.session()));

  /** @param {Step} to */
  function go(to) {
    const comes = root.dataset.step !== to || root.hasAttribute('data-adding');
    place.go(to);
    root.dataset.step = to;
    root.removeAttribute('data-adding');
    tools.setTool(to === 'plan' ? 'brush' : 'look');
    if (to === 'accord') fees.askQuote();
    if (to === 'end') askDifference();
    keepAwake(to === 'inject');
    show();
    if (to !== 'plan') where.toMarks();
    else if (comes) map.resized();
    if (comes) panels.fromTheTop();
  }

  function add(on) {
    place.add(on);
    root.toggleAttribute('data-adding', on);
    tools.setTool(on ? 'brush' : 'look');
    show();
  }

  function show() {
    const step = stepNow();
    const session = desk.session();
    key.show();
    if (step !== 'inject') $('#in-hand').hidden = true;
    gaps.show(step === 'end' && saidDone(session) && !isSigned(session), { go, redraw: show });
    panels.show(steering);
    repeat.show(step === 'plan');
    showStep(root, step, reachedStep(session));
    clock.show();
    root.dataset.state = session.state;
  }

  /** The session is another: the step that it has reached is shown where the hands are at work. */
  function follow(session, before) {
    const reached = reachedStep(session);
    const moved = reachedStep(before) !== reached;
    if (moved && ['inject', 'end'].includes(reached) && stepNow() !== reached) go(reached);
    else show();
  }

  $$('.steps button', root).forEach((each) => each.addEventListener('click', () => wanted(each.dataset.step)));
  beside.listen(follow);
  known.listen(show);
  next.listen(show);
  signing.listen(show);
  fees.listen((step) => {
    if (stepNow() === step) panels.show(steering);
  });
  const askOfClock = () => clockFix.resumed(finish);
  document.addEventListener('visibilitychange', askOfClock);
  figures.listen((_totals, fresh) => {
    const step = stepNow();
    if (fresh && step === 'end') askDifference();
    if (step && step !== 'plan') panels.show(steering);
  });
  // another view frames its marks, but for the first step, where the camera is the hand's
  shown.listen(({ placed }) => {
    if (!placed && stepNow() && stepNow() !== 'plan') map.frame();
  });

  return Object.freeze({
    begin() {
      go(place.found(desk.session()));
      askOfClock();
    },
  });
}

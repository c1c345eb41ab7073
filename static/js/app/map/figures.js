// The figures beside the map: counts and the twin's area at once, the server's area a moment later.

import { countsOf, volumesOf } from '../../model/counts.js';
import { createEmitter } from '../../model/emitter.js';
import { standing, toldMarks, wasSaid } from '../../model/session.js';
import { openDialog } from '../../view/dialog.js';
import { afterFrame } from '../../view/frame.js';
import { nearestWords } from '../../view/nearest.js';
import { showTotals } from '../../view/totals.js';
import { _ } from '../../texts.js';
import { whenFree } from '../../input/free.js';
import { $, h } from '../../view/dom.js';

/** The server measures, and how sure an area is gets reckoned, once the hand has rested so long. */
const REST_MS = 800;

/** More marks than this, and their area waits until the hand pauses; how sure it is, until it rests. */
const MANY_MARKS = 250;
const PAUSE_MS = 400;

/** Whether figures measured for one state hold for another: same marks, same body, same syringes. */
function sameToMeasure(one, other) {
  const asText = ({ body, syringes }) => JSON.stringify([body, syringes]);
  return (
    one.marks.length === other.marks.length &&
    one.marks.every((m, k) => m === other.marks[k]) &&
    asText(one) === asText(other)
  );
}

/** Where the area comes from, in two sentences. */
const explain = () =>
  openDialog(_('Surface traitée'), () => [
    h(
      'p',
      {},
      _(
        'La peau est mesurée sur un corps de même sexe, âge, taille et poids que le patient, et une peau couverte deux fois compte une fois.',
      ),
    ),
    h(
      'p',
      {},
      _(
        'Le ± dit de combien la main, la forme propre du patient et le modèle peuvent écarter ce chiffre du vrai, neuf fois sur dix.',
      ),
    ),
  ]);

/** @import { Api } from '../../store/api.js' */
/** @import { Here } from '../../store/courier.js' */
/** @import { Beside } from '../desk/beside.js' */
/** @import { Desk } from '../desk/desk.js' */
/** @import { Live } from './live.js' */
/** @import { Boot } from '../offline/boot.js' */
/** @typedef {ReturnType<typeof createFigures>} Figures */

/** @param {{desk: Desk, api: Api, boot: Boot, live: Live, here: Here, beside: Beside}} parts */
export function createFigures({ desk, api, boot, live, here, beside }) {
  const place = $('#totals');
  const said = createEmitter();
  let totals = null;
  let stale = true;
  let online = true;
  /** The server is gone, and what it said last says something. */
  const gone = () => stale && !here.isOnline() && Boolean(totals?.[part()]?.points);
  let timer = 0;
  let asked = 0;
  let seen = null;

  const marks = toldMarks;

  const part = () => (wasSaid(desk.session()) ? 'done' : 'plan');

  /** What the page measured of the marks that stand: {marks, areas, pct}, or null. */
  let now = null;
  let later = 0;
  let soon = 0;

  function measure(session) {
    const standing_marks = marks(session);
    const areas = live.measure(standing_marks);
    clearTimeout(later);
    const many = standing_marks.length > MANY_MARKS;
    now = areas && { areas, pct: many ? (now?.pct ?? null) : live.uncertainty(standing_marks, areas) };
    if (areas && many) later = setTimeout(() => whenFree(sure), REST_MS);
  }

  /** At once, or when the hand pauses where there is much to measure: a tap comes first. */
  function measureSoon(session) {
    clearTimeout(soon);
    soon = 0;
    if (marks(session).length <= MANY_MARKS) measure(session);
    else measureAtRest();
  }

  function measureAtRest() {
    clearTimeout(soon);
    soon = setTimeout(() => {
      soon = 0;
      whenFree(() => {
        measure(desk.session());
        show();
      });
    }, PAUSE_MS);
  }

  /** How sure the area is of what stands now. */
  function sure() {
    if (!now) return;
    now = { ...now, pct: live.uncertainty(marks(desk.session()), now.areas) };
    show();
  }

  function show(fresh = false) {
    const session = desk.session();
    const theirs = totals?.[part()] ?? null;
    showTotals(place, {
      counts: countsOf(marks(session)),
      totals: theirs,
      stale,
      gone: gone(),
      live: now?.areas ?? null,
      uncertainty_pct: now?.pct ?? theirs?.uncertainty_pct ?? null,
      volume_ml: volumesOf(session).prepared,
      explain,
      nearest: nearestWords(session),
    });
    said.emit(totals, fresh);
  }

  /** The server's figure holds for what stands: the twin learns from it. */
  function check() {
    const treated_cm2 = totals?.[part()]?.treated_cm2;
    if (!stale && treated_cm2) live.checked(marks(desk.session()), treated_cm2);
  }

  async function ask() {
    asked += 1;
    const mine = asked;
    try {
      const answer = await api.get(boot.urls.totals);
      whenFree(() => {
        if (mine !== asked) return;
        totals = answer;
        stale = !desk.within(answer.last_seq);
        seen = desk.session();
        show(!stale);
        afterFrame(check);
      });
    } catch (error) {
      if (error.name === 'TypeError') throw error;
      // offline or signed out: the counts stand, the last figures stay, marked as old
    }
  }

  function counted(session) {
    stale ||= !seen || !sameToMeasure(seen, session);
    seen = session;
    if (stale) measureSoon(session);
    show();
    place.setAttribute('aria-busy', 'false');
  }

  beside.listen(counted);
  // marks came or went, and what is shown has not followed yet
  desk.listen(() => {
    place.setAttribute('aria-busy', 'true');
    if (soon) measureAtRest();
  });

  return Object.freeze({
    /** As the page opens. */
    begin: () => counted(desk.session()),
    /** The page is at rest: the twin may load, and measure what stands. */
    async rest() {
      await live.wake();
      if (!stale) {
        check();
        return;
      }
      measure(desk.session());
      show();
    },
    stored() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        ask();
        live.wake();
      }, REST_MS);
    },
    /** Whether the server answers: figures say of when they are. */
    reached(answers) {
      if (answers === online) return;
      online = answers;
      whenFree(() => show());
    },
    totals: () => totals,
    /** Whether the server has measured what stands now. */
    fresh: () => !stale && totals !== null,
    /** The server does not answer: what it said last is of an earlier moment. */
    gone,
    /** Skin that the page itself measured of what stands, cm²; null where it could not. */
    live_cm2: () => now?.areas.treated_cm2 ?? null,
    points: () => countsOf(marks(desk.session())).points,
    planned: () => countsOf(standing(desk.session()).filter((m) => m.phase === 'plan')).points,
    /** Hear of the figures as they are shown: `listener(totals, fresh)`. */
    listen: said.listen,
  });
}

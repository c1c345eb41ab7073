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
import { createMeasuring } from './measuring.js';

/** The server measures once the hand has rested so long. */
const REST_MS = 800;

/** Whether figures measured for one state hold for another: same marks, same body, same syringes. */
function sameToMeasure(one, other) {
  const asText = ({ body, syringes }) => JSON.stringify([body, syringes]);
  return (
    one.marks.length === other.marks.length &&
    one.marks.every((m, k) => m === other.marks[k]) &&
    asText(one) === asText(other)
  );
}

/** Open the dialog that explains, in two sentences, how the area is measured. */
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
  const measuring = createMeasuring({ desk, live });
  const said = createEmitter();
  let totals = null;
  let stale = true;
  let online = true;
  /** Whether the server does not answer and its last figures are of marks, so worth showing. */
  const gone = () => stale && !here.isOnline() && Boolean(totals?.[part()]?.points);
  let timer = 0;
  let asked = 0;
  let seen = null;

  const part = () => (wasSaid(desk.session()) ? 'done' : 'plan');

  function show(fresh = false) {
    const session = desk.session();
    const now = measuring.now();
    const theirs = totals?.[part()] ?? null;
    showTotals(place, {
      counts: countsOf(toldMarks(session)),
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

  /** Correct the twin by the server's figure, where that holds for the marks that stand. */
  function check() {
    const treated_cm2 = totals?.[part()]?.treated_cm2;
    if (!stale && treated_cm2) live.checked(toldMarks(desk.session()), treated_cm2);
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
    if (stale) measuring.soon();
    show();
    place.setAttribute('aria-busy', 'false');
  }

  beside.listen(counted);
  measuring.listen(() => show());
  // marks came or went, and what is shown has not followed yet
  desk.listen(() => {
    place.setAttribute('aria-busy', 'true');
    measuring.goesOn();
  });

  return Object.freeze({
    /** As the page opens. */
    begin: () => counted(desk.session()),
    /** Once the page is at rest: load the twin, and measure the marks that stand. */
    async rest() {
      await live.wake();
      if (!stale) {
        check();
        return;
      }
      measuring.measure();
      show();
    },
    stored() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        ask();
        live.wake();
      }, REST_MS);
    },
    /** Hear whether the server answers; while it does not, the figures say of when they are. */
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
    live_cm2: () => measuring.now()?.areas.treated_cm2 ?? null,
    points: () => countsOf(toldMarks(desk.session())).points,
    planned: () => countsOf(standing(desk.session()).filter((m) => m.phase === 'plan')).points,
    /** Hear of the figures as they are shown: `listener(totals, fresh)`. */
    listen: said.listen,
  });
}

// The figures beside the map: counts at once, the server's area a moment after it has the marks.

import { countsOf, volumeOf } from '../model/counts.js';
import { standing } from '../model/session.js';
import { showTotals } from '../view/totals.js';
import { whenFree } from '../input/free.js';
import { $ } from '../view/dom.js';

const REST_MS = 350;

/** Whether figures measured for one state hold for another: same marks, same body, same syringes. */
function sameToMeasure(one, other) {
  const asText = ({ body, syringes }) => JSON.stringify([body, syringes]);
  return one.marks.length === other.marks.length && one.marks.every((m, k) => m === other.marks[k])
    && asText(one) === asText(other);
}

export function createFigures({ desk, api, boot }) {
  const place = $('#totals');
  const listeners = new Set();
  let totals = null;
  let stale = true;
  let timer = 0;
  let asked = 0;
  let seen = null;

  const marks = (session) => {
    const all = standing(session);
    return session.state === 'finishing' || session.state === 'signed'
      ? all.filter((m) => m.done) : all.filter((m) => m.phase === 'plan');
  };

  const part = () => (['finishing', 'signed'].includes(desk.session().state) ? 'done' : 'plan');

  function show(fresh = false) {
    const session = desk.session();
    showTotals(place, {
      counts: countsOf(marks(session)), totals: totals?.[part()] ?? null, stale, volume_ml: volumeOf(session).volume_ml,
    });
    listeners.forEach((listen) => listen(totals, fresh));
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
      });
    } catch (error) {
      if (error.name === 'TypeError') throw error;
      // offline or signed out: the counts stand, the area stays marked as old
    }
  }

  return Object.freeze({
    counted(session) {
      stale ||= !seen || !sameToMeasure(seen, session);
      seen = session;
      show();
    },
    stored() {
      clearTimeout(timer);
      timer = setTimeout(ask, REST_MS);
    },
    totals: () => totals,
    /** Whether the server has measured what stands now. */
    fresh: () => !stale && totals !== null,
    points: () => countsOf(marks(desk.session())).points,
    planned: () => countsOf(standing(desk.session()).filter((m) => m.phase === 'plan')).points,
    part,
    listen(listener) { listeners.add(listener); },
  });
}

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { repeat } from '../../static/js/model/actions.js';
import { fold, toldMarks, wasSaid } from '../../static/js/model/session.js';
import { doneMarks } from '../../static/js/app/map/past.js';
import { OPENED } from './page.js';

const cases = JSON.parse(readFileSync(new URL('../cases/told.json', import.meta.url), 'utf8'));

const event = (n, kind, body) => ({ ...OPENED, id: `x${n}`, device_seq: n, seq: n, kind, body });

const ids = (marks) => marks.map((m) => m.id);

for (const { what, acts, told, marks } of cases) {
  for (const signed of [false, true]) {
    test(`${what}${signed ? ', signed' : ''}: what is told of the session`, () => {
      const laid = ['a', 'b'].map((id) => ({ id, kind: 'point', depth: 'IDP', anchors: [[4000, 0.2, 0.2]] }));
      const said = [
        ...laid.map((mark) => ['mark.planned', { mark }]),
        ...acts.map((body) => ['marks.done', body]),
        ...(signed ? [['session.signed', {}]] : []),
      ];
      const session = fold([OPENED, ...said.map(([kind, body], n) => event(n + 2, kind, body))]);
      assert.equal(wasSaid(session) ? 'done' : 'plan', told);
      assert.deepEqual(ids(toldMarks(session)), marks);
      assert.deepEqual(ids(doneMarks(session)), marks);
      const again = repeat(fold([OPENED]), session, () => 'new');
      assert.equal(again.length, marks.length);
    });
  }
}

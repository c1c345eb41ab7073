import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { inOrder } from '../../static/js/model/order.js';
import { apply, fold } from '../../static/js/model/session.js';

const folder = new URL('../cases/fold/', import.meta.url);
const names = readdirSync(folder)
  .filter((n) => n.endsWith('.json'))
  .sort();

test('there are cases', () => assert.ok(names.length >= 10));

for (const name of names) {
  test(`fold: ${name.replace('.json', '').replaceAll('_', ' ')}`, () => {
    const { events, session } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    assert.deepEqual(JSON.parse(JSON.stringify(fold(events))), session);
  });
}

test('a session is frozen all the way down', () => {
  const { events } = JSON.parse(readFileSync(new URL('technique_mixte.json', folder), 'utf8'));
  const look = (value) => {
    if (!value || typeof value !== 'object') return;
    assert.ok(Object.isFrozen(value), JSON.stringify(value).slice(0, 80));
    Object.values(value).forEach(look);
  };
  look(fold(events));
});

test('a session that went on in two ways is right in both', () => {
  const text = (session) => JSON.stringify(session);
  for (const name of names) {
    const { events } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    let session = null;
    for (const event of inOrder(events)) {
      const apart = (more) => text(apply(JSON.parse(text(session)), more));
      if (session) {
        const ids = ['another', ...session.marks.map((m) => m.id)];
        for (const id of ids) {
          const mark = { id, kind: 'point', depth: 'IDS', anchors: [[1, 0.2, 0.3]] };
          const others = [
            { kind: 'mark.planned', v: 1, body: { mark } },
            { kind: 'mark.planned', v: 1, body: { mark, phase: 'end' } },
            { kind: 'mark.removed', v: 1, body: { mark_id: id } },
            { kind: 'marks.done', v: 1, body: { mark_ids: [id, 'nobody'], done: true } },
          ];
          for (const other of others) {
            const next = apply(session, other);
            assert.equal(text(next), apart(other), name);
            const read = JSON.parse(text(next));
            if (!next.signed) assert.equal(apply(read, { kind: 'of.no.kind', body: {} }).state, next.state, name);
          }
        }
        assert.equal(text(apply(session, event)), apart(event), name);
      }
      session = apply(session, event);
    }
  }
});

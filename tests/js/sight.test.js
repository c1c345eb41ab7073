import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { bodyOf } from './body.js';
import { hit } from '../../static/js/geom/hit.js';
import { createSight, place, skinAt } from '../../static/js/geom/sight.js';

const bodies = { F: bodyOf('F'), M: bodyOf('M') };
const cases = JSON.parse(readFileSync(new URL('../cases/sight/places.json', import.meta.url), 'utf8'));

for (const { figure, view, limb, anchors, uv_mm, visible } of cases) {
  test(`${figure} ${view}${limb ? '' : ', arm left out'}: sees what the server sees`, () => {
    const sight = createSight(bodies[figure], view, limb);
    const found = anchors.map((a) => place(sight, a));
    assert.deepEqual(
      found.map((p) => p.visible),
      visible,
    );
    found.forEach((p, k) => assert.ok(Math.hypot(p.u_mm - uv_mm[k][0], p.v_mm - uv_mm[k][1]) < 0.02));
  });
}

for (const [figure, mesh] of Object.entries(bodies)) {
  for (const view of ['left', 'right']) {
    test(`${figure} ${view}: the trunk has no hole where the arm was, and a touch there marks the shoulder`, () => {
      const [without, arm] = [createSight(mesh, view), createSight(mesh, view, true)];
      const { grid } = without;
      let shoulder = 0;
      for (let v = grid.v0 + 280; v < grid.v0 + 480; v += 4) {
        const row = [];
        for (let u = grid.u0; u < grid.u1; u += 4) row.push([u, Boolean(skinAt(without, u, v)), skinAt(arm, u, v)]);
        const on = row.filter(([, skin]) => skin).map(([u]) => u);
        for (const [u, skin] of row) {
          if (u > Math.min(...on) && u < Math.max(...on)) assert.ok(skin, `${u} ${v}`);
          const found = skin && hit(without, u, v);
          if (!found || !mesh.partOf[found.anchor[0]]) continue;
          shoulder += 1;
          assert.match(found.zone, /^(deltoid_|arm_triceps|subacromial|acromioclavicular|bicipital_groove)/);
          assert.ok(place(without, found.anchor).visible);
        }
      }
      assert.ok(shoulder > 20, `${shoulder} places on the shoulder`);
    });
  }
}

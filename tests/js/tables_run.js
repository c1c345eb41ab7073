// Says what the page knows of acts and depths, for tests/domain/test_acts.py and test_depths.py: one line of JSON.
import { ACTS } from '../../static/js/model/acts/all.js';
import { LEVELS } from '../../static/js/model/depths.js';
import { DEPTHS } from '../../static/js/geom/twin.js';

const told = ({ version, choices, byServer, afterSignature, lays }) => ({
  version,
  choices,
  by_server: byServer,
  after_signature: afterSignature,
  lays: lays !== null,
});
const acts = Object.fromEntries([...ACTS].map(([kind, act]) => [kind, told(act)]));

console.log(JSON.stringify({ acts, depths: LEVELS, measured: DEPTHS }));

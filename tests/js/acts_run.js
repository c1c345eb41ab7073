// Says what the page knows of each act, for tests/domain/test_acts.py: one line of JSON.
import { ACTS } from '../../static/js/model/acts/all.js';

const told = ({ version, choices, byServer, afterSignature, lays }) => ({ version, choices, by_server: byServer, after_signature: afterSignature, lays: lays !== null });

console.log(JSON.stringify(Object.fromEntries([...ACTS].map(([kind, act]) => [kind, told(act)]))));

// Folds rows of events for tests/domain/test_fold_twin.py: reads [[event, …], …], writes one session a line.
import { readFileSync } from 'node:fs';
import { fold } from '../../static/js/model/session.js';

for (const events of JSON.parse(readFileSync(process.argv[2], 'utf8'))) console.log(JSON.stringify(fold(events)));

// Everything that can happen in a session. The same kinds as mesomap/domain/acts; tests/domain/test_acts.py
// holds both to each other.

import { ACTS as ANSWERS } from './answers.js';
import { ACTS as CLOCK } from './clock.js';
import { ACTS as EXAMINED } from './examined.js';
import { ACTS as MARKS } from './marks.js';
import { ACTS as NOGO } from './nogo.js';
import { ACTS as NOTES } from './notes.js';
import { ACTS as OPENING } from './opening.js';
import { ACTS as PAIN } from './pain.js';
import { ACTS as PLAN } from './plan.js';
import { ACTS as SIGNATURE } from './signature.js';
import { ACTS as SYRINGES } from './syringes.js';

const FAMILIES = [OPENING, MARKS, PLAN, SYRINGES, ANSWERS, PAIN, CLOCK, NOTES, NOGO, EXAMINED, SIGNATURE];

/** Every kind of event that this version knows, by its name. */
export const ACTS = new Map(FAMILIES.flat().map((one) => [one.kind, one]));

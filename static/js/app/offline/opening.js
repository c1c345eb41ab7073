// A session opened without the server: the settings that it offered are frozen as they were; the rest is the patient's.

import { dayIn } from '../../model/days.js';
import { ACTS } from '../../model/acts/all.js';
import { OPENING } from '../../model/acts/opening.js';
import { thisDevice } from '../../store/device.js';
import { uuid7 } from '../../store/ids.js';
import { createOutbox } from '../../store/outbox.js';
import { sealKey } from '../../store/seal.js';

async function open(db, today, { patient_id, course_id, number, body }, request) {
  const session_id = uuid7();
  const [key, device] = await Promise.all([sealKey(db), thisDevice(db)]);
  const outbox = createOutbox(db, key, device, { session_id, practice_id: today.practice_id });
  const opened = {
    id: uuid7(),
    device_id: outbox.device_id,
    device_seq: outbox.takeSeq(),
    session_id,
    kind: OPENING,
    v: ACTS.get(OPENING).version,
    body: {
      patient_id,
      course_id,
      number,
      treatment_date: dayIn(today.offer.time_zone, Date.now()),
      ...today.offer,
      ...body,
    },
    gesture_id: null,
    at: new Date().toISOString(),
    elapsed_ms: null,
  };
  await outbox.keep([opened], request);
  await outbox.keepOpening(opened);
  return session_id;
}

/** Open a session of someone on today's list; `course` a row of theirs or null. Resolves to its id. */
export function openFor(db, today, person, course) {
  // sent with the patient, whom a server that was brought back from a backup may have lost
  const request = { id: person.id, known: true, url: '/api/patients', body: { id: person.id, ...person.fields } };
  const place = {
    patient_id: person.id,
    course_id: course?.id ?? null,
    number: course?.number ?? person.number,
    body: person.body,
  };
  return open(db, today, place, request);
}

/** Someone without an appointment, `who` as "F-40". Resolves to the session's id. */
export function openWalkIn(db, today, who) {
  const [sex, age] = who.split('-');
  const patient_id = uuid7();
  const request = { id: patient_id, url: '/api/patients', body: { id: patient_id, sex, age_band_years: Number(age) } };
  return open(db, today, { patient_id, course_id: null, number: 1, body: today.walk_ins[who] }, request);
}

-- A practice's file as the release of November 2026 wrote it; made by that release, never changed.
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
CREATE TABLE practice(
  practice_id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE account(
  practice_id TEXT NOT NULL REFERENCES practice,
  user_id TEXT NOT NULL UNIQUE,
  doctor_name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE COLLATE NOCASE,
  password_hash TEXT NOT NULL,
  created_at TEXT NOT NULL, pin_hash TEXT,
  PRIMARY KEY(practice_id, user_id)
) STRICT;
CREATE TABLE patient(
  text_id INTEGER PRIMARY KEY,
  practice_id TEXT NOT NULL REFERENCES practice,
  patient_id TEXT NOT NULL,
  practice_key TEXT NOT NULL GENERATED ALWAYS AS (replace(practice_id, '-', '')) VIRTUAL,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  birth_date TEXT,
  sex TEXT NOT NULL CHECK(sex IN ('F', 'M')),
  height_cm REAL,
  weight_kg REAL,
  allergies TEXT NOT NULL,
  treatments TEXT NOT NULL,
  notes TEXT NOT NULL,
  age_band_years INTEGER,
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL CHECK(version > 0),
  UNIQUE(practice_id, patient_id)
) STRICT;
CREATE TABLE course(
  practice_id TEXT NOT NULL,
  course_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  title TEXT NOT NULL,
  planned_sessions INTEGER NOT NULL CHECK(planned_sessions > 0),
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL CHECK(version > 0),
  PRIMARY KEY(practice_id, course_id),
  FOREIGN KEY(practice_id, patient_id) REFERENCES patient(practice_id, patient_id)
) STRICT;
CREATE TABLE setting(
  practice_id TEXT NOT NULL REFERENCES practice,
  key TEXT NOT NULL,
  value TEXT NOT NULL CHECK(json_valid(value)),
  version INTEGER NOT NULL CHECK(version > 0),
  PRIMARY KEY(practice_id, key)
) STRICT;
CREATE TABLE change_log(
  practice_id TEXT NOT NULL REFERENCES practice,
  n INTEGER NOT NULL,
  at TEXT NOT NULL,
  author_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  changes TEXT NOT NULL CHECK(json_valid(changes)),
  PRIMARY KEY(practice_id, n),
  UNIQUE(practice_id, subject, subject_id, version)
) STRICT;
CREATE TABLE event(
  practice_id TEXT NOT NULL REFERENCES practice,
  seq INTEGER NOT NULL CHECK(seq > 0),
  id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  device_seq INTEGER NOT NULL CHECK(device_seq > 0),
  kind TEXT NOT NULL,
  v INTEGER NOT NULL CHECK(v > 0),
  gesture_id TEXT,
  at TEXT NOT NULL,
  elapsed_ms REAL,
  received_at TEXT NOT NULL,
  author_id TEXT NOT NULL,
  body_digest BLOB NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY(practice_id, seq),
  UNIQUE(practice_id, id)
) STRICT;
CREATE TABLE event_body(
  practice_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  salt BLOB NOT NULL,
  body TEXT NOT NULL CHECK(json_valid(body)),
  PRIMARY KEY(practice_id, seq),
  FOREIGN KEY(practice_id, seq) REFERENCES event
) STRICT;
CREATE TABLE estimate(
  practice_id TEXT NOT NULL,
  estimate_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  ordinal INTEGER NOT NULL CHECK(ordinal > 0),
  number TEXT NOT NULL,
  body TEXT NOT NULL CHECK(json_valid(body)),
  issued_at TEXT NOT NULL,
  author_id TEXT,
  PRIMARY KEY(practice_id, estimate_id),
  UNIQUE(practice_id, series, year, ordinal),
  FOREIGN KEY(practice_id, patient_id) REFERENCES patient(practice_id, patient_id)
) STRICT;
CREATE TABLE session(
  practice_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  course_id TEXT,
  number INTEGER NOT NULL,
  treatment_date TEXT NOT NULL,
  state TEXT NOT NULL,
  points INTEGER NOT NULL,
  marks INTEGER NOT NULL,
  opened_at TEXT NOT NULL,
  signed_at TEXT,
  last_seq INTEGER NOT NULL,
  PRIMARY KEY(practice_id, session_id),
  FOREIGN KEY(practice_id, patient_id) REFERENCES patient(practice_id, patient_id),
  FOREIGN KEY(practice_id, course_id) REFERENCES course(practice_id, course_id)
) STRICT;
CREATE TABLE mark(
  practice_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  mark_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  depth TEXT NOT NULL,
  zone TEXT,
  syringe TEXT,
  phase TEXT NOT NULL,
  removed INTEGER NOT NULL,
  done INTEGER,
  PRIMARY KEY(practice_id, session_id, position),
  FOREIGN KEY(practice_id, session_id) REFERENCES session ON DELETE CASCADE
) STRICT;
CREATE TABLE syringe(
  practice_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  key TEXT NOT NULL,
  dry INTEGER NOT NULL,
  volume_ml REAL,
  left_ml REAL,
  needle_mm REAL,
  device TEXT,
  PRIMARY KEY(practice_id, session_id, key),
  FOREIGN KEY(practice_id, session_id) REFERENCES session ON DELETE CASCADE
) STRICT;
CREATE TABLE syringe_product(
  practice_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  key TEXT NOT NULL,
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  lot TEXT,
  expiry TEXT,
  volume_ml REAL,
  PRIMARY KEY(practice_id, session_id, key, n),
  FOREIGN KEY(practice_id, session_id, key) REFERENCES syringe ON DELETE CASCADE
) STRICT;
CREATE TABLE area(
  practice_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  treated_mm2 REAL NOT NULL,
  region_mm2 REAL NOT NULL,
  bsa_mm2 REAL NOT NULL,
  by_zone_mm2 TEXT NOT NULL CHECK(json_valid(by_zone_mm2)),
  by_depth_mm2 TEXT NOT NULL CHECK(json_valid(by_depth_mm2)), signed TEXT CHECK(signed IS NULL OR json_valid(signed)),
  PRIMARY KEY(practice_id, session_id),
  FOREIGN KEY(practice_id, session_id) REFERENCES session ON DELETE CASCADE
) STRICT;
CREATE VIRTUAL TABLE patient_text USING fts5(
  practice_key, family_name, given_name, birth_date, content='patient', content_rowid='text_id',
  tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
);
CREATE TABLE sign_in(
  practice_id TEXT NOT NULL,
  sign_in_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  token_digest BLOB NOT NULL UNIQUE,
  device TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  locked INTEGER NOT NULL CHECK(locked IN (0, 1)),
  tries INTEGER NOT NULL CHECK(tries >= 0),
  ended_at TEXT,
  PRIMARY KEY(practice_id, sign_in_id),
  FOREIGN KEY(practice_id, user_id) REFERENCES account(practice_id, user_id)
) STRICT;
CREATE TABLE tray(
  practice_id TEXT NOT NULL REFERENCES practice,
  day TEXT NOT NULL,
  lots TEXT NOT NULL CHECK(json_valid(lots)),
  version INTEGER NOT NULL CHECK(version > 0),
  PRIMARY KEY(practice_id, day)
) STRICT;
CREATE TABLE mix(
  practice_id TEXT NOT NULL REFERENCES practice,
  mix_id TEXT NOT NULL,
  name TEXT NOT NULL,
  recipe TEXT NOT NULL CHECK(json_valid(recipe)),
  removed INTEGER NOT NULL CHECK(removed IN (0, 1)),
  version INTEGER NOT NULL CHECK(version > 0),
  PRIMARY KEY(practice_id, mix_id)
) STRICT;
CREATE TABLE offer(
  practice_id TEXT NOT NULL REFERENCES practice,
  offer_id TEXT NOT NULL,
  body TEXT NOT NULL CHECK(json_valid(body)),
  made_at TEXT NOT NULL,
  PRIMARY KEY(practice_id, offer_id)
) STRICT;
CREATE TABLE "quarantine"(
  practice_id TEXT NOT NULL REFERENCES practice,
  n INTEGER NOT NULL,
  session_id TEXT NOT NULL,
  event_id TEXT,
  reason TEXT NOT NULL CHECK(reason <> ''),
  raw TEXT NOT NULL CHECK(json_valid(raw)),
  digest BLOB NOT NULL,
  author_id TEXT NOT NULL,
  received_at TEXT NOT NULL,
  PRIMARY KEY(practice_id, n),
  UNIQUE(practice_id, session_id, digest)
) STRICT;
CREATE TABLE nogo(
  practice_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  nogo_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  lifted INTEGER NOT NULL,
  body TEXT NOT NULL CHECK(json_valid(body)),
  PRIMARY KEY(practice_id, patient_id, session_id, nogo_id),
  FOREIGN KEY(practice_id, session_id) REFERENCES session ON DELETE CASCADE
) STRICT;
CREATE TABLE pattern(
  practice_id TEXT NOT NULL REFERENCES practice,
  pattern_id TEXT NOT NULL,
  name TEXT NOT NULL,
  marks TEXT NOT NULL CHECK(json_valid(marks)),
  removed INTEGER NOT NULL CHECK(removed IN (0, 1)),
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL CHECK(version > 0),
  PRIMARY KEY(practice_id, pattern_id)
) STRICT;
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (1, 'mesomap', 'm001_records', '2026-11-30 19:55:07.646022+00:00');
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (2, 'mesomap', 'm002_events', '2026-11-30 19:55:07.649807+00:00');
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (3, 'mesomap', 'm003_projections', '2026-11-30 19:55:07.653582+00:00');
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (4, 'mesomap', 'm004_search', '2026-11-30 19:55:07.655121+00:00');
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (5, 'mesomap', 'm005_signed_areas', '2026-11-30 19:55:07.655633+00:00');
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (6, 'mesomap', 'm006_sign_ins', '2026-11-30 19:55:07.657014+00:00');
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (7, 'mesomap', 'm007_trays_and_mixes', '2026-11-30 19:55:07.657742+00:00');
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (8, 'mesomap', 'm008_offline', '2026-11-30 19:55:07.660747+00:00');
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (9, 'mesomap', 'm009_nogo', '2026-11-30 19:55:07.661408+00:00');
INSERT INTO "_sqlite_migrations"(id, migration_set, name, applied_at) VALUES (10, 'mesomap', 'm010_patterns', '2026-11-30 19:55:07.661975+00:00');
INSERT INTO "practice"(practice_id, name, created_at) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 'Cabinet d’exemple', '2026-11-21T20:47:54.123Z');
INSERT INTO "account"(practice_id, user_id, doctor_name, email, password_hash, created_at, pin_hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-8018-7187-a9aa-d33993c825e8', 'Dr Exemple', '01a22e06-8018-7187-a9aa-d33993c825e8@exemple.test', 'hash', '2026-11-21T20:47:54.123Z', NULL);
INSERT INTO "patient"(text_id, practice_id, patient_id, family_name, given_name, birth_date, sex, height_cm, weight_kg, allergies, treatments, notes, age_band_years, created_at, version) VALUES (1, '01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-801c-76c6-9868-6992ce7f8aba', 'Exemple', 'Alix', '1985-04-12', 'F', 165.0, 62.0, '', '', '', NULL, '2026-11-21T20:47:54.123Z', 1);
INSERT INTO "change_log"(practice_id, n, at, author_id, subject, subject_id, version, changes) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 1, '2026-11-21T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', 'patient', '01a22e06-801c-76c6-9868-6992ce7f8aba', 1, '{"practice_id": [null, "01a22e06-8018-7187-a9aa-d338c56ec320"], "patient_id": [null, "01a22e06-801c-76c6-9868-6992ce7f8aba"], "family_name": [null, "Exemple"], "given_name": [null, "Alix"], "sex": [null, "F"], "height_cm": [null, 165.0], "weight_kg": [null, 62.0], "allergies": [null, ""], "treatments": [null, ""], "notes": [null, ""], "birth_date": [null, "1985-04-12"], "created_at": [null, "2026-11-21T20:47:54.123Z"]}');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 1, '01a22e06-802d-7140-bc2a-eeb63cd8db27', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'server', 1, 'session.opened', 1, NULL, '2026-10-22T20:47:54.123Z', NULL, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'4728F7E7098B34D2E21F7259AB2FC811BB0223583BC60AEEA86F2616C4981830', X'0000000000000000000000000000000000000000000000000000000000000000', X'A0A39E94E87D02C44CFA5C5292FE67FBA3AA185D8A0220627930720CF4A9453F');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 2, '01a22e06-8048-7451-94ac-007ccc2671f8', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 1, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 100.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'73A14715DC3E0CDDBEDBAA9831C5229761FB9D8BCBFE397FDE06F34D00F44119', X'A0A39E94E87D02C44CFA5C5292FE67FBA3AA185D8A0220627930720CF4A9453F', X'BD8F155644CEBA103E93B6D08B734166D2D5AB7439DBB96210C9365003C5AE1A');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 3, '01a22e06-8048-7451-94ac-007dbdbd5bd7', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 2, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 200.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'5726D43A9D1099041CBE68AF6F9948D79AE74342A80340685698BD2DA1C74927', X'BD8F155644CEBA103E93B6D08B734166D2D5AB7439DBB96210C9365003C5AE1A', X'BB86187EA0B118F1877570130D10CC347490D60628BA863CB539EDC03B1A3EE1');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 4, '01a22e06-8048-7451-94ac-007e35d99982', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 3, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 300.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'CE41D4C75015BB5E79AC947D0E96477EA88AF3867E8F74FD59DB13A00A8C5F3E', X'BB86187EA0B118F1877570130D10CC347490D60628BA863CB539EDC03B1A3EE1', X'BEA15A30B86AFF427C11A5E74DFE36B8EACE23F97D37448D5306DA5DDD481669');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 5, '01a22e06-8048-7451-94ac-007fa817da56', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 4, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 400.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'74D09A45194A5DD83C37DAFD381B140E482496EB04B8AC053DA42E9056B4D371', X'BEA15A30B86AFF427C11A5E74DFE36B8EACE23F97D37448D5306DA5DDD481669', X'382DE254C278C33B16EA4B3FFF9B09ABE0EBFD0ABF4B786C572C81936B612E47');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 6, '01a22e06-8048-7451-94ac-008053ac3194', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 5, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 500.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'4F5E5B416846342A5914F4FBDCBB5F5A16B9A7DB1D77829607524BF7271A8E00', X'382DE254C278C33B16EA4B3FFF9B09ABE0EBFD0ABF4B786C572C81936B612E47', X'7F5B74E4A25A6F769A88D2F82CC3C4AE23E0B547E5D9C2C84259FF0BD8B84F6E');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 7, '01a22e06-8048-7451-94ac-0081930832dd', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 6, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 600.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'C77420AAC27E1083CB0DEA175EF66920F32F98FD18479D6F5308A26575DBDDDE', X'7F5B74E4A25A6F769A88D2F82CC3C4AE23E0B547E5D9C2C84259FF0BD8B84F6E', X'0E8BBC4456487DDF375B49AA9530786C0644F0A21AFF5C7CF020C7EF77D2A399');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 8, '01a22e06-8048-7451-94ac-00822e747c5c', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 7, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 700.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'9EFB796C2959139AA0C5D54DE410C854C4B33E25467D9B4351C9F4C9D7FE1E72', X'0E8BBC4456487DDF375B49AA9530786C0644F0A21AFF5C7CF020C7EF77D2A399', X'F6577ECDE017717D40BF5258305B0E03BDF9CE5C5882947A62D947C0B51AE3DE');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 9, '01a22e06-8048-7451-94ac-00832c6d54fd', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 8, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 800.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'5956AD39D5AE0DB78A394A633B08B82BE722A57AC15963D9EBB17FA629D1D715', X'F6577ECDE017717D40BF5258305B0E03BDF9CE5C5882947A62D947C0B51AE3DE', X'34D4FE41104CD66CCC4D18E817445873BF4E05493D6101A6292C88EB1E37B624');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 10, '01a22e06-8048-7451-94ac-00843afa002e', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 9, 'syringe.prepared', 1, 'g', '2026-11-21T20:47:54.123Z', 900.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'29A45CD7DF579C99BE449535BF2DAE33D2EB24945A49608ED77762758D5ED72B', X'34D4FE41104CD66CCC4D18E817445873BF4E05493D6101A6292C88EB1E37B624', X'EDF3AB58CD87384B97C7C40FCF6BF35D81968999BDFA0B4FDFC308AF924FD281');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 11, '01a22e06-8048-7451-94ac-00852dee423c', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 10, 'plan.agreed', 1, 'g', '2026-11-21T20:47:54.123Z', 1000.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'5A9262F119C8AC9AC7230EBC3EED52478A567DF90584D9F215B8A9D36F7B4E91', X'EDF3AB58CD87384B97C7C40FCF6BF35D81968999BDFA0B4FDFC308AF924FD281', X'0D3A519D8282C689EE0DA957DF3101B3561677AF1FE06189A4E53ED396262FC4');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 12, '01a22e06-8048-7451-94ac-00866ed36268', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 11, 'timer.started', 1, 'g', '2026-11-21T20:47:54.123Z', 1100.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'5814F66CE5AB472EDD337262D997CCB78CB21BB78EBD3DDF21689C71FAC4C6A9', X'0D3A519D8282C689EE0DA957DF3101B3561677AF1FE06189A4E53ED396262FC4', X'F126B7CF08551778F10C0DCE35E9400D44106F9DF39C4840924F0530BFF972B4');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 13, '01a22e06-8048-7451-94ac-0087dca8957a', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 12, 'timer.stopped', 1, 'g', '2026-11-21T20:47:54.123Z', 1200.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'C498E46FC04FA8563995CD0222677EC7FCC0799F9E197A9F3A1F89A247682F2F', X'F126B7CF08551778F10C0DCE35E9400D44106F9DF39C4840924F0530BFF972B4', X'891C2DF4AAB086C774B71F7B14D910747B6D8F4881BCB1176BBF998E99FF70F7');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 14, '01a22e06-8048-7451-94ac-0088f6c313a7', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 13, 'marks.done', 1, 'g', '2026-11-21T20:47:54.123Z', 1300.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'DC5491C79F824722CFE0617CBBD21E566965CFFBA418356E8398A740E19F0048', X'891C2DF4AAB086C774B71F7B14D910747B6D8F4881BCB1176BBF998E99FF70F7', X'876AD8E4A0747ACB35D3872F55CCA34A4DED41A21B822295A0A6CF340AAC4094');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 15, '01a22e06-8048-7451-94ac-0089f380a741', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 14, 'marks.done', 1, 'g', '2026-11-21T20:47:54.123Z', 1400.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'F2344133E2726E653E2FCC3F12A4FA39A302AD9A814DEF4E99B8D633FD0346EC', X'876AD8E4A0747ACB35D3872F55CCA34A4DED41A21B822295A0A6CF340AAC4094', X'7E218B8290FBD01E62F7D4D73F19A41C34505AB2E0720D37B12B17BD5A267892');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 16, '01a22e06-8048-7451-94ac-008a7298805d', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 15, 'session.signed', 1, 'g', '2026-11-21T20:47:54.123Z', 1500.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'84CF0DA1554A87F4A016FA3B52DB8AAA72BCDDE945ED3914909F3355D0373928', X'7E218B8290FBD01E62F7D4D73F19A41C34505AB2E0720D37B12B17BD5A267892', X'753113A466649C15254E522F35711E2BB3AB5A47F55809A0199161069A7CB769');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 17, '01a22e06-8048-7451-94ac-008bb497a37d', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'tablet', 16, 'addendum.written', 1, 'g', '2026-11-21T20:47:54.123Z', 1600.0, '2026-10-22T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'2F1C213AB29387583B0244D3FB729ED87E72B16D56F02B979058834D74A5AD6E', X'753113A466649C15254E522F35711E2BB3AB5A47F55809A0199161069A7CB769', X'E83C49BD5DE71C7DB4B0C2C665A8A97D7C2A65E5016A02EF0254E27FCCE3E4E9');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 18, '01a22e06-8080-72c7-9b40-486badd9b66d', '01a22e06-8080-72c7-9b40-486abd4ed3e6', 'server', 1, 'session.opened', 1, NULL, '2026-11-21T20:47:54.123Z', NULL, '2026-11-21T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'981257134D7E1E22CCE82D61C37F9DF2D2C9685889A5318CC5D4D064F5F0C262', X'E83C49BD5DE71C7DB4B0C2C665A8A97D7C2A65E5016A02EF0254E27FCCE3E4E9', X'D5D9BF4E3F2F5782A07D5315D6967AFFAC5091C6EFD51CDCD3DD22D90DD4D07A');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 19, '01a22e06-8082-7400-a347-631002eb124a', '01a22e06-8080-72c7-9b40-486abd4ed3e6', 'two', 1, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 100.0, '2026-11-21T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'3CAAE01AE328495FE4DB9E2FCEE390CEE34FA7CBAE1593BEFD5F41BC52FDD8CA', X'D5D9BF4E3F2F5782A07D5315D6967AFFAC5091C6EFD51CDCD3DD22D90DD4D07A', X'1E8EA65CA7AF1B3FD0A684EB73A4A4F73B0F3C33DB9AB557358556254DF4E45A');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 20, '01a22e06-8082-7400-a347-6311851e7f60', '01a22e06-8080-72c7-9b40-486abd4ed3e6', 'two', 2, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 200.0, '2026-11-21T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'C33847F8EAC52C1D5D05E25C7DE4ED13784CC254B87EB811E090C4ADD190A24B', X'1E8EA65CA7AF1B3FD0A684EB73A4A4F73B0F3C33DB9AB557358556254DF4E45A', X'EFB44DEBEB42953345860776329147C9D6E6BC4CB35BD748B9DAD6D969C9DD0E');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 21, '01a22e06-8085-71a4-ad56-271bf794cae5', '01a22e06-8085-71a4-ad56-271ab10b5139', 'server', 1, 'session.opened', 1, NULL, '2026-11-18T20:47:54.123Z', NULL, '2026-11-18T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'5B69DD9A2A581EFFDCC2D10EECEA512C7C7488077FF2B710F708353DBD937735', X'EFB44DEBEB42953345860776329147C9D6E6BC4CB35BD748B9DAD6D969C9DD0E', X'2EF87A2BCF03D663787C133D8B682E00F817F77A5EA25973AAA6B45C4C4DDE04');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 22, '01a22e06-8088-77d9-8a0b-fa68a40153e4', '01a22e06-8085-71a4-ad56-271ab10b5139', 'three', 1, 'mark.planned', 1, 'g', '2026-11-21T20:47:54.123Z', 100.0, '2026-11-21T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'6B8B48B2C5510F91AC1D5CFE760197788524C3AF75F8F534794CE6B091B6DB7E', X'2EF87A2BCF03D663787C133D8B682E00F817F77A5EA25973AAA6B45C4C4DDE04', X'17E34DFB2574959029060212893E56222F1C17CABB87AB95486B1594044E5CB5');
INSERT INTO "event"(practice_id, seq, id, session_id, device_id, device_seq, kind, v, gesture_id, at, elapsed_ms, received_at, author_id, body_digest, prev_hash, hash) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 23, '01a22e06-80c9-718d-9419-212249baccd8', '01a22e06-8085-71a4-ad56-271ab10b5139', 'three', 2, 'session.signed', 1, 'g', '2026-11-21T20:47:54.123Z', 200.0, '2026-11-18T20:47:54.123Z', '01a22e06-8018-7187-a9aa-d33993c825e8', X'6ECF128AEBC4B33E52737EC10F24492D1C29F245B9B5B91DDCC8D2A8BF159480', X'17E34DFB2574959029060212893E56222F1C17CABB87AB95486B1594044E5CB5', X'71237F97271956BBC3D6E448A79F607B395B87B54000ED2BF6806A927D86B848');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 1, X'8F562EDB0CCA5DBD46CDE8284754C24D', '{"atlas":{"drawing":"1","mesh":"1","zones":"2"},"body":{"age_years":41,"height_cm":165,"sex":"F","weight_kg":62},"body_estimated":false,"body_nearest":false,"course_id":null,"duration":{"after_care_s":120,"antisepsis_s_per_region":60,"idp_s_per_point":2,"ids_injector_s_per_cm2":1.25,"ids_manual_s_per_cm2":2.1,"ied_s_per_cm2":1,"ihd_s_per_point":4,"position_change_s":45,"set_up_s":180,"spread_pct":25},"figure":"F","number":1,"patient_id":"01a22e06-801c-76c6-9868-6992ce7f8aba","radii_mm":{"IDP":10,"IDS":5,"IED":2.5,"IHD":10},"silhouette":null,"spacing_mm":{"IDP":20,"IDS":4,"IED":3,"IHD":20},"stroke_width_mm":5,"tariff":{"act":{"code":"ANLB003","label":"Séance de mésothérapie à visée antalgique","wording":"Acte non pris en charge par l’Assurance maladie."},"acts":[],"aesthetic_vat_pct":20,"currency":"EUR","flat_cents":0,"minimum_cents":0,"minute_cents":0,"minute_step":5,"mode":"flat","notice":{"aesthetic_delay_days":null,"aesthetic_estimate_cents":30000,"prior_information_cents":7000},"purpose":"therapeutic","region_cents":0,"supplies":[],"tiers":[],"vat_franchise":false},"time_zone":"Europe/Paris","treatment_date":"2026-10-22"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 2, X'0504D8ACDF0FFBC27B4C3A0DCD4F2620', '{"mark":{"anchors":[[19178,0.25,0.5]],"depth":"IDP","id":"p0","kind":"point"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 3, X'28EC32D8F25347B1AD2B7520EAAFD87F', '{"mark":{"anchors":[[19218,0.25,0.5]],"depth":"IDP","id":"p1","kind":"point"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 4, X'E0649CBFE7BAFD4891A029E7712C15BA', '{"mark":{"anchors":[[19258,0.25,0.5]],"depth":"IDP","id":"p2","kind":"point"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 5, X'9422C97FCA13AC301C0F280B8B4E490C', '{"mark":{"anchors":[[19298,0.25,0.5]],"depth":"IDP","id":"p3","kind":"point"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 6, X'3E061125EF1121143DE486CFBCD0E1F4', '{"mark":{"anchors":[[19338,0.25,0.5]],"depth":"IDP","id":"p4","kind":"point"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 7, X'296E2B7AFD51849159BCEFB0DDE42CE8', '{"mark":{"anchors":[[19378,0.25,0.5]],"depth":"IDP","id":"p5","kind":"point"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 8, X'D3364C50F5761B226E27003C43F0B465', '{"mark":{"anchors":[[19418,0.25,0.5]],"depth":"IDP","id":"p6","kind":"point"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 9, X'BF11A9DA1F0D6AB794C365BFAC8BA005', '{"mark":{"depth":"IDS","id":"z","kind":"zone","zone":"lumbar_paravertebral.L"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 10, X'5AB34020FF72C580963DDE56EEB6EDBE', '{"syringe":{"key":"A","products":[{"expiry":"2027-06","lot":"L1","name":"Lidocaïne","volume_ml":2}],"volume_ml":5}}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 11, X'DBB02AD2F72F90AC37C80A464CEFC3E3', '{"estimate_id":null,"informed":true}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 12, X'F83895C4BC0D08CBF3BDD72F31432451', '{"elapsed_ms":0}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 13, X'68C78F37EA6E6C6599D71B60F267A090', '{"elapsed_ms":420000}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 14, X'1B11049BA6CDF3216098950D5F43AB80', '{"as_planned":true}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 15, X'2AEE9C4DFA9BC7AC458D9560FC6DF0A2', '{"done":false,"mark_ids":["z"]}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 16, X'DFADFA46CF011503746DFCD62E8BD1C9', '{}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 17, X'08C5121EB1DE4F164F27F03BF1A6C618', '{"text":"Bien toléré"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 18, X'508F0F24DFA0123FF2BB8CAB5C78A651', '{"atlas":{"drawing":"1","mesh":"1","zones":"2"},"body":{"age_years":41,"height_cm":165,"sex":"F","weight_kg":62},"body_estimated":false,"body_nearest":false,"course_id":null,"duration":{"after_care_s":120,"antisepsis_s_per_region":60,"idp_s_per_point":2,"ids_injector_s_per_cm2":1.25,"ids_manual_s_per_cm2":2.1,"ied_s_per_cm2":1,"ihd_s_per_point":4,"position_change_s":45,"set_up_s":180,"spread_pct":25},"figure":"F","number":2,"patient_id":"01a22e06-801c-76c6-9868-6992ce7f8aba","radii_mm":{"IDP":10,"IDS":5,"IED":2.5,"IHD":10},"silhouette":null,"spacing_mm":{"IDP":20,"IDS":4,"IED":3,"IHD":20},"stroke_width_mm":5,"tariff":{"act":{"code":"ANLB003","label":"Séance de mésothérapie à visée antalgique","wording":"Acte non pris en charge par l’Assurance maladie."},"acts":[],"aesthetic_vat_pct":20,"currency":"EUR","flat_cents":0,"minimum_cents":0,"minute_cents":0,"minute_step":5,"mode":"flat","notice":{"aesthetic_delay_days":null,"aesthetic_estimate_cents":30000,"prior_information_cents":7000},"purpose":"therapeutic","region_cents":0,"supplies":[],"tiers":[],"vat_franchise":false},"time_zone":"Europe/Paris","treatment_date":"2026-11-21"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 19, X'D1F670E85636FA480FBF32BF08109E75', '{"mark":{"anchors":[[19178,0.25,0.5]],"depth":"IDP","id":"a","kind":"point"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 20, X'1DDC6E4BBF51C0BBABF04AB17750D0E2', '{"mark":{"anchors":[[9000,0.25,0.5]],"depth":"IDP","id":"b","kind":"point"},"phase":"plan"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 21, X'F2D5B00368EAAB7C9FDCF09C62D068C6', '{"atlas":{"drawing":"1","mesh":"1","zones":"2"},"body":{"age_years":41,"height_cm":165,"sex":"F","weight_kg":62},"body_estimated":false,"body_nearest":false,"course_id":null,"duration":{"after_care_s":120,"antisepsis_s_per_region":60,"idp_s_per_point":2,"ids_injector_s_per_cm2":1.25,"ids_manual_s_per_cm2":2.1,"ied_s_per_cm2":1,"ihd_s_per_point":4,"position_change_s":45,"set_up_s":180,"spread_pct":25},"figure":"F","number":3,"patient_id":"01a22e06-801c-76c6-9868-6992ce7f8aba","radii_mm":{"IDP":10,"IDS":5,"IED":2.5,"IHD":10},"silhouette":null,"spacing_mm":{"IDP":20,"IDS":4,"IED":3,"IHD":20},"stroke_width_mm":5,"tariff":{"act":{"code":"ANLB003","label":"Séance de mésothérapie à visée antalgique","wording":"Acte non pris en charge par l’Assurance maladie."},"acts":[],"aesthetic_vat_pct":20,"currency":"EUR","flat_cents":0,"minimum_cents":0,"minute_cents":0,"minute_step":5,"mode":"flat","notice":{"aesthetic_delay_days":null,"aesthetic_estimate_cents":30000,"prior_information_cents":7000},"purpose":"therapeutic","region_cents":0,"supplies":[],"tiers":[],"vat_franchise":false},"time_zone":"Europe/Paris","treatment_date":"2026-11-18"}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 22, X'D8645490A8D2A04C18F870DDC9CBC080', '{"mark":{"anchors":[[100,0.2,0.2],[200,0.2,0.2],[110,0.2,0.2],[190,0.2,0.2]],"depth":"IDS","id":"p","kind":"patch","view":"back"}}');
INSERT INTO "event_body"(practice_id, seq, salt, body) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', 23, X'DB82F0C2CF62C9672484B769814E7005', '{}');
INSERT INTO "session"(practice_id, session_id, patient_id, course_id, number, treatment_date, state, points, marks, opened_at, signed_at, last_seq) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', '01a22e06-801c-76c6-9868-6992ce7f8aba', NULL, 1, '2026-10-22', 'signed', 7, 8, '2026-10-22T20:47:54.123Z', '2026-10-22T20:47:54.123Z', 17);
INSERT INTO "session"(practice_id, session_id, patient_id, course_id, number, treatment_date, state, points, marks, opened_at, signed_at, last_seq) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-8080-72c7-9b40-486abd4ed3e6', '01a22e06-801c-76c6-9868-6992ce7f8aba', NULL, 2, '2026-11-21', 'planning', 2, 2, '2026-11-21T20:47:54.123Z', NULL, 20);
INSERT INTO "session"(practice_id, session_id, patient_id, course_id, number, treatment_date, state, points, marks, opened_at, signed_at, last_seq) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-8085-71a4-ad56-271ab10b5139', '01a22e06-801c-76c6-9868-6992ce7f8aba', NULL, 3, '2026-11-18', 'signed', 0, 1, '2026-11-18T20:47:54.123Z', '2026-11-18T20:47:54.123Z', 23);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 0, 'p0', 'point', 'IDP', 'lumbar_lateral.L', NULL, 'plan', 0, 1);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 1, 'p1', 'point', 'IDP', 'lumbar_paravertebral.L', NULL, 'plan', 0, 1);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 2, 'p2', 'point', 'IDP', 'gluteal.R', NULL, 'plan', 0, 1);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 3, 'p3', 'point', 'IDP', 'ischial.L', NULL, 'plan', 0, 1);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 4, 'p4', 'point', 'IDP', 'gluteal_fold.L', NULL, 'plan', 0, 1);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 5, 'p5', 'point', 'IDP', 'hypogastric.R', NULL, 'plan', 0, 1);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 6, 'p6', 'point', 'IDP', 'hip_trochanter.L', NULL, 'plan', 0, 1);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 7, 'z', 'zone', 'IDS', 'lumbar_paravertebral.L', NULL, 'plan', 0, 0);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-8080-72c7-9b40-486abd4ed3e6', 0, 'a', 'point', 'IDP', 'lumbar_lateral.L', NULL, 'plan', 0, NULL);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-8080-72c7-9b40-486abd4ed3e6', 1, 'b', 'point', 'IDP', 'tmj.R', NULL, 'plan', 0, NULL);
INSERT INTO "mark"(practice_id, session_id, position, mark_id, kind, depth, zone, syringe, phase, removed, done) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-8085-71a4-ad56-271ab10b5139', 0, 'p', 'patch', 'IDS', 'periorbital.R', NULL, 'plan', 0, NULL);
INSERT INTO "syringe"(practice_id, session_id, key, dry, volume_ml, left_ml, needle_mm, device) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'A', 0, 5.0, NULL, NULL, NULL);
INSERT INTO "syringe_product"(practice_id, session_id, key, n, name, lot, expiry, volume_ml) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 'A', 0, 'Lidocaïne', 'L1', '2027-06', 2.0);
INSERT INTO "area"(practice_id, session_id, last_seq, treated_mm2, region_mm2, bsa_mm2, by_zone_mm2, by_depth_mm2, signed) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-802d-7140-bc2a-eeb5ecaeffba', 17, 2.20403557953900781289e+03, 2.20403557953900781289e+03, 1.66224649024240160363e+06, '{"hip_trochanter.L": 313.7864909253823, "gluteal.L": 38.31043682880737, "thigh_posterior.L": 60.1175125441318, "gluteal.R": 314.5349927161631, "inguinal.R": 25.38031532726798, "lumbar_paravertebral.L": 407.33515943786193, "lumbar_lateral.L": 196.93705096355495, "hypogastric.R": 289.14572367782824, "ischial.L": 277.3386177833837, "gluteal_fold.L": 256.5524003678032, "lumbar_interspinous": 23.466008959339305, "sacral": 1.1308700074836828}', '{"IDP": 2204.035579539008}', '{"plan": {"bsa_mm2": 1662246.4902424016, "treated_mm2": 5559.2875371061045, "region_mm2": 5966.446012463791, "uncertainty_pct": 14.6, "by_zone_mm2": {"hip_trochanter.L": 313.7864909253823, "gluteal.L": 38.31043682880737, "thigh_posterior.L": 60.1175125441318, "gluteal.R": 314.5349927161631, "inguinal.R": 25.38031532726798, "lumbar_paravertebral.L": 3762.5871170049577, "lumbar_lateral.L": 196.93705096355495, "hypogastric.R": 289.14572367782824, "ischial.L": 277.3386177833837, "gluteal_fold.L": 256.5524003678032, "lumbar_interspinous": 23.466008959339305, "sacral": 1.1308700074836828}, "by_depth_mm2": {"IDS": 3762.5871170049577, "IDP": 2204.035579539008}, "by_mark_mm2": {"p0": 314.18461941936795, "p1": 314.6844699488719, "p2": 314.5349927161631, "p3": 315.6490546121911, "p4": 316.2314044002951, "p5": 314.5260390050962, "p6": 314.2249994370222, "z": 3762.5871170049577}, "warnings": []}, "done": {"bsa_mm2": 1662246.4902424016, "treated_mm2": 2204.035579539008, "region_mm2": 2204.035579539008, "uncertainty_pct": 0.8, "by_zone_mm2": {"hip_trochanter.L": 313.7864909253823, "gluteal.L": 38.31043682880737, "thigh_posterior.L": 60.1175125441318, "gluteal.R": 314.5349927161631, "inguinal.R": 25.38031532726798, "lumbar_paravertebral.L": 407.33515943786193, "lumbar_lateral.L": 196.93705096355495, "hypogastric.R": 289.14572367782824, "ischial.L": 277.3386177833837, "gluteal_fold.L": 256.5524003678032, "lumbar_interspinous": 23.466008959339305, "sacral": 1.1308700074836828}, "by_depth_mm2": {"IDP": 2204.035579539008}, "by_mark_mm2": {"p0": 314.18461941936795, "p1": 314.6844699488719, "p2": 314.5349927161631, "p3": 315.6490546121911, "p4": 316.2314044002951, "p5": 314.5260390050962, "p6": 314.2249994370222}, "warnings": []}}');
INSERT INTO "area"(practice_id, session_id, last_seq, treated_mm2, region_mm2, bsa_mm2, by_zone_mm2, by_depth_mm2, signed) VALUES ('01a22e06-8018-7187-a9aa-d338c56ec320', '01a22e06-8080-72c7-9b40-486abd4ed3e6', 20, 629.664038554245, 629.664038554245, 1.66224649024240160363e+06, '{"lumbar_paravertebral.L": 117.24756845581307, "lumbar_lateral.L": 196.93705096355495, "jaw_masseter.R": 28.349376266544162, "auricle.R": 0.0857490289036762, "tmj.R": 287.0442938394294}', '{"IDP": 629.664038554245}', NULL);
INSERT INTO patient_text(patient_text) VALUES ('rebuild');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX course_of_patient ON course(practice_id, patient_id);
CREATE INDEX event_of_session ON event(practice_id, session_id, seq);
CREATE INDEX estimate_of_session ON estimate(practice_id, session_id);
CREATE INDEX estimate_of_patient ON estimate(practice_id, patient_id);
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_body_no_update BEFORE UPDATE ON event_body BEGIN SELECT RAISE(ABORT, 'event_body is append-only'); END;
CREATE TRIGGER event_body_no_delete BEFORE DELETE ON event_body BEGIN SELECT RAISE(ABORT, 'event_body is append-only'); END;
CREATE TRIGGER change_log_no_update BEFORE UPDATE ON change_log BEGIN SELECT RAISE(ABORT, 'change_log is append-only'); END;
CREATE TRIGGER change_log_no_delete BEFORE DELETE ON change_log BEGIN SELECT RAISE(ABORT, 'change_log is append-only'); END;
CREATE TRIGGER estimate_no_update BEFORE UPDATE ON estimate BEGIN SELECT RAISE(ABORT, 'estimate is append-only'); END;
CREATE TRIGGER estimate_no_delete BEFORE DELETE ON estimate BEGIN SELECT RAISE(ABORT, 'estimate is append-only'); END;
CREATE INDEX session_of_patient ON session(practice_id, patient_id, treatment_date);
CREATE INDEX session_of_course ON session(practice_id, course_id);
CREATE INDEX session_of_day ON session(practice_id, treatment_date);
CREATE INDEX mark_in_zone ON mark(practice_id, zone);
CREATE INDEX product_of_lot ON syringe_product(practice_id, lot);
CREATE TRIGGER patient_text_add AFTER INSERT ON patient BEGIN
  INSERT INTO patient_text(rowid, practice_key, family_name, given_name, birth_date) VALUES (new.text_id, new.practice_key, new.family_name, new.given_name, new.birth_date);
END;
CREATE TRIGGER patient_text_change AFTER UPDATE ON patient BEGIN
  INSERT INTO patient_text(patient_text, rowid, practice_key, family_name, given_name, birth_date) VALUES ('delete', old.text_id, old.practice_key, old.family_name, old.given_name, old.birth_date);
  INSERT INTO patient_text(rowid, practice_key, family_name, given_name, birth_date) VALUES (new.text_id, new.practice_key, new.family_name, new.given_name, new.birth_date);
END;
CREATE TRIGGER patient_kept BEFORE DELETE ON patient BEGIN
  SELECT RAISE(ABORT, 'a patient is kept');
END;
CREATE INDEX event_of_device ON event(practice_id, device_id, device_seq);
CREATE TRIGGER quarantine_no_update BEFORE UPDATE ON quarantine BEGIN SELECT RAISE(ABORT, 'quarantine is append-only'); END;
CREATE TRIGGER quarantine_no_delete BEFORE DELETE ON quarantine BEGIN SELECT RAISE(ABORT, 'quarantine is append-only'); END;
CREATE TRIGGER offer_no_update BEFORE UPDATE ON offer BEGIN SELECT RAISE(ABORT, 'offer is append-only'); END;
CREATE TRIGGER offer_no_delete BEFORE DELETE ON offer BEGIN SELECT RAISE(ABORT, 'offer is append-only'); END;

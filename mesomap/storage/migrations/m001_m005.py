"""The record: practices, patients, events, what is derived of them; search and signed areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.storage.migrations.row import append_only, migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

APPEND_ONLY = ("event", "event_body", "quarantine", "change_log", "estimate")

RECORDS = """
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
  created_at TEXT NOT NULL,
  PRIMARY KEY(practice_id, user_id)
) STRICT;

-- text_id is what the full-text index points at: it must outlive a VACUUM.
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
CREATE INDEX course_of_patient ON course(practice_id, patient_id);

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
"""

EVENTS = """
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
CREATE INDEX event_of_session ON event(practice_id, session_id, seq);

-- Apart from its header, so that a body can one day be encrypted or erased, salt and all,
-- and the chain still verifies.
CREATE TABLE event_body(
  practice_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  salt BLOB NOT NULL,
  body TEXT NOT NULL CHECK(json_valid(body)),
  PRIMARY KEY(practice_id, seq),
  FOREIGN KEY(practice_id, seq) REFERENCES event
) STRICT;

CREATE TABLE quarantine(
  practice_id TEXT NOT NULL REFERENCES practice,
  n INTEGER NOT NULL,
  session_id TEXT NOT NULL,
  event_id TEXT,
  reason TEXT NOT NULL CHECK(reason IN ('unknown-form', 'other-body')),
  raw TEXT NOT NULL CHECK(json_valid(raw)),
  digest BLOB NOT NULL,
  author_id TEXT NOT NULL,
  received_at TEXT NOT NULL,
  PRIMARY KEY(practice_id, n),
  UNIQUE(practice_id, session_id, digest)
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
CREATE INDEX estimate_of_session ON estimate(practice_id, session_id);
CREATE INDEX estimate_of_patient ON estimate(practice_id, patient_id);
"""

# Derived from the events; made again by `mesomap rebuild`.
PROJECTIONS = """
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
CREATE INDEX session_of_patient ON session(practice_id, patient_id, treatment_date);
CREATE INDEX session_of_course ON session(practice_id, course_id);
CREATE INDEX session_of_day ON session(practice_id, treatment_date);

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
CREATE INDEX mark_in_zone ON mark(practice_id, zone);

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
CREATE INDEX product_of_lot ON syringe_product(practice_id, lot);

CREATE TABLE area(
  practice_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  treated_mm2 REAL NOT NULL,
  region_mm2 REAL NOT NULL,
  bsa_mm2 REAL NOT NULL,
  by_zone_mm2 TEXT NOT NULL CHECK(json_valid(by_zone_mm2)),
  by_depth_mm2 TEXT NOT NULL CHECK(json_valid(by_depth_mm2)),
  PRIMARY KEY(practice_id, session_id),
  FOREIGN KEY(practice_id, session_id) REFERENCES session ON DELETE CASCADE
) STRICT;
"""

_TEXT = "practice_key, family_name, given_name, birth_date"
_NEW = "new.text_id, new.practice_key, new.family_name, new.given_name, new.birth_date"
_OLD = "old.text_id, old.practice_key, old.family_name, old.given_name, old.birth_date"

SEARCH = f"""
CREATE VIRTUAL TABLE patient_text USING fts5(
  {_TEXT}, content='patient', content_rowid='text_id',
  tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
);
CREATE TRIGGER patient_text_add AFTER INSERT ON patient BEGIN
  INSERT INTO patient_text(rowid, {_TEXT}) VALUES ({_NEW});
END;
CREATE TRIGGER patient_text_change AFTER UPDATE ON patient BEGIN
  INSERT INTO patient_text(patient_text, rowid, {_TEXT}) VALUES ('delete', {_OLD});
  INSERT INTO patient_text(rowid, {_TEXT}) VALUES ({_NEW});
END;
CREATE TRIGGER patient_kept BEFORE DELETE ON patient BEGIN
  SELECT RAISE(ABORT, 'a patient is kept');
END;
"""  # noqa: S608  the names are the constants above


@migrations()
def m001_records(db: Database) -> None:
    db.executescript(RECORDS)


@migrations()
def m002_events(db: Database) -> None:
    db.executescript(EVENTS)
    for table in APPEND_ONLY:
        append_only(db, table)


@migrations()
def m003_projections(db: Database) -> None:
    db.executescript(PROJECTIONS)


@migrations()
def m004_search(db: Database) -> None:
    db.executescript(SEARCH)


@migrations()
def m005_signed_areas(db: Database) -> None:
    """Add what was planned and done, as measured at the signature; NULL until then."""
    db.execute(
        "ALTER TABLE area ADD COLUMN signed TEXT CHECK(signed IS NULL OR json_valid(signed))"
    )

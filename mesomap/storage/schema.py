"""The tables, as a row of migrations. A released migration is never changed; a new one is added."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from mesomap.domain.lots import one_lot
from mesomap.domain.names import sort_key, terms_of
from mesomap.storage.seals import seal_all

migrations = Migrations("mesomap")

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

# Who is signed in where: rows of the present, told apart by what their cookie carries.
SIGN_INS = """
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
"""

# The doctor's own patterns: rows of the practice, versioned and logged.
PATTERNS = """
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
"""

# What each session said last of the patient's skin to leave alone; derived too.
NOGO = """
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
        for verb in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


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


@migrations()
def m006_sign_ins(db: Database) -> None:
    """Keep sign-ins as rows that can be ended one by one, and a PIN beside the password."""
    db.executescript(SIGN_INS)
    db.execute("ALTER TABLE account ADD COLUMN pin_hash TEXT")


TRAYS = """
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
"""


@migrations()
def m007_trays_and_mixes(db: Database) -> None:
    """Add today's lots by day, and the practice's own mixes."""
    db.executescript(TRAYS)


OFFLINE = """
-- What a tablet may freeze into a session that it opens without the server.
CREATE TABLE offer(
  practice_id TEXT NOT NULL REFERENCES practice,
  offer_id TEXT NOT NULL,
  body TEXT NOT NULL CHECK(json_valid(body)),
  made_at TEXT NOT NULL,
  PRIMARY KEY(practice_id, offer_id)
) STRICT;

CREATE INDEX event_of_device ON event(practice_id, device_id, device_seq);

-- Why something was put aside is for the services to say: there are more reasons than two by now.
CREATE TABLE put_aside(
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
INSERT INTO put_aside SELECT * FROM quarantine;
DROP TABLE quarantine;
ALTER TABLE put_aside RENAME TO quarantine;
"""


def _append_only(db: Database, table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


@migrations()
def m008_offline(db: Database) -> None:
    """Sessions that tablets open: what they were offered, and why one was put aside."""
    db.executescript(OFFLINE)
    for table in ("quarantine", "offer"):
        _append_only(db, table)


@migrations()
def m009_nogo(db: Database) -> None:
    db.executescript(NOGO)


@migrations()
def m010_patterns(db: Database) -> None:
    db.executescript(PATTERNS)


@migrations()
def m011_events(db: Database) -> None:
    """More of what is derived of a session; NULL in `done` until it is projected again.

    `measured_seq` is the place of its `session.measured`, `done` how many marks were done,
    `planned_date` the day it was planned for where that is another, `recorded_on` the practice's
    day of the signature, `newer` how many events a newer version wrote.
    """
    for column in (
        "measured_seq INTEGER", "done INTEGER", "planned_date TEXT", "recorded_on TEXT",
        "newer INTEGER",
    ):  # fmt: skip
        db.execute(f"ALTER TABLE session ADD COLUMN {column}")


# What people are found by, folded by `domain/names.py`: plain look-ups by the beginning of a term,
# which any engine has. The full-text index and its triggers are gone.
TERMS = """
CREATE TABLE term(
  practice_id TEXT NOT NULL REFERENCES practice,
  subject TEXT NOT NULL,
  term TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY(practice_id, subject, term, subject_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_of_subject ON term(practice_id, subject, subject_id);

DROP TRIGGER patient_text_add;
DROP TRIGGER patient_text_change;
DROP TABLE patient_text;
ALTER TABLE patient DROP COLUMN practice_key;
ALTER TABLE patient ADD COLUMN sort_key TEXT NOT NULL DEFAULT '';
CREATE INDEX patient_by_name ON patient(practice_id, sort_key);
"""


@migrations()
def m012_terms(db: Database) -> None:
    """Find people by folded terms, and keep the order of their names."""
    db.executescript(TERMS)
    rows = list(
        db.query("SELECT practice_id, patient_id, family_name, given_name, birth_date FROM patient")
    )
    for row in rows:
        place = [row["practice_id"], row["patient_id"]]
        names = row["family_name"], row["given_name"]
        db.execute(
            "UPDATE patient SET sort_key = ? WHERE practice_id = ? AND patient_id = ?",
            [sort_key(*names), *place],
        )
        for term, where in terms_of(*names, row["birth_date"]):
            db.execute(
                "INSERT INTO term VALUES (?, 'patient', ?, ?, ?)", [place[0], term, place[1], where]
            )


# A record that is merged into another keeps its id and its events; a session that was put aside
# keeps its events. Both are versioned rows, and can be taken back.
MERGED = """
ALTER TABLE patient ADD COLUMN merged_into TEXT CHECK(merged_into <> patient_id);
CREATE INDEX patient_merged ON patient(practice_id, merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE discard(
  practice_id TEXT NOT NULL REFERENCES practice,
  session_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  discarded INTEGER NOT NULL CHECK(discarded IN (0, 1)),
  version INTEGER NOT NULL CHECK(version > 0),
  PRIMARY KEY(practice_id, session_id)
) STRICT;
"""


@migrations()
def m013_merged_and_put_aside(db: Database) -> None:
    """Say into which record one was merged, and which sessions were put aside."""
    db.executescript(MERGED)


@migrations()
def m014_accounts(db: Database) -> None:
    """Say since when an account is stopped, and by whom; NULL while it is not."""
    for column in ("stopped_at", "stopped_by"):
        db.execute(f"ALTER TABLE account ADD COLUMN {column} TEXT")


@migrations()
def m015_known(db: Database) -> None:
    """Add on which day, and to whom, a patient said that they know of none; else nobody asked."""
    for column in KNOWN:
        db.execute(f"ALTER TABLE patient ADD COLUMN {column} TEXT")


KNOWN = (
    "allergies_none_on", "allergies_none_by", "treatments_none_on", "treatments_none_by"
)  # fmt: skip


@migrations()
def m016_lots(db: Database) -> None:
    """Find a lot however it was typed: its number as it is compared (`domain/lots.py`)."""
    db.execute("ALTER TABLE syringe_product ADD COLUMN lot_key TEXT")
    db.execute("DROP INDEX product_of_lot")
    db.execute("CREATE INDEX product_of_lot ON syringe_product(practice_id, lot_key)")
    numbers = db.query("SELECT DISTINCT lot FROM syringe_product WHERE lot IS NOT NULL")
    for row in list(numbers):
        db.execute(
            "UPDATE syringe_product SET lot_key = ? WHERE lot = ?",
            [one_lot(row["lot"]), row["lot"]],
        )


SEALS = """
CREATE TABLE seal(
  practice_id TEXT NOT NULL REFERENCES practice,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY(practice_id, subject, subject_id)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m017_seals(db: Database) -> None:
    """Keep a digest of each row that is written once; what is there is sealed as it stands."""
    db.executescript(SEALS)
    seal_all(db)
    _append_only(db, "seal")

"""Sign-ins, trays and mixes, sessions that tablets open, skin to leave alone, patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.storage.migrations.row import append_only, migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

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


@migrations()
def m008_offline(db: Database) -> None:
    """Sessions that tablets open: what they were offered, and why one was put aside."""
    db.executescript(OFFLINE)
    for table in ("quarantine", "offer"):
        append_only(db, table)


@migrations()
def m009_nogo(db: Database) -> None:
    db.executescript(NOGO)


@migrations()
def m010_patterns(db: Database) -> None:
    db.executescript(PATTERNS)

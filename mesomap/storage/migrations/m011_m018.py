"""What is derived of the acts, terms, merging, accounts, allergies, lots, seals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesomap.domain.lots import one_lot
from mesomap.domain.names import sort_key, terms_of
from mesomap.storage.migrations.row import append_only, migrations
from mesomap.storage.seals import seal_all

if TYPE_CHECKING:
    from sqlite_utils import Database


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
    append_only(db, "seal")


@migrations()
def m018_spellings(db: Database) -> None:
    """Find people whose names are written without umlauts by their bare letters too."""
    rows = db.query(
        "SELECT practice_id, patient_id, family_name, given_name, birth_date FROM patient"
    )
    for row in list(rows):
        for term, place in terms_of(row["family_name"], row["given_name"], row["birth_date"]):
            db.execute(
                "INSERT OR IGNORE INTO term VALUES (?, 'patient', ?, ?, ?)",
                [row["practice_id"], term, row["patient_id"], place],
            )

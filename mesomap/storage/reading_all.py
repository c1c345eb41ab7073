"""Reading all of a practice, row after row: for `mesomap verify`, with little in memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mesomap.storage import seals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from mesomap.storage.protocol import Row

#: Tables of versioned rows, and the column that names one of them.
VERSIONED = {
    "patient": "patient_id", "course": "course_id", "setting": "key", "tray": "day",
    "mix": "mix_id", "pattern": "pattern_id", "discard": "session_id",
}  # fmt: skip

WITHOUT_LOG = """
SELECT t.{column} AS row_id FROM {table} t
WHERE t.practice_id = :practice_id AND NOT EXISTS (
  SELECT 1 FROM change_log c WHERE c.practice_id = t.practice_id AND c.subject = :table
    AND c.subject_id = t.{column} AND c.version = 1)
ORDER BY t.{column}
"""


def _changes(text: str) -> dict[str, list[Any]] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    pairs = found.values() if isinstance(found, dict) else [None]
    return found if all(isinstance(pair, list) and len(pair) == 2 for pair in pairs) else None


class AllReader:
    """The part of a reader that gives every row; values as they are stored, JSON as text."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def _each(self, sql: str, practice_id: str) -> Iterator[Row]:
        yield from self._db.query(sql, {"practice_id": practice_id})

    def session_ids(self, practice_id: str) -> list[str]:
        """Name every session of the derived table."""
        sql = "SELECT session_id FROM session WHERE practice_id = :practice_id"
        return [row["session_id"] for row in self._each(sql, practice_id)]

    def versioned_tables(self) -> Iterable[str]:
        return tuple(VERSIONED)

    def versioned(self, table: str, practice_id: str, row_id: str) -> Row | None:
        """Give a versioned row as its table holds it."""
        sql = (
            f"SELECT * FROM {table} WHERE practice_id = :practice_id "  # noqa: S608  our own names
            f"AND {VERSIONED[table]} = :row_id"
        )
        found = self._db.query(sql, {"practice_id": practice_id, "row_id": row_id})
        return next(iter(list(found)), None)

    def defaults(self, table: str) -> Row:
        """Give the columns of a table, each with what it holds where nothing is said."""
        columns = self._db.query(f"PRAGMA table_info({table})")
        terms = ", ".join(f'{row["dflt_value"] or "NULL"} AS "{row["name"]}"' for row in columns)
        return next(iter(self._db.query(f"SELECT {terms}")))

    def change_log(self, practice_id: str) -> Iterator[Row]:
        """Give every change, those of one row together and by version.

        `changes` as JSON says: {column: [before, after]}; None where that cannot be read.
        """
        sql = (
            "SELECT * FROM change_log WHERE practice_id = :practice_id "
            "ORDER BY subject, subject_id, version"
        )
        for row in self._each(sql, practice_id):
            yield row | {"changes": _changes(row["changes"])}

    def every_patient(self, practice_id: str) -> Iterator[Row]:
        sql = "SELECT * FROM patient WHERE practice_id = :practice_id ORDER BY patient_id"
        return self._each(sql, practice_id)

    def terms(self, practice_id: str, subject: str, subject_id: str) -> set[tuple[str, str]]:
        """Give what a patient is found by: each term with its place."""
        sql = (
            "SELECT term, place FROM term WHERE practice_id = :practice_id "
            "AND subject = :subject AND subject_id = :subject_id"
        )
        values = {"practice_id": practice_id, "subject": subject, "subject_id": subject_id}
        return {(row["term"], row["place"]) for row in self._db.query(sql, values)}

    def without_log(self, table: str, practice_id: str) -> list[str]:
        """Name the rows of a versioned table that the log does not begin."""
        sql = WITHOUT_LOG.format(table=table, column=VERSIONED[table])
        found = self._db.query(sql, {"practice_id": practice_id, "table": table})
        return [row["row_id"] for row in found]

    def every_estimate(self, practice_id: str) -> Iterator[Row]:
        """Give every estimate by series, year and number."""
        sql = (
            "SELECT * FROM estimate WHERE practice_id = :practice_id ORDER BY series, year, ordinal"
        )
        return self._each(sql, practice_id)

    def unsealed(self, practice_id: str) -> Iterator[tuple[str, str]]:
        """Name table and row of what was written once and is no longer as it was written."""
        return seals.broken(self._db, practice_id)

    def every_quarantined(self, practice_id: str) -> Iterator[Row]:
        sql = "SELECT * FROM quarantine WHERE practice_id = :practice_id ORDER BY n"
        return self._each(sql, practice_id)

    def offers(self, practice_id: str) -> Iterator[Row]:
        sql = "SELECT * FROM offer WHERE practice_id = :practice_id ORDER BY offer_id"
        return self._each(sql, practice_id)

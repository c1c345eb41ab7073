"""Digests of rows that are written once, kept beside them: a change in the file is found.

Not where the digest was made anew as well: a seal has no secret.
"""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mesomap.storage.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlite_utils import Database

#: Tables whose rows are sealed, and the column that names a row within its practice.
SEALED: Mapping[str, str] = MappingProxyType(
    {"change_log": "n", "estimate": "estimate_id", "quarantine": "n", "offer": "offer_id"}
)


def seal_of(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Make the row of `seal` for a row of `table` as it is stored: SHA-256 of all its columns."""
    plain = {k: v.hex() if isinstance(v, bytes) else v for k, v in row.items() if v is not None}
    return {
        "practice_id": row["practice_id"], "subject": table, "subject_id": str(row[SEALED[table]]),
        "digest": hashlib.sha256(canonical(plain).encode()).digest(),
    }  # fmt: skip


def seal_all(db: Database) -> None:
    """Seal every row there is, as it stands."""
    for table in SEALED:
        for row in list(db.query(f"SELECT * FROM {table}")):  # noqa: S608  our own names
            db.execute(
                "INSERT INTO seal VALUES (:practice_id, :subject, :subject_id, :digest)",
                seal_of(table, row),
            )


def broken(db: Database, practice_id: str) -> Iterator[tuple[str, str]]:
    """Name the table and the row of each that is not as it was sealed, or not there any more."""
    key = {"p": practice_id}
    kept = {
        (row["subject"], row["subject_id"]): bytes(row["digest"])
        for row in db.query("SELECT * FROM seal WHERE practice_id = :p", key)
    }
    for table in SEALED:
        for row in db.query(f"SELECT * FROM {table} WHERE practice_id = :p", key):  # noqa: S608
            seal = seal_of(table, row)
            name = table, seal["subject_id"]
            if kept.pop(name, None) != seal["digest"]:
                yield name
    yield from kept

"""Whether a database file is whole: its header, pages, keys and write-ahead file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from mesomap.storage import frames

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"SQLite format 3\0"

#: Sentences of SQLite that are told of one file.
MOST = 20

#: How long a look at a running server's write-ahead file waits for its writer.
TIMEOUT_S = 30.0


def has_header(path: Path) -> bool:
    """Tell whether a file begins as a database does. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def pages(db: sqlite3.Connection) -> list[str]:
    """Check every page and index; what SQLite says of them, at most `MOST`, nothing where whole."""
    try:
        found = [str(said) for (said,) in db.execute(f"PRAGMA integrity_check({MOST})")]
    except sqlite3.DatabaseError as problem:
        return [str(problem)]
    return [] if found == ["ok"] else found


def keys(db: sqlite3.Connection) -> list[str]:
    """Name rows that point at none: `table ROWID → parent`, at most `MOST`."""
    found = db.execute("PRAGMA foreign_key_check").fetchmany(MOST)
    return [f"{table} {rowid} → {parent}" for table, rowid, parent, _nth in found]


def write_ahead(path: Path, *, in_use: bool) -> frames.Wal | None:
    """Look at the write-ahead file of a database; while a server writes, between two writes."""
    beside = path.with_name(f"{path.name}-wal")
    if not in_use:
        return frames.look(beside)
    with closing(sqlite3.connect(path, timeout=TIMEOUT_S, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            return frames.look(beside)
        finally:
            db.execute("ROLLBACK")

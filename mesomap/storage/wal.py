"""SQLite's write-ahead file, folded into the database, with Python's own SQLite alone.

What is written stands in `mesomap.db-wal` first. The server's parent folds it in when its worker
has ended and before it starts one: the file of a server that was stopped is whole by itself. While
it runs, its worker folds in once a minute what nobody is reading.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Another process may be at the file (a command beside the server): it is not waited for longer.
WITHIN_S = 2.0


def fold_in(path: Path) -> bool:
    """Write into the database what stands beside it; whether nothing is left beside it.

    False where another process still has it, where it is no database, or where it cannot be
    written: nothing is lost, the next start does it.
    """
    with suppress(sqlite3.Error):
        uri = f"{path.resolve().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=WITHIN_S)) as db:
            busy, _left, _done = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
    return False


def fold_in_what_can_be(path: Path) -> None:
    """Write into the database what stands beside it and nobody reads; waits for no one.

    A copy of the file alone, of a server that runs, then lacks a minute and not a day. Where it
    cannot be done nothing is lost: the next turn does it.
    """
    with suppress(sqlite3.Error):
        uri = f"{path.resolve().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=0)) as db:
            db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

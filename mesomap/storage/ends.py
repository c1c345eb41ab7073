"""Where the chains end, held against ends that were noted beside the database.

The server's parent asks this when it starts and when it ends: Python's own SQLite is enough.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from mesomap import instance
from mesomap.instance import notes
from mesomap.storage import census
from mesomap.storage.copying import read_only

if TYPE_CHECKING:
    from pathlib import Path

    from mesomap.instance.notes import Note


def holds(db: sqlite3.Connection, practice_id: str, head: str) -> bool:
    """Tell whether a practice's chain has the event that a head names (its hash may be cut)."""
    seq, _dot, digest = head.partition(".")
    if int(seq) == 0:
        return True
    query = "SELECT hash FROM event WHERE practice_id = ? AND seq = ?"
    row = db.execute(query, [practice_id, int(seq)]).fetchone()
    return row is not None and bytes(row[0]).hex().startswith(digest)


def not_held(folder: Path) -> list[Note]:
    """List ends that were noted (`notes.heads`) and that the database of `folder` does not hold.

    What tablets told after a restore is left out: the restore has said what is missing.
    """
    restored_at = notes.read(folder, notes.BACKUP).get("restored_at")
    known = [
        row
        for row in notes.heads(folder)
        if row["who"] != "tablet" or restored_at is None or row["at"] < restored_at
    ]
    if not known:
        return []
    with closing(read_only(instance.database(folder))) as db:
        return [row for row in known if not holds(db, row["practice_id"], row["head"])]


def keep_former(folder: Path, at: str) -> None:
    """Keep what is not held any more, before the note that tells of it is written anew."""
    for row in not_held(folder):
        notes.keep_heads(folder, "former", {row["practice_id"]: row["head"]}, row["at"] or at)


def note(folder: Path, at: str) -> None:
    """Note where each chain ends, when the server has ended.

    What cannot be read or written stays for the next time.
    """
    with suppress(sqlite3.Error, OSError):
        keep_former(folder, at)
        with closing(read_only(instance.database(folder))) as db:
            practices = [name for (name,) in db.execute("SELECT practice_id FROM practice")]
            heads = {name: census.head_of(db, name) for name in practices}
        notes.keep_heads(folder, "stop", heads, at)

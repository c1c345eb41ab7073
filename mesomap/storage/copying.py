"""A whole copy of a database while others write to it, by SQLite's own backup.

Copying the file of a running server loses what is still in its write-ahead file. SQLite's backup
reads through both; the transaction that is held meanwhile keeps one moment in sight, so the copy
does not begin anew at every write.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from mesomap.errors import N_, Conflict, Refused
from mesomap.storage import census, health, uris

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mesomap.storage.census import Census


#: Pages copied between two looks at the progress (4 MB).
PAGES = 1000

#: A disk keeps so many bytes free beyond what is written to it.
SPARE_BYTES = 16 * 2**20


def read_only(path: Path) -> sqlite3.Connection:
    """Open a database without ever making or changing it."""
    return sqlite3.connect(uris.read_only(path), uri=True, isolation_level=None)


def copy(source: Path, target: Path, progress: Callable[[float], None] | None = None) -> Census:
    """Copy a database whole, and read the copy back; what it holds.

    Others may go on writing. `target` must not exist; it is one file (0600) that needs no other.

    Raises
    ------
    Refused
        The disk has no room, or cannot be written.
    Conflict
        The source cannot be read, or the copy is not what was to be copied.
    """
    wanted = _copied(source, target, progress or (lambda _done: None))
    with closing(read_only(target)) as db:
        faults = health.pages(db)
        found = census.take(db) if not faults else None
    if found != wanted:
        target.unlink(missing_ok=True)
        raise Conflict(
            N_("La copie de {path} n’est pas égale à l’original ({reason}) : elle n’a pas été "
               "gardée."),
            path=source, reason=faults[0] if faults else "–",
        )  # fmt: skip
    return wanted


def _copied(source: Path, target: Path, progress: Callable[[float], None]) -> Census:
    refuse_without_room(target.parent, size_of(source))
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(read_only(source)) as db, closing(sqlite3.connect(target)) as to:
            to.execute("PRAGMA synchronous = OFF")  # one fsync at the end is enough
            db.execute("BEGIN")
            wanted = census.take(db)
            db.backup(
                to, pages=PAGES,
                progress=lambda _s, left, all_: progress(1 - left / all_ if all_ else 1.0),
            )  # fmt: skip
            to.execute("PRAGMA journal_mode = DELETE")  # complete without files beside it
        _flush(target)
    except sqlite3.Error as problem:
        target.unlink(missing_ok=True)
        _refuse(problem, source, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return wanted


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _refuse(problem: sqlite3.Error, source: Path, target: Path) -> None:
    name = getattr(problem, "sqlite_errorname", "")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_READONLY")):
        raise Refused(
            N_("{path} ne peut pas être écrit ({reason})."), path=target.parent, reason=problem
        ) from problem
    raise Conflict(
        N_("La base {path} ne peut pas être lue entière ({reason}) : « mesomap verify » dit ce "
           "qui est abîmé, « mesomap restore SAUVEGARDE » remet une sauvegarde en place."),
        path=source, reason=problem,
    ) from problem  # fmt: skip


def size_of(database: Path) -> int:
    """Bytes of a database with its write-ahead file; 0 where there is none."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def refuse_without_room(folder: Path, wanted_bytes: int) -> None:
    """Raise Refused where the disk of a folder cannot take so many bytes."""
    free = shutil.disk_usage(folder).free
    if free < wanted_bytes + SPARE_BYTES:
        raise Refused(
            N_("Le disque de {folder} n’a plus que {free_mb} Mo libres ; il en faut {need_mb} : "
               "libérez de la place, puis recommencez."),
            folder=folder, free_mb=free // 2**20, need_mb=(wanted_bytes + SPARE_BYTES) // 2**20 + 1,
        )  # fmt: skip

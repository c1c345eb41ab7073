"""What a disk or a file refuses, as a sentence that says what it is."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mesomap.errors import N_, Busy, Damaged, MesoMapError, NoRoom, ReadOnly

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = N_(
    "Le disque est plein : rien n’a été enregistré. Libérez de la place sur la machine de "
    "MesoMap, puis recommencez."
)
UNWRITTEN = N_(
    "Le disque refuse d’écrire (plein, quota ou taille de fichier atteints, ou panne) : rien n’a "
    "été enregistré. Libérez de la place sur la machine de MesoMap, puis recommencez ; si cela "
    "dure, regardez le disque lui-même."
)
READ_ONLY = N_(
    "Le dossier des données est en lecture seule : rien n’a été enregistré. Rendez-le accessible "
    "en écriture sur la machine de MesoMap, puis recommencez."
)
LOCKED = N_(
    "La base est occupée par une autre commande : rien n’a été enregistré. Recommencez dans un "
    "instant."
)
DAMAGED = N_(
    "La base ou son disque ne se laisse pas lire ({reason}). Arrêtez MesoMap, copiez le dossier "
    "des données, puis lancez « mesomap verify » sur la machine de MesoMap."
)

#: Error and sentence by SQLite's primary result code.
OF_SQLITE: dict[int, tuple[type[MesoMapError], str]] = {
    sqlite3.SQLITE_FULL: (NoRoom, FULL),
    sqlite3.SQLITE_READONLY: (ReadOnly, READ_ONLY),
    sqlite3.SQLITE_BUSY: (Busy, LOCKED),
    sqlite3.SQLITE_LOCKED: (Busy, LOCKED),
}

#: By SQLite's extended result code: of a file that may not grow, SQLite knows no more than that.
OF_WRITING: dict[int, tuple[type[MesoMapError], str]] = dict.fromkeys(
    (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE), (NoRoom, UNWRITTEN)
)

#: Error and sentence by the system's `errno`.
OF_SYSTEM: dict[int, tuple[type[MesoMapError], str]] = {
    errno.EFBIG: (NoRoom, UNWRITTEN),
    errno.ENOSPC: (NoRoom, FULL),
    errno.EDQUOT: (NoRoom, FULL),
    errno.EROFS: (ReadOnly, READ_ONLY),
}

#: What no other try would mend: a page that cannot be read, a file that is no database.
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOTADB})


def _code(error: sqlite3.Error) -> int:
    return _extended(error) & 0xFF


def _extended(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0))


def passing(error: Exception) -> MesoMapError | None:
    """Tell what is in the way for the moment: no room, no right to write, another at work."""
    found = None
    if isinstance(error, sqlite3.Error):
        found = OF_WRITING.get(_extended(error)) or OF_SQLITE.get(_code(error))
    elif isinstance(error, OSError):
        found = OF_SYSTEM.get(error.errno or 0)
    return found[0](found[1]) if found else None


def lasting(error: Exception) -> MesoMapError | None:
    """Tell what is damaged; None where it is no such thing."""
    broken = isinstance(error, sqlite3.Error) and _code(error) in BROKEN
    return Damaged(DAMAGED, reason=str(error)) if broken else None


@contextmanager
def in_words() -> Iterator[None]:
    """Have what is in the way for the moment raised as a sentence.

    Raises
    ------
    NoRoom, ReadOnly, Busy
        The disk is full, the file may not be written, another process writes.
    """
    try:
        yield
    except sqlite3.Error as error:
        found = passing(error)
        if found is None:
            raise
        raise found from error

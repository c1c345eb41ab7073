"""The storage on SQLite: a connection for each thread, one write lock for the process.

WAL with `synchronous=FULL`: what COMMIT answered survives a power cut. Writes begin with
BEGIN IMMEDIATE, because a deferred transaction that reads first can fail at its first write
however long one waits.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from mesomap.errors import N_, Conflict, NotFound
from mesomap.storage import uris
from mesomap.storage.protocol import Row, Storage
from mesomap.storage.reader import SqliteReader
from mesomap.storage.schema import migrations
from mesomap.storage.troubles import in_words, passing
from mesomap.storage.writer import SqliteWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SqliteStorage", "Storage", "open_storage"]

#: How long a write waits for another process (the command line beside the server).
TIMEOUT_S = 30.0

PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "cell_size_check=ON", "secure_delete=ON")


def open_storage(path: Path | str, *, read_only: bool = False) -> Storage:
    """Open (and make, if it is not there) the database at `path`; does not migrate.

    `read_only` never makes nor changes the file.

    Raises
    ------
    Conflict
        The database was written by a newer version of MesoMap, or is no database.
    NoRoom, ReadOnly, Busy
        It cannot be opened for writing just now.
    """
    return SqliteStorage(path, read_only=read_only)


class SqliteStorage:
    """See `mesomap.storage.protocol.Storage`."""

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        self._path, self._read_only = Path(path), read_only
        self._threads = threading.local()
        self._opened: weakref.WeakSet[Database] = weakref.WeakSet()
        self._lock = threading.RLock()
        try:
            if not read_only:
                self._db().enable_wal()
            self._refuse_newer()
        except sqlite3.DatabaseError as error:
            raise passing(error) or Conflict(
                N_("Le fichier {path} n’est pas une base lisible ({reason}) : « mesomap verify » "
                   "dit ce qui est abîmé, « mesomap restore SAUVEGARDE » remet une sauvegarde en "
                   "place."),
                path=path, reason=error,
            ) from error  # fmt: skip

    def _db(self) -> Database:
        """Open this thread's connection, or give it again."""
        db: Database | None = getattr(self._threads, "db", None)
        if db is None:
            # Another thread only closes it (`close`), hence `check_same_thread`.
            connection = sqlite3.connect(
                uris.read_only(self._path) if self._read_only else self._path,
                uri=self._read_only, timeout=TIMEOUT_S, isolation_level=None,
                check_same_thread=False,
            )  # fmt: skip
            db = self._threads.db = Database(connection, strict=True, execute_plugins=False)
            for pragma in PRAGMAS:
                db.execute(f"PRAGMA {pragma}")
            self._opened.add(db)
        return db

    def _refuse_newer(self) -> None:
        known = {migration.name for migration in migrations._migrations}  # noqa: SLF001
        newer = [m.name for m in migrations.applied(self._db()) if m.name not in known]
        if newer:
            raise Conflict(
                N_("Cette base a été écrite par une version plus récente de MesoMap ({newer}). "
                   "Installez cette version, ou restaurez une sauvegarde plus ancienne."),
                newer=", ".join(newer),
            )  # fmt: skip

    def migrate(self) -> list[str]:
        """Apply what is pending, all of it or nothing."""
        with self._immediate() as db:
            names = self.pending()
            migrations.apply(db)
        return names

    def pending(self) -> list[str]:
        return [migration.name for migration in migrations.pending(self._db())]

    def is_new(self) -> bool:
        return not migrations.applied(self._db())

    def close(self) -> None:
        """Close every thread's connection."""
        for db in list(self._opened):
            db.close()
        self._threads = threading.local()

    @contextmanager
    def _immediate(self) -> Iterator[Database]:
        with self._lock, in_words():
            db = self._db()
            assert not db.conn.in_transaction, "a transaction is passed on, not nested"
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                db.rollback()
                raise

    @contextmanager
    def writing(self) -> Iterator[SqliteWriter]:
        """One transaction: kept, on disk, when the block ends; not at all when it raises."""
        with self._immediate() as db:
            yield SqliteWriter(db, settled=False)

    @contextmanager
    def reading(self) -> Iterator[SqliteReader]:
        """One consistent picture; inside a transaction of this thread, that transaction's."""
        with in_words():
            db = self._db()
            if db.conn.in_transaction:
                yield SqliteReader(db, settled=False)
                return
            db.execute("BEGIN")
            try:
                yield SqliteReader(db)
            finally:
                db.rollback()

    def get_estimate(self, practice_id: str, estimate_id: str) -> Row:
        with self.reading() as r:
            row = r.estimate(practice_id, estimate_id)
        if row is None:
            raise NotFound(N_("Ce devis n’existe pas dans ce cabinet."))
        return row

    def estimates_of(
        self, practice_id: str, *, session_id: str | None = None, patient_id: str | None = None
    ) -> list[Row]:
        with self.reading() as r:
            return r.estimates(practice_id, session_id=session_id, patient_id=patient_id)

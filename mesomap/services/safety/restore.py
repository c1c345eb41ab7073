"""A backup brought back: beside the data as a drill, or in their place; they are moved aside."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mesomap import instance
from mesomap.domain.clock import utc_text
from mesomap.errors import N_, Refused
from mesomap.instance import holding, notes
from mesomap.instance.files import writing
from mesomap.services.record import measuring
from mesomap.services.safety import archive, backup
from mesomap.storage import census, copying
from mesomap.storage.sqlite import open_storage
from mesomap.storage.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mesomap.services.safety.archive import Manifest
    from mesomap.storage.census import Since

#: Tablets keep what they sent for so long (`KEPT_MS` of js/store/outbox.js), to bring it again.
TABLETS_KEEP = timedelta(days=7)

DERIVE = N_("Séances")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back.

    `migrated` names the migrations that were applied to it, `broken` the practices whose chain does
    not hold, `aside` the folder that the former data were moved to. `since` tells what the data
    that were here hold beyond the backup; None where they are not there, or cannot be read.
    """

    manifest: Manifest
    migrated: tuple[str, ...]
    broken: tuple[str, ...]
    since: tuple[Since, ...] | None
    aside: Path | None = None


def drill(
    folder: Path, source: Path, now: datetime, tell: Callable[[str, float], None]
) -> Restored:
    """Bring a backup back into a temporary folder, look at all of it, and remove it again.

    Raises
    ------
    Refused, Conflict
        As `restore`; nothing of `folder` is touched.
    """
    manifest = archive.read(source)
    _refuse_newer(source, manifest)
    with writing(Path(tempfile.gettempdir())):
        _refuse_without_room(Path(tempfile.gettempdir()), manifest)
        with tempfile.TemporaryDirectory(prefix="mesomap-drill-") as beside:
            migrated, broken = _brought(source, Path(beside), now, tell)
    return Restored(manifest, migrated, broken, _since(folder, manifest, now))


def restore(
    folder: Path, source: Path, now: datetime, tell: Callable[[str, float], None]
) -> Restored:
    """Put a backup in the place of an instance; what was there is moved into a folder beside it.

    `now` is aware, in the machine's time zone. Every device has to sign in again.

    Raises
    ------
    Refused
        The file is no backup, was changed, or comes from a newer version; no room; not writable.
    Conflict
        A server or a command is at work on the folder; what was brought back is not whole.
    """
    manifest = archive.read(source)
    _refuse_newer(source, manifest)
    with writing(folder):
        instance.make_folder(folder)
        with holding.alone(folder):
            _refuse_without_room(folder, manifest)
            work = Path(tempfile.mkdtemp(dir=folder, prefix=instance.RESTORING))
            try:
                migrated, broken = _brought(source, work, now, tell)
                since = _since(folder, manifest, now)
                aside = _swapped(folder, work, now)
            finally:
                shutil.rmtree(work, ignore_errors=True)
            note = backup.note_of(source.absolute(), manifest) | {"restored_at": utc_text(now)}
            notes.write(folder, notes.BACKUP, note)
    return Restored(manifest, migrated, broken, since, aside)


def _refuse_newer(source: Path, manifest: Manifest) -> None:
    if set(manifest.census.migrations) - set(NAMES):
        raise Refused(
            N_("{path} vient d’une version plus récente de MesoMap ({version}) : installez cette "
               "version pour la restaurer."),
            path=source, version=manifest.version,
        )  # fmt: skip


def _refuse_without_room(folder: Path, manifest: Manifest) -> None:
    copying.refuse_without_room(folder, sum(part.size for part in manifest.parts))


def _brought(
    source: Path, work: Path, now: datetime, tell: Callable[[str, float], None]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Unpack, check and migrate into `work`; sign-ins and tries of PINs end there."""
    manifest = archive.unpack(source, work, lambda done: tell(backup.READ, done))
    database = work / archive.DATABASE
    broken = backup.check(database, manifest.census)
    storage = open_storage(database)
    try:
        migrated = storage.migrate()
        measuring.complete(storage, now, lambda done, of: tell(DERIVE, done / of))
        with storage.writing() as w:
            for row in manifest.census.practices:
                w.end_sign_ins(row.practice_id, utc_text(now))
    finally:
        storage.close()
    _fold_in(database)
    return tuple(migrated), broken


def _fold_in(database: Path) -> None:
    """Make the database one file, so that it can be moved as one."""
    with closing(sqlite3.connect(database)) as db:
        db.execute("PRAGMA journal_mode = DELETE")


def _since(folder: Path, manifest: Manifest, now: datetime) -> tuple[Since, ...] | None:
    """Count what the present data hold beyond a backup; None where they cannot be read."""
    path, kept_from = instance.database(folder), utc_text(now - TABLETS_KEEP)
    with suppress(sqlite3.Error, OSError), closing(copying.read_only(path)) as db:
        db.execute("BEGIN")
        return tuple(census.since(db, row, kept_from) for row in manifest.census.practices)
    return None


def _swapped(folder: Path, work: Path, now: datetime) -> Path | None:
    """Move what is there into a folder with the date, and the new in its place; that folder.

    Each step is taken back where a later one fails.
    """
    old = [path for path in folder.iterdir() if _is_moved(path)]
    aside = folder / f"{instance.BEFORE}restore-{now:%Y-%m-%d-%H%M%S}"
    if old:
        aside.mkdir(mode=0o700)
    moves = [(path, aside / path.name) for path in old]
    moves += [(path, folder / path.name) for path in work.iterdir()]
    done: list[tuple[Path, Path]] = []
    try:
        for there, here in moves:
            there.rename(here)
            done.append((there, here))
    except OSError:
        for there, here in reversed(done):
            here.rename(there)
        if old:
            aside.rmdir()
        raise
    return aside if old else None


def _is_moved(path: Path) -> bool:
    stays = path.name == holding.LOCK or path.name.startswith((instance.BEFORE, instance.RESTORING))
    return not stays

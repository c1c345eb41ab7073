"""A backup of the whole instance while the server runs: made, read back, and then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mesomap import __version__, instance
from mesomap.domain.clock import utc_text
from mesomap.errors import N_, Conflict, Refused
from mesomap.instance import notes
from mesomap.instance.files import writing
from mesomap.services.record import projections
from mesomap.services.safety import archive
from mesomap.storage import census, copying, ends, health
from mesomap.storage.sqlite import open_storage
from mesomap.storage.versions import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mesomap.services.safety.archive import Manifest
    from mesomap.storage.census import Census

WORK = ".mesomap-backup-"

#: What a backup that was killed left beside its target is removed by a later one.
STALE_S = 24 * 3600

#: Steps of the work, and the sentence each is told by.
COPY, PACK, READ = N_("Copie"), N_("Écriture"), N_("Relecture")


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was read back; `broken` are practices whose chain does not hold."""

    path: Path
    size: int
    manifest: Manifest
    broken: tuple[str, ...]
    noted: bool


def make(folder: Path, dest: Path, now: datetime, tell: Callable[[str, float], None]) -> Made:
    """Back the instance `folder` up to `dest`: a file that is to be made, or a folder.

    `now` is aware, in the machine's time zone: a backup in a folder is named by it.

    Raises
    ------
    Refused
        Nothing is there to be backed up, or the destination will not do.
    Conflict
        What was read back is not what was to be copied; the database cannot be read.
    """
    path = instance.database(folder)
    if not path.exists() or is_blank(path):
        instance.refuse_lost(folder, empty=True)
        raise Refused(N_("{folder} ne contient pas encore de données à sauvegarder."),
                      folder=folder)  # fmt: skip
    target = _target(folder, dest, now)
    with writing(target):
        _remove_stale(target.parent)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=WORK) as work:
            part = Path(work) / f"{target.name}.part"
            manifest = _packed(folder, Path(work), part, utc_text(now), tell)
            broken = _read_back(part, Path(work), manifest, tell)
            part.rename(target)
        _flush_folder(target.parent)
    return Made(target, target.stat().st_size, manifest, broken, _noted(folder, target, manifest))


def _target(folder: Path, dest: Path, now: datetime) -> Path:
    target = dest / f"mesomap-{now:%Y-%m-%d-%H%M%S}.zip" if dest.is_dir() else dest
    target = target.absolute()
    if target.exists():
        raise Refused(
            N_("{path} existe déjà : une sauvegarde n’en remplace pas une autre. Donnez un autre "
               "nom, ou un dossier."),
            path=target,
        )  # fmt: skip
    if not target.parent.is_dir():
        raise Refused(N_("Le dossier {folder} n’existe pas."), folder=target.parent)
    if target.parent.resolve().is_relative_to(folder.resolve()):
        raise Refused(
            N_("{path} est dans le dossier des données : une sauvegarde y serait perdue avec "
               "elles. Choisissez un autre disque."),
            path=target,
        )  # fmt: skip
    return target


def _packed(
    folder: Path, work: Path, part: Path, made_at: str, tell: Callable[[str, float], None]
) -> Manifest:
    parts = work / "parts"
    parts.mkdir(mode=0o700)
    found = copying.copy(
        instance.database(folder), parts / archive.DATABASE, lambda done: tell(COPY, done)
    )
    for name in archive.PARTS[1:]:
        if (folder / name).is_file():
            (parts / name).parent.mkdir(mode=0o700, exist_ok=True)
            shutil.copyfile(folder / name, parts / name)
    _refuse_without_key(folder, parts)
    copying.refuse_without_room(work, (parts / archive.DATABASE).stat().st_size)
    manifest = archive.pack(part, parts, __version__, made_at, found, lambda d: tell(PACK, d))
    shutil.rmtree(parts)
    return manifest


def _refuse_without_key(folder: Path, parts: Path) -> None:
    if not (parts / instance.SECRET).is_file():
        raise Refused(
            N_("{path} manque : lancez « mesomap migrate » une fois, puis sauvegardez."),
            path=folder / instance.SECRET,
        )  # fmt: skip
    instance.check_key(folder)


def _read_back(
    part: Path, work: Path, manifest: Manifest, tell: Callable[[str, float], None]
) -> tuple[str, ...]:
    again = work / "again"
    again.mkdir(mode=0o700)
    if archive.unpack(part, again, lambda done: tell(READ, done)) != manifest:
        raise _unlike(part)
    return check(again / archive.DATABASE, manifest.census)


def check(database: Path, wanted: Census) -> tuple[str, ...]:
    """Hold a database to what it should hold; names of practices whose chain is broken.

    Raises
    ------
    Conflict
        Pages, keys or counts are not as they should be.
    """
    with closing(copying.read_only(database)) as db:
        if health.pages(db) or census.take(db) != wanted:
            raise _unlike(database)
    storage = open_storage(database, read_only=True)
    try:
        with storage.reading() as r:
            return tuple(
                row.name for row in wanted.practices if not projections.walk(r, row.practice_id).ok
            )
    finally:
        storage.close()


def _unlike(path: Path) -> Conflict:
    return Conflict(
        N_("Relue, la sauvegarde n’est pas ce qui devait être copié ({path}) : elle n’a pas été "
           "gardée. Recommencez, sur un autre disque si cela se répète."),
        path=path.name,
    )  # fmt: skip


def _remove_stale(folder: Path) -> None:
    for path in folder.glob(f"{WORK}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > STALE_S:
                shutil.rmtree(path)


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows cannot open a folder
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _noted(folder: Path, target: Path, manifest: Manifest) -> bool:
    """Note the backup beside the database; whether that could be written."""
    try:
        ends.keep_former(folder, manifest.made_at)
        notes.write(folder, notes.BACKUP, note_of(target, manifest))
    except OSError:
        return False
    return True


def note_of(path: Path, manifest: Manifest) -> notes.Note:
    """Tell what is noted of a backup: when, where, and where each chain ended."""
    return {
        "made_at": manifest.made_at,
        "file": str(path),
        "heads": {row.practice_id: row.head for row in manifest.census.practices},
    }

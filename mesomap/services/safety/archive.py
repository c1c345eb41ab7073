"""The file that a backup is: a zip with the parts of an instance and a manifest that tells them.

Only parts of these names are ever read from one, and each must be as long as the manifest says and
have the digest that it says: a path in an archive leads nowhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from mesomap.errors import N_, Refused
from mesomap.storage.census import Census, Counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FORM = 1
MANIFEST = "manifest.json"
DATABASE = "mesomap.db"

#: Parts that a backup has where the instance has them; NEEDED are in every one.
PARTS = (DATABASE, "secret.key", "tls/authority.pem")
NEEDED = PARTS[:2]

#: What an instance holds besides, and a restored one does without: made anew, or of the past.
NOT_CARRIED = (
    "mesomap.db-wal", "mesomap.db-shm", "in-use.lock", "backup.json", "heads.json",
    "tls/server.pem", "tls/status.json", "tls/authority.old.pem", "tls/door",
)  # fmt: skip

#: Most bytes of a manifest, and of a key, that are read.
MOST_MANIFEST = 4 * 2**20
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `made_at` is UTC, `version` MesoMap's."""

    version: str
    made_at: str
    census: Census
    parts: tuple[Part, ...]


def pack(
    target: Path, folder: Path, version: str, made_at: str, census: Census,
    tell: Callable[[float], None],
) -> Manifest:  # fmt: skip
    """Write the parts that `folder` holds into a new file (0600), flushed to the disk.

    Raises OSError.
    """
    found = [name for name in PARTS if (folder / name).is_file()]
    whole = sum((folder / name).stat().st_size for name in found) or 1
    descriptor = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            counter = _Counter(whole, tell)
            parts = tuple(_put(archive, folder / name, name, counter) for name in found)
            manifest = Manifest(version, made_at, census, parts)
            archive.writestr(MANIFEST, json.dumps(_to_json(manifest), ensure_ascii=False, indent=1))
        file.flush()
        os.fsync(file.fileno())
    return manifest


@dataclass(slots=True)
class _Counter:
    whole: int
    tell: Callable[[float], None]
    done: int = 0

    def add(self, count: int) -> None:
        self.done += count
        self.tell(min(self.done / self.whole, 1.0))


def _put(archive: zipfile.ZipFile, path: Path, name: str, counter: _Counter) -> Part:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file, archive.open(name, "w", force_zip64=True) as to:
        while chunk := file.read(CHUNK):
            to.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            counter.add(len(chunk))
    return Part(name, size, digest.hexdigest())


def _to_json(manifest: Manifest) -> dict[str, Any]:
    found = asdict(manifest) | {"mesomap_backup": FORM}
    found["census"]["tables"] = dict(manifest.census.tables)
    return found


def read(source: Path) -> Manifest:
    """Read what a backup says of itself.

    Raises
    ------
    Refused
        It cannot be read, is cut off, is no backup of MesoMap or one of a later form.
    """
    with _Opened(source) as archive:
        return _manifest(source, archive)


def unpack(source: Path, folder: Path, tell: Callable[[float], None]) -> Manifest:
    """Write the parts of a backup into an empty folder, each as the manifest says.

    Raises
    ------
    Refused
        As `read`, or a part is missing, changed, or not of a backup.
    OSError
        The folder cannot be written.
    """
    with _Opened(source) as archive:
        manifest = _manifest(source, archive)
        counter = _Counter(sum(part.size for part in manifest.parts) or 1, tell)
        for part in manifest.parts:
            _take(source, archive, part, folder / part.name, counter)
    return manifest


class _Opened:
    """An archive whose every fault is a sentence; nothing is extracted by the library."""

    def __init__(self, source: Path) -> None:
        self._source = source

    def __enter__(self) -> zipfile.ZipFile:
        try:
            self._archive = zipfile.ZipFile(self._source)
        except OSError as problem:
            raise Refused(
                N_("{path} ne peut pas être lu ({reason})."),
                path=self._source, reason=problem.strerror or str(problem),
            ) from problem  # fmt: skip
        except (zipfile.BadZipFile, ValueError) as problem:
            _refuse_opening(self._source, problem)
        return self._archive

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._archive.close()
        if isinstance(error, (zipfile.BadZipFile, zlib.error, EOFError)):
            raise _changed(self._source, "–") from error
        if isinstance(error, (NotImplementedError, RuntimeError)):
            raise _no_backup(self._source) from error


def _refuse_opening(source: Path, problem: Exception) -> NoReturn:
    with source.open("rb") as file:
        begins_well = file.read(4) == b"PK\x03\x04"
    if begins_well:
        raise Refused(
            N_("{path} est coupé ou abîmé : la fin de la sauvegarde n’est pas lisible. Prenez-en "
               "une autre."),
            path=source,
        ) from problem  # fmt: skip
    raise _no_backup(source) from problem


def _no_backup(source: Path) -> Refused:
    if _is_database(source):
        return Refused(
            N_("{path} est une copie de la base seule, et non une sauvegarde. Pour la reprendre : "
               "arrêtez MesoMap, déplacez mesomap.db hors du dossier des données (avec "
               "mesomap.db-wal s’il y est), et donnez ce nom à une copie de {path}."),
            path=source,
        )  # fmt: skip
    return Refused(
        N_("{path} n’est pas une sauvegarde de MesoMap : un fichier fait par « mesomap backup » "
           "est attendu."),
        path=source,
    )  # fmt: skip


def _is_database(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def _changed(source: Path, name: str) -> Refused:
    return Refused(
        N_("{path} a changé depuis la sauvegarde ({part}) : rien n’en est repris. Prenez-en une "
           "autre."),
        path=source, part=name,
    )  # fmt: skip


def _manifest(source: Path, archive: zipfile.ZipFile) -> Manifest:
    names = [entry.filename for entry in archive.infolist()]
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise _no_backup(source)
    try:
        found = json.loads(archive.read(MANIFEST))
        form = found["mesomap_backup"]
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise _no_backup(source) from problem
    if form != FORM:
        raise Refused(
            N_("{path} vient d’une version plus récente de MesoMap ({version}) : installez cette "
               "version pour la restaurer."),
            path=source, version=str(found.get("version")),
        )  # fmt: skip
    try:
        manifest = _from_json(found)
    except (ValueError, KeyError, TypeError) as problem:
        raise _no_backup(source) from problem
    _check_names(source, names, manifest)
    return manifest


def _from_json(found: Mapping[str, Any]) -> Manifest:
    census = found["census"]
    return Manifest(
        version=str(found["version"]),
        made_at=str(found["made_at"]),
        census=Census(
            tuple(map(str, census["migrations"])),
            {str(name): int(count) for name, count in census["tables"].items()},
            tuple(Counted(**row) for row in census["practices"]),
        ),
        parts=tuple(Part(str(p["name"]), int(p["size"]), str(p["sha256"])) for p in found["parts"]),
    )


def _check_names(source: Path, names: list[str], manifest: Manifest) -> None:
    told = [part.name for part in manifest.parts]
    strange = sorted((set(names) | set(told)) - {*PARTS, MANIFEST})
    if strange:
        raise Refused(
            N_("{path} contient {part}, qui n’est pas d’une sauvegarde de MesoMap : rien n’en est "
               "repris."),
            path=source, part=strange[0][:80],
        )  # fmt: skip
    missing = {*NEEDED, *told} - set(names) or set(NEEDED) - set(told)
    if missing:
        raise _changed(source, min(missing))
    if sorted(names) != sorted([*told, MANIFEST]):
        raise _changed(source, MANIFEST)


def _take(
    source: Path, archive: zipfile.ZipFile, part: Part, target: Path, counter: _Counter
) -> None:
    if archive.getinfo(part.name).file_size != part.size:
        raise _changed(source, part.name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), part.size
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as to, archive.open(part.name) as file:
        while chunk := file.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                break
            to.write(chunk)
            digest.update(chunk)
            counter.add(len(chunk))
        to.flush()
        os.fsync(to.fileno())
    if left or digest.hexdigest() != part.sha256:
        raise _changed(source, part.name)

"""The instance folder: the practice's data, and the keys that protect it."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from mesomap.errors import N_, Refused

#: Where the data lives unless MESOMAP_INSTANCE says otherwise.
DEFAULT = "instance"
DATABASE = "mesomap.db"
SECRET = "secret.key"  # noqa: S105  the name of the file, not what is in it

#: A key has 64 characters; one given by hand at least so many.
LEAST_KEY = 16

#: Copies made before a migration, and folders that a restore moved the former data into.
BEFORE = "before-"

#: Files that are only ever made once there is a database (`notes` writes the last two).
SIGNS = (SECRET, "tls/authority.pem", "backup.json", "heads.json")

#: A restore that was cut off has its files here; nothing reads them.
RESTORING = ".restoring-"


def instance_dir() -> Path:
    """Folder named by MESOMAP_INSTANCE, else `./instance`; it may not exist yet."""
    return Path(os.environ.get("MESOMAP_INSTANCE") or DEFAULT).resolve()


def prepare(instance: Path, *, key: bool = True) -> None:
    """Make the folder (0700), an empty database and the secret key (0600), where they are missing.

    SQLite gives the files beside its database the same mode. Without `key` none is made: a key
    says that there was a database, so it comes after the tables.

    Raises
    ------
    Refused
        The folder cannot be made or written; or the database is gone and a key is still there.
    """
    refuse_lost(instance)
    try:
        _prepare(instance, key=key)
    except OSError as problem:
        raise cannot_serve(instance, problem) from problem


def cannot_serve(instance: Path, problem: OSError) -> Refused:
    """Say why a folder cannot hold the data; of one that holds them, what still can be done."""
    if problem.errno == errno.EROFS and database(instance).exists():
        return Refused(
            N_("Le disque du dossier des données {folder} est en lecture seule : rien ne peut y "
               "être enregistré. « mesomap backup » et « mesomap verify » le lisent encore ; "
               "rendez-le inscriptible, ou restaurez la sauvegarde sur un autre disque."),
            folder=instance,
        )  # fmt: skip
    return Refused(
        N_("Le dossier des données {folder} ne peut pas servir ({reason}) : choisissez-en un "
           "autre avec MESOMAP_INSTANCE."),
        folder=instance, reason=problem.strerror or str(problem),
    )  # fmt: skip


def _prepare(instance: Path, *, key: bool) -> None:
    make_folder(instance)
    database(instance).touch(mode=0o600)
    database(instance).chmod(0o600)
    if not key:
        return
    try:
        descriptor = os.open(instance / SECRET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())


def make_folder(instance: Path) -> None:
    """Make the folder, for its owner alone. Raises OSError."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    instance.chmod(0o700)


def secret_key(instance: Path) -> str:
    """Read the key that signs the cookies; `prepare` made it.

    Raises
    ------
    Refused
        The file is empty, torn or cannot be read. It is not replaced unasked: a key that is damaged
        is a sign that more may be.
    """
    path = instance / SECRET
    try:
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        key = ""
    if len(key) < LEAST_KEY or not key.isprintable():
        raise Refused(
            N_("{path} est vide ou abîmé. Remettez-le depuis une sauvegarde, ou supprimez-le : "
               "MesoMap en fera un autre, et chacun s’identifiera de nouveau."),
            path=path,
        )  # fmt: skip
    return key


def check_key(instance: Path) -> None:
    """Raise Refused where the key's file is there and holds no key."""
    if (instance / SECRET).exists():
        secret_key(instance)


def database(instance: Path) -> Path:
    return instance / DATABASE


def sign_of_data(instance: Path) -> str | None:
    """Name a file or folder that is there only because there was a database; None without one."""
    found = next((name for name in SIGNS if (instance / name).exists()), None)
    return found or next((path.name for path in instance.glob(f"{BEFORE}*")), None)


def refuse_lost(instance: Path, *, empty: bool = False) -> None:
    """Raise Refused where the database is gone (or `empty`) and something says that it was there.

    A new one in its place would look like a first visit, and hide the loss.
    """
    path = database(instance)
    try:
        gone = empty or not path.exists() or path.stat().st_size == 0
        sign = sign_of_data(instance) if gone else None
    except OSError:
        return  # `prepare` says why the folder cannot serve
    if sign is not None:
        raise Refused(
            N_("{path} manque ou est vide, alors que {sign} dit qu’il y avait là des données : "
               "rien n’a été créé à la place. Rendez-les avec « mesomap restore SAUVEGARDE » ; "
               "pour recommencer à vide, renommez d’abord le dossier {folder}."),
            path=path, sign=sign, folder=instance,
        )  # fmt: skip

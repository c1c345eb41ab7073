"""The instance folder: the practice's data, and the keys that protect it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from mesomap.errors import N_, Refused

#: Where the data lives unless MESOMAP_INSTANCE says otherwise.
DEFAULT = "instance"
DATABASE = "mesomap.db"
SECRET = "secret.key"  # noqa: S105  the name of the file, not what is in it


def instance_dir() -> Path:
    """Folder named by MESOMAP_INSTANCE, else `./instance`; it may not exist yet."""
    return Path(os.environ.get("MESOMAP_INSTANCE") or DEFAULT).resolve()


def prepare(instance: Path) -> None:
    """Make the folder (0700), the secret key and an empty database (0600), where they are missing.

    SQLite gives the files beside its database the same mode. Raises Refused where the folder
    cannot be made or written.
    """
    try:
        _prepare(instance)
    except OSError as problem:
        raise Refused(
            N_("Le dossier des données {folder} ne peut pas servir ({reason}) : choisissez-en un "
               "autre avec MESOMAP_INSTANCE."),
            folder=instance, reason=problem.strerror or str(problem),
        ) from problem  # fmt: skip


def _prepare(instance: Path) -> None:
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    instance.chmod(0o700)
    database(instance).touch(mode=0o600)
    database(instance).chmod(0o600)
    try:
        descriptor = os.open(instance / SECRET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))


def secret_key(instance: Path) -> str:
    """Read the key that signs the cookies; `prepare` made it."""
    return (instance / SECRET).read_text().strip()


def database(instance: Path) -> Path:
    return instance / DATABASE

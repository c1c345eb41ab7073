"""What is known of the certificates in use, without the tools to read them.

The server's parent and the pages read this file; the process that made the certificates wrote it.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mesomap.errors import N_

FOLDER = "tls"
STATUS = "status.json"

#: A certificate that ends within this time is spoken of; our own is renewed before.
SOON = timedelta(days=30)

#: Every tablet has to be shown a new authority, so of that it is spoken earlier.
AUTHORITY_SOON = timedelta(days=180)

#: A sentence and the values that go into it.
Said = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Status:
    """The certificate in use; `own` is one that was given, without an authority of ours."""

    own: bool
    leaf_begins: str
    leaf_ends: str
    names: tuple[str, ...]
    url: str = ""
    others: tuple[str, ...] = ()
    door: str = ""
    host: str = ""
    fingerprint: str = ""
    fingerprint_sha1: str = ""
    authority_begins: str = ""
    authority_ends: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """Fingerprint in groups of four digits, as one reads it aloud."""
        digits = self.fingerprint.replace(":", "")
        return tuple(digits[i : i + 4] for i in range(0, len(digits), 4))

    def warnings(self, now: datetime) -> list[Said]:
        """Say what will soon stop working, or does not work."""
        return self._of_own(now) if self.own else self._of_ours(now)

    def _of_own(self, now: datetime) -> list[Said]:
        ends, day = datetime.fromisoformat(self.leaf_ends), day_of(self.leaf_ends)
        if now >= ends:
            return [(N_("Le certificat donné est terminé depuis le {day} : les tablettes le "
                        "refusent. Demandez-en un nouveau."), {"day": day})]  # fmt: skip
        if now < datetime.fromisoformat(self.leaf_begins):
            return [_early(self.leaf_begins)]
        if ends - now < SOON:
            return [(N_("Le certificat donné se termine le {day} : demandez le suivant."),
                     {"day": day})]  # fmt: skip
        return []

    def _of_ours(self, now: datetime) -> list[Said]:
        said: list[Said] = []
        if now < datetime.fromisoformat(self.authority_begins):
            said.append(_early(self.authority_begins))
        elif datetime.fromisoformat(self.authority_ends) - now < AUTHORITY_SOON:
            said.append((
                N_("L’autorité de certification du cabinet se termine le {day}. Avant cette date, "
                   "lancez une fois « mesomap run --lan --new-authority », puis installez la "
                   "nouvelle sur chaque tablette."),
                {"day": day_of(self.authority_ends)},
            ))  # fmt: skip
        if urlsplit(self.url).hostname == "localhost":
            said.append((
                N_("Cette machine n’a pas d’adresse sur un réseau local : reliez-la au réseau du "
                   "cabinet ; MesoMap le verra dans la minute."),
                {},
            ))  # fmt: skip
        if self.left_out:
            said.append((
                N_("Cette machine a changé de nom : le certificat ne vaut pas pour {names}. Gardez "
                   "l’adresse connue, ou faites une nouvelle autorité : « mesomap run --lan "
                   "--new-authority »."),
                {"names": ", ".join(self.left_out)},
            ))  # fmt: skip
        return said


def _early(begins: str) -> Said:
    return (
        N_("L’horloge de cette machine est en retard : le certificat ne commence que le {day}. "
           "Réglez la date et l’heure."),
        {"day": day_of(begins)},
    )  # fmt: skip


def day_of(text: str) -> str:
    """`2036-11-25T…` → `25/11/2036`."""
    return datetime.fromisoformat(text).strftime("%d/%m/%Y")


def tls_folder(instance: Path) -> Path:
    return instance / FOLDER


def write_private(path: Path, content: bytes) -> None:
    """Write a file (0600) that is there whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write(instance: Path, status: Status) -> None:
    content = json.dumps(asdict(status), ensure_ascii=False, indent=1)
    write_private(tls_folder(instance) / STATUS, content.encode())


def read(instance: Path) -> Status | None:
    """Read what was written last; None where that is nothing, or cannot be read."""
    try:
        found = json.loads((tls_folder(instance) / STATUS).read_text(encoding="utf-8"))
        lists = {name: tuple(found[name]) for name in ("names", "others", "left_out")}
        return Status(**(found | lists))
    except (OSError, ValueError, TypeError, KeyError):
        return None

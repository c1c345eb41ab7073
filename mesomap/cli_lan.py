"""`mesomap run` with certificates: what is made and said before the server starts."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mesomap import instance
from mesomap.cli_terminal import mark as _
from mesomap.cli_terminal import say
from mesomap.errors import N_, Refused
from mesomap.lan import status
from mesomap.lan.door import Door, Files
from mesomap.lan.files import SERVER
from mesomap.lan.renewal import Renewal, make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mesomap.lan.status import Status


@dataclass(frozen=True, slots=True)
class Lan:
    """The certificate to serve with, where to look first, and what goes on beside the server."""

    pem: Path
    opens: str
    started: Callable[[Callable[[], None]], None]


def look_at(cert: Path, port: int) -> None:
    """Say what is wrong, or soon will be, with a certificate that was given."""
    _make(["--port", str(port), "--own", str(cert)])


def begin(host: str, port: int, door_port: int, *, anew: bool) -> Lan:
    """Make or renew the certificates, say how a tablet is connected, start the door for it."""
    folder = instance.instance_dir()
    arguments = ["--port", str(port), "--door", str(door_port)]
    found = _make([*arguments, *(["--anew"] if anew else [])])
    say(_("Sur le réseau du cabinet : {url}"), url=found.url)
    say(_("Pour connecter une tablette, ouvrez sur elle : {url}"), url=found.door)
    say(_("Empreinte du certificat (SHA-256) : {groups}"), groups=" ".join(found.groups))
    files = Files(folder)
    door = _open_door(host, door_port, files)

    def started(reload: Callable[[], None]) -> None:
        def renewed() -> None:
            files.read()
            reload()

        door.start()
        Renewal(folder, arguments, renewed, say).start()

    pem = status.tls_folder(folder) / SERVER
    return Lan(pem, f"http://localhost:{door_port}/", started)


def _make(arguments: list[str]) -> Status:
    code = make(arguments)
    found = status.read(instance.instance_dir())
    if code or found is None:
        sys.exit(code or 1)
    for sentence, values in found.warnings(datetime.now(UTC)):
        say(sentence, **values)
    return found


def _open_door(host: str, port: int, files: Files) -> Door:
    try:
        return Door(host, port, files)
    except OSError as problem:
        raise Refused(
            N_("Le port {port} (page de connexion) n’est pas libre ({reason}). Choisissez-en un "
               "autre : --connect-port 8101."),
            port=port, reason=problem.strerror or str(problem),
        ) from problem  # fmt: skip

"""Make or look at certificates, in a process of its own: its modules use much memory.

    python -m mesomap.lan --port 8000 --door 8001 [--anew]
    python -m mesomap.lan --port 8000 --own cert.pem

`mesomap run` starts it; what it found is in `status.json`, what it refuses is said on stderr.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mesomap import instance
from mesomap.errors import MesoMapError
from mesomap.lan import connect, keeping, status
from mesomap.lan.certificates import LEAF_LASTS
from mesomap.lan.machine import LOCALHOST, this_machine
from mesomap.texts import gettext

if TYPE_CHECKING:
    from mesomap.lan.machine import Machine

#: How long we wait to hear whether the network finds us by `name.local`.
RESOLVE_S = 2.0


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    folder = instance.instance_dir()
    try:
        instance.prepare(folder)
        if asked.own:
            found = keeping.status_of_own(asked.own, f"https://localhost:{asked.port}/")
            status.write(folder, found)
        else:
            _keep(folder, asked)
    except MesoMapError as error:
        lang = os.environ.get("MESOMAP_LANG", "fr")
        print(gettext(lang, error.template).format(**error.values), file=sys.stderr)  # noqa: T201
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mesomap.lan", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--door", type=int, default=0)
    parser.add_argument("--anew", action="store_true")
    parser.add_argument("--own", type=Path)
    parser.add_argument("--lasts-s", type=float, default=LEAF_LASTS.total_seconds())
    return parser


def _keep(folder: Path, asked: argparse.Namespace) -> None:
    machine = this_machine()
    authority, leaf = keeping.keep(
        folder, machine, keeping.present(), anew=asked.anew, lasts=timedelta(seconds=asked.lasts_s)
    )
    urls = addresses(machine, asked.port, "https")
    found = keeping.status_of(
        authority, leaf, machine, url=urls[0], others=tuple(urls[1:]),
        door=numbers(machine, asked.door, "http")[0],
    )  # fmt: skip
    connect.write_door(folder, found, authority.der)
    status.write(folder, found)


def addresses(machine: Machine, port: int, scheme: str) -> list[str]:
    """Addresses that a tablet may open, the one that lasts longest first.

    A name outlives the number that the router gives; but only where the network resolves it.
    """
    own = {str(address) for address in machine.addresses}
    name = f"{machine.host}.local"
    found = [f"{scheme}://{name}:{port}/"] if _is_found(name, own) else []
    return found + numbers(machine, port, scheme)


def numbers(machine: Machine, port: int, scheme: str) -> list[str]:
    """Addresses by number, which every device can open; this very machine where there is none."""
    hosts = [str(a) for a in machine.addresses if a.version == 4]
    return [f"{scheme}://{host}:{port}/" for host in hosts or [LOCALHOST]]


def _is_found(name: str, own: set[str]) -> bool:
    found: set[str] = set()

    def ask() -> None:
        try:
            found.update(str(entry[4][0]) for entry in socket.getaddrinfo(name, None))
        except OSError:
            return

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(RESOLVE_S)
    return bool(found & own)


if __name__ == "__main__":
    sys.exit(main())

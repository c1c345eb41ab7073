"""Renews the certificate beside the running server, and lets it be read anew.

Granian's worker reads its certificate when it starts, so a new one needs a new worker: it takes
over the listening socket, and the old one first finishes what it has begun.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mesomap.errors import N_
from mesomap.lan import status
from mesomap.lan.machine import this_machine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mesomap.lan.machine import Machine
    from mesomap.lan.status import Status

#: How often the clock and the addresses are looked at.
EVERY_S = 60.0

#: Hours of the night, when it is renewed; with less time left than this it is renewed by day too.
QUIET_HOURS = range(2, 5)
PRESSING = timedelta(days=10)


def make(arguments: Sequence[str], *, say: bool = True) -> int:
    """Run `python -m mesomap.lan` and wait for it; its exit code."""
    heard = None if say else subprocess.DEVNULL
    done = subprocess.run(  # noqa: S603  our own program and numbers
        [sys.executable, "-m", "mesomap.lan", *arguments], check=False, stdout=heard, stderr=heard
    )
    return done.returncode


def is_due(found: Status, machine: Machine, now: datetime) -> bool:
    """Tell whether the certificate has to be made anew at this moment.

    `now` is aware, in the machine's own time zone (by which the night is known).
    """
    wanted = {str(address) for address in machine.addresses if address.version == 4}
    if not wanted <= set(found.names):
        return True
    begins, ends = map(datetime.fromisoformat, (found.leaf_begins, found.leaf_ends))
    left, life = ends - now, ends - begins
    soon = left < min(status.SOON, life / 3)
    return soon and (now.hour in QUIET_HOURS or left < min(PRESSING, life / 6))


class Renewal(threading.Thread):
    """Looks once a minute; `renewed` is called after a new certificate was written."""

    def __init__(
        self, instance: Path, arguments: Sequence[str], renewed: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__(name="renewal", daemon=True)
        self._instance, self._arguments = instance, tuple(arguments)
        self._renewed, self._say = renewed, say
        self._never = threading.Event()
        self._every_s = float(os.environ.get("MESOMAP_TLS_EVERY_S") or EVERY_S)
        self._failed = False

    def run(self) -> None:
        while not self._never.wait(self._every_s):
            self.look(this_machine(), datetime.now().astimezone())

    def look(self, machine: Machine, now: datetime) -> None:
        """Renew what is due; said once where that fails, and tried again."""
        found = status.read(self._instance)
        if found is not None and not is_due(found, machine, now):
            return
        failed = make(self._arguments, say=not self._failed) != 0
        if failed and not self._failed:
            self._say(N_("Le certificat n’a pas pu être renouvelé ; MesoMap essaie encore."))
        self._failed = failed
        if not failed and status.read(self._instance) != found:
            self._renewed()

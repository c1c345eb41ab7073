"""The worker process: the application, and a thread (`Housekeeper`) that tidies up after requests.

Once the first page was answered, the housekeeper reads the atlas, before a session asks for it. A
moment after requests it gives back to the system what they no longer need: drawing a paper takes
for a moment several times what it leaves. Once a minute it folds what was written into the
database, so that a copy of that file alone is nearly whole.
"""

from __future__ import annotations

import ctypes
import os
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from mesomap import instance
from mesomap.app import create_app
from mesomap.asgi import Adapter
from mesomap.body import atlas
from mesomap.body.hubs import hubs_of
from mesomap.body.mesh import neighbours_of
from mesomap.body.patient import body_for
from mesomap.body.samples import samples_of
from mesomap.body.sight import sight_of
from mesomap.instance import holding
from mesomap.services.measuring import living
from mesomap.storage import wal
from mesomap.web.common.shelf import stamp

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.wrappers import Response

#: glibc's numbers (malloc.h) for the most heaps, and for the size given back when freed.
M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3

#: Requests that come within this time are cleaned up after together.
PAUSE_S = 0.3
#: What was written is folded into the database as often as this.
FOLD_S = 60.0
#: Above this, bodies and views that were kept for the next request are given up as well: one
#: doctor with a patient stays below it, eight who look at everybody do not.
MOST_RESIDENT_MB = 148


def create() -> Adapter:
    """Make the application as `mesomap.app` does, for the server, and start the housekeeper."""
    fold = partial(wal.fold_in_what_can_be, instance.database(instance.instance_dir()))
    house = Housekeeper(few_heaps(), resident_mb, fold)
    holding.hold(instance.instance_dir())
    app = create_app()
    app.after_request(house.note)
    house.start()
    return Adapter(app.wsgi_app)


def few_heaps() -> Callable[[], object]:
    """Ask glibc for two heaps in place of one for each thread; what gives back free pages."""
    try:
        libc = ctypes.CDLL(None)
        libc.mallopt(M_ARENA_MAX, 2)
        libc.mallopt(M_MMAP_THRESHOLD, 256 * 1024)
        trim = libc.malloc_trim
    except (AttributeError, OSError, TypeError):
        return lambda: None  # no glibc: nothing gives pages back
    return lambda: trim(0)


def resident_mb() -> float:
    """Memory that this process holds, in MB of 2^20 bytes; 0 where the system does not say."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return 0.0


def forget() -> None:
    """Give up what can be computed again within a tenth of a second: bodies, sights, areas."""
    living.forget()
    for kept in (sight_of, samples_of, hubs_of, body_for):
        kept.cache_clear()


class Housekeeper(threading.Thread):
    """Reads the atlas before the first session; trims the heap after requests; folds the WAL."""

    def __init__(
        self, trim: Callable[[], object], resident: Callable[[], float],
        fold: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        super().__init__(name="housekeeper", daemon=True)
        self._trim, self._resident, self._fold = trim, resident, fold
        self._folds_at_s: float | None = None
        self._used, self._never = threading.Event(), threading.Event()

    def note(self, response: Response) -> Response:
        """Remember that there was a request (an `after_request` of Flask)."""
        self._used.set()
        return response

    def run(self) -> None:
        stamp()  # worked out before the first page needs it
        self._used.wait()
        neighbours_of(atlas.load())
        while True:
            if self._used.wait(FOLD_S):
                self._never.wait(PAUSE_S)
                self._used.clear()
                self.tidy()
                self.owe(monotonic())
            self.fold(monotonic())

    def owe(self, now_s: float) -> None:
        """Note that there was a request: it may have written something."""
        if self._folds_at_s is None:
            self._folds_at_s = now_s + FOLD_S

    def fold(self, now_s: float) -> None:
        """Fold what was written into the database, if it is time."""
        if self._folds_at_s is not None and now_s >= self._folds_at_s:
            self._folds_at_s = None
            self._fold()

    def tidy(self) -> None:
        """Give free pages back; where that is not enough, what was kept as well."""
        self._trim()
        if self._resident() > MOST_RESIDENT_MB:
            forget()
            self._trim()

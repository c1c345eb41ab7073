"""The wall clock of a process started with this folder first on PYTHONPATH: `MESOMAP_DAYS_SHIFT_S` later.

Python reads this file before any other. `datetime.now()` and `time.time()` are moved; the monotonic
clock is not. Only `tests.days` starts a server so: a night passes between two of its days.
"""

import datetime as dt
import os
import time

SHIFT_S = float(os.environ.get("MESOMAP_DAYS_SHIFT_S", "0"))
_time = time.time
_real = dt.datetime


class _Shifted(_real):
    """`datetime` whose present is `SHIFT_S` later."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
        return cls.fromtimestamp(_time() + SHIFT_S, tz)


def _shifted_time() -> float:
    return _time() + SHIFT_S


if SHIFT_S:
    dt.datetime = _Shifted  # type: ignore[misc]
    time.time = _shifted_time

"""The demonstration practice: apart from every other, with invented patients."""

from __future__ import annotations

from datetime import datetime

from mesomap.storage.protocol import Storage

#: Fixed, so that it is made once, and can be told from a real practice by its id alone.
DEMO_PRACTICE_ID = "00000000-0000-7000-8000-00000000de30"
DEMO_USER_ID = "00000000-0000-7000-8000-00000000de31"


def make(storage: Storage, now: datetime) -> bool:
    """Make the practice with its patients; False where it exists already."""
    raise NotImplementedError

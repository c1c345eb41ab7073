"""How SQLite is asked for a file that is only to be read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_only(path: Path) -> str:
    """Give the URI of a database that is neither made nor changed.

    SQLite wants to write beside a database in write-ahead mode even to read it. Where nothing may
    be written (a disk that the system made read-only after a fault) and nothing waits in the
    write-ahead file, the URI says `immutable`: nobody changes the file either.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return f"{uri}&immutable=1" if _is_at_rest(path) else uri


def _is_at_rest(path: Path) -> bool:
    """Whether nobody has the database open here, or could: a server has a file of shared memory."""
    wal, shared = (path.with_name(f"{path.name}-{end}") for end in ("wal", "shm"))
    waits = wal.exists() and wal.stat().st_size > 0
    return not waits and not shared.exists() and not os.access(path.parent, os.W_OK)

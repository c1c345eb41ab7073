"""A copy of the database before a migration changes its form; the last few are kept."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mesomap import __version__, instance
from mesomap.storage import copying

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

#: Copies that are kept, the newest.
KEPT = 3


def keep(folder: Path, now: datetime, tell: Callable[[float], None] | None = None) -> Path:
    """Copy the database of an instance into `before-VERSION-DATE.db`, whole and read back.

    Raises
    ------
    Refused
        The disk has no room.
    Conflict
        The database cannot be read whole.
    """
    copy = folder / f"{instance.BEFORE}{__version__}-{now:%Y-%m-%d-%H%M%S}.db"
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    copying.copy(instance.database(folder), part, tell)
    part.rename(copy)
    _forget(folder)
    return copy


def _forget(folder: Path) -> None:
    copies = sorted(
        folder.glob(f"{instance.BEFORE}*.db"), key=lambda path: (path.stat().st_mtime, path.name)
    )
    for path in copies[:-KEPT]:
        with suppress(OSError):
            path.unlink()

"""The storage on SQLite."""

from __future__ import annotations

from pathlib import Path

from mesomap.storage.protocol import Storage


def open_storage(path: Path | str) -> Storage:
    """Open (and make, if it is not there) the database at `path`; does not migrate."""
    raise NotImplementedError

"""Whether a file has the form of this version, asked with Python's own SQLite alone.

The server's parent asks this at every start: it needs no more of the storage, and stays small.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Every migration of `schema`, in their order.
NAMES = (
    "m001_records", "m002_events", "m003_projections", "m004_search", "m005_signed_areas",
    "m006_sign_ins", "m007_trays_and_mixes", "m008_offline", "m009_nogo",
    "m010_patterns", "m012_terms",
)  # fmt: skip


def is_current(path: Path) -> bool:
    """Tell whether exactly the known migrations were applied; False for what cannot be read."""
    query = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'mesomap'"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            return {name for (name,) in db.execute(query)} == set(NAMES)
    except sqlite3.Error:
        return False

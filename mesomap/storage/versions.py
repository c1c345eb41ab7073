"""Whether a file has the form of this version and nothing in it is owed.

Asked with Python's own SQLite alone.

The server's parent asks this at every start: it needs no more of the storage, and stays small.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from mesomap.storage import uris

if TYPE_CHECKING:
    from pathlib import Path

#: Every migration of `schema`, in their order.
NAMES = (
    "m001_records", "m002_events", "m003_projections", "m004_search", "m005_signed_areas",
    "m006_sign_ins", "m007_trays_and_mixes", "m008_offline", "m009_nogo",
    "m010_patterns", "m011_events", "m012_terms", "m013_merged_and_put_aside", "m014_accounts",
    "m015_known", "m016_lots", "m017_seals", "m018_spellings",
    "m019_lots",
)  # fmt: skip


#: A session whose derived row is of an older form, or whose signature was not followed by figures.
BEHIND = "done IS NULL OR signed_at IS NOT NULL AND measured_seq IS NULL"


def is_blank(path: Path) -> bool:
    """Tell whether a file is a database without any table; False for what cannot be read."""
    try:
        with closing(sqlite3.connect(uris.read_only(path), uri=True)) as db:
            return db.execute("SELECT 1 FROM sqlite_master").fetchone() is None
    except sqlite3.Error:
        return False


def is_current(path: Path) -> bool:
    """Tell whether exactly the known migrations were applied, and no session is behind.

    False for what cannot be read.
    """
    query = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'mesomap'"
    try:
        with closing(sqlite3.connect(uris.read_only(path), uri=True)) as db:
            if {name for (name,) in db.execute(query)} != set(NAMES):
                return False
            behind = f"SELECT EXISTS(SELECT 1 FROM session WHERE {BEHIND})"  # noqa: S608
            return not db.execute(behind).fetchone()[0]
    except sqlite3.Error:
        return False

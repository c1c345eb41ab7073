"""Whether a database has the tables, indexes and triggers that its migrations make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database

from mesomap.storage.schema import migrations

if TYPE_CHECKING:
    import sqlite3

_NAMES = (
    "SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)


def missing(db: sqlite3.Connection) -> list[str]:
    """Name what is not there, or is there besides: `trigger event_no_update`.

    Nothing where migrations are still to be made.
    """
    if set(_noted(db)) != set(_known()):
        return []
    wanted = Database(memory=True, execute_plugins=False)
    try:
        migrations.apply(wanted)
        names = {name for (name,) in wanted.execute(_NAMES)}
    finally:
        wanted.close()
    return sorted(names ^ {name for (name,) in db.execute(_NAMES)})


def out_of_order(db: sqlite3.Connection) -> list[str]:
    """Name migrations that are not noted though later ones are."""
    known, noted = _known(), _noted(db)
    last = max((known.index(name) for name in noted if name in known), default=-1)
    return [name for name in known[: last + 1] if name not in noted]


def _known() -> list[str]:
    return [migration.name for migration in migrations._migrations]  # noqa: SLF001


def _noted(db: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'mesomap' ORDER BY id"
    return [name for (name,) in db.execute(query)]

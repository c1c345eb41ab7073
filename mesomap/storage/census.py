"""What a database holds, in numbers: to compare a copy with what was to be copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

#: What a practice counts, and the tables it is counted in.
COUNTED = {
    "patients": "patient", "sessions": "session", "events": "event", "estimates": "estimate",
}  # fmt: skip

#: The head of an empty chain.
NO_HEAD = f"0.{'0' * 64}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A practice in numbers; `head` is `SEQ.HASH` (64 hexadecimal digits) of its last event."""

    practice_id: str
    name: str
    head: str
    patients: int
    sessions: int
    events: int
    estimates: int

    @property
    def seq(self) -> int:
        return int(self.head.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Census:
    """Migrations applied, rows of every table, and each practice in numbers."""

    migrations: tuple[str, ...]
    tables: Mapping[str, int]
    practices: tuple[Counted, ...]


def take(db: sqlite3.Connection) -> Census:
    """Count, as this connection's transaction sees it; an empty file gives an empty census."""
    tables = {name: _count(db, name) for name in _tables(db)}
    migrations: tuple[str, ...] = ()
    if "_sqlite_migrations" in tables:
        query = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'mesomap' ORDER BY id"
        migrations = tuple(name for (name,) in db.execute(query))
    practices = _practices(db, tables) if "practice" in tables else ()
    return Census(migrations, tables, practices)


def _tables(db: sqlite3.Connection) -> list[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "ORDER BY name"
    )
    return [name for (name,) in db.execute(query)]


def _count(db: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(db.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608


def _practices(db: sqlite3.Connection, tables: Mapping[str, int]) -> tuple[Counted, ...]:
    rows = db.execute("SELECT practice_id, name FROM practice ORDER BY created_at, practice_id")
    return tuple(
        Counted(practice_id, name, head_of(db, practice_id), **_counts(db, tables, practice_id))
        for practice_id, name in rows.fetchall()
    )


def _counts(db: sqlite3.Connection, tables: Mapping[str, int], practice_id: str) -> dict[str, Any]:
    found = {}
    for name, table in COUNTED.items():
        query = f"SELECT count(*) FROM {table} WHERE practice_id = ?"  # noqa: S608  our own names
        found[name] = db.execute(query, [practice_id]).fetchone()[0] if table in tables else 0
    return found


def head_of(db: sqlite3.Connection, practice_id: str) -> str:
    """Name the last event of a practice: its `seq`, a dot, its hash."""
    query = "SELECT seq, hash FROM event WHERE practice_id = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(query, [practice_id]).fetchone()
    return f"{row[0]}.{bytes(row[1]).hex()}" if row else NO_HEAD


@dataclass(frozen=True, slots=True)
class Since:
    """What a practice wrote after a place of its chain.

    `same` tells whether the chain holds that place. Of the events, `from_tablets` were made on
    tablets, and `too_old` of these are older than what tablets keep. Of a chain that does not hold
    the place the numbers say nothing.
    """

    practice_id: str
    same: bool
    events: int
    from_tablets: int
    too_old: int
    patients: int
    estimates: int


def since(db: sqlite3.Connection, then: Counted, kept_from: str) -> Since:
    """Compare a practice as it is with what it was at `then`; `kept_from` is a UTC text."""
    place, _dot, digest = then.head.partition(".")
    seq = int(place)
    query = "SELECT hash FROM event WHERE practice_id = ? AND seq = ?"
    row = db.execute(query, [then.practice_id, seq]).fetchone()
    same = seq == 0 or (row is not None and bytes(row[0]).hex() == digest)
    events, from_tablets, too_old = db.execute(
        "SELECT count(*), coalesce(sum(device_id <> 'server'), 0), "
        "coalesce(sum(device_id <> 'server' AND received_at < ?), 0) "
        "FROM event WHERE practice_id = ? AND seq > ?",
        [kept_from, then.practice_id, seq],
    ).fetchone()
    counts = _counts(db, dict.fromkeys(COUNTED.values(), 0), then.practice_id)
    return Since(
        then.practice_id, same, events, from_tablets, too_old,
        counts["patients"] - then.patients, counts["estimates"] - then.estimates,
    )  # fmt: skip

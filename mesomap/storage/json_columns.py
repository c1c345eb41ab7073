"""Columns that hold JSON: rows that are read and written hold what it says."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.storage.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.storage.protocol import Row

#: By table; each has one. An area has three, which may be empty (`SqliteReader.area`).
JSON: Mapping[str, str] = MappingProxyType({
    "setting": "value", "tray": "lots", "mix": "recipe", "pattern": "marks", "offer": "body",
    "change_log": "changes", "quarantine": "raw", "estimate": "body", "nogo": "body",
})  # fmt: skip

#: Tables whose text is compared or hashed: one value is written in one way.
CANONICAL = frozenset({"quarantine", "estimate", "nogo"})


def told(table: str, row: Row) -> Row:
    """Give a row of a table as the storage hands it out."""
    column = JSON[table]
    return row | {column: json.loads(row[column])}


def stored(table: str, row: Row) -> Row:
    """Give a row of any table, or some of its columns, as the table holds it."""
    column = JSON.get(table)
    if column is None or column not in row:
        return row
    value = row[column]
    text = canonical(value) if table in CANONICAL else json.dumps(value, ensure_ascii=False)
    return row | {column: text}

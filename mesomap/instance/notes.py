"""What is noted beside the database: the last backup, and ends of the chain that were known.

They stand outside of the database, so that a database that lost its newest events can be told from
one that never had them. A backup does not hold them.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

BACKUP, HEADS = "backup.json", "heads.json"

Note = dict[str, Any]


def read(instance: Path, name: str) -> Note:
    """Read a note; empty where there is none, or it cannot be read."""
    try:
        found = json.loads((instance / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(instance: Path, name: str, note: Note) -> None:
    """Write a note (0600), whole or not at all. Raises OSError."""
    descriptor, part = tempfile.mkstemp(dir=instance, prefix=f".{name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(note, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(instance / name)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def heads(instance: Path) -> list[Note]:
    """List ends of chains that something knew: `[{"practice_id", "head", "at", "who"}]`.

    `who` is "backup", "stop" (the server, when it ended), "tablet", or "former": an end that the
    chain no longer held when a later one was noted.
    """
    backup, known = read(instance, BACKUP), read(instance, HEADS)
    found = [
        {"practice_id": practice_id, "head": head, "at": backup.get("made_at"), "who": "backup"}
        for practice_id, head in _of(backup, "heads").items()
    ]
    for who in ("stop", "tablet", "former"):
        found += [
            {"practice_id": practice_id, "who": who, **row}
            for practice_id, row in _of(known, who).items()
        ]
    return found


def _of(note: Note, key: str) -> Note:
    found = note.get(key)
    return found if isinstance(found, dict) else {}


def keep_heads(instance: Path, who: str, heads: Mapping[str, str], at: str) -> None:
    """Keep ends of chains, `{practice_id: head}`; one that is not further than the known stays out.

    Raises OSError.
    """
    note = read(instance, HEADS)
    rows = _of(note, who)
    further = {
        practice_id: {"head": head, "at": at}
        for practice_id, head in heads.items()
        if practice_id not in rows or place(rows[practice_id]["head"]) < place(head)
    }
    if further:
        write(instance, HEADS, note | {who: rows | further})


def place(head: str) -> int:
    """`seq` of a head, which is written `SEQ.HASH`."""
    return int(head.partition(".")[0])

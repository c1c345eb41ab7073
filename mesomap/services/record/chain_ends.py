"""Where a practice's chain ends, and whether it is the one that a tablet knew.

A tablet remembers the last place of the chain that it heard of, with the beginning of its hash. A
server that was restored from a backup has nothing there, or another event: then the tablet offers
again what it still keeps.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mesomap.errors import N_, Malformed

if TYPE_CHECKING:
    from mesomap.storage.protocol import Reader, Row
    from mesomap.storage.seat import Seat

#: Hexadecimal digits of the hash that travel: enough to tell two chains apart.
DIGITS = 12

_HEAD = re.compile(rf"(\d{{1,15}})\.([0-9a-f]{{{DIGITS}}})", re.ASCII)

#: A practice without any event.
EMPTY = f"0.{'0' * DIGITS}"


def head_of(reader: Reader, practice_id: str) -> str:
    """Name the last event of a practice: its `seq`, a dot, and the beginning of its hash."""
    last = reader.last_event(practice_id)
    return f"{last['seq']}.{bytes(last['hash']).hex()[:DIGITS]}" if last else EMPTY


def goes_on(reader: Reader, practice_id: str, known: str | None) -> bool:
    """Whether the chain still holds the place that a tablet knew; None knows nothing yet.

    Raises
    ------
    Malformed
        Not a place as `head_of` names one.
    """
    if known is None or known == EMPTY:
        return True
    found = _HEAD.fullmatch(known)
    if not found:
        raise Malformed(N_("« head » s’écrit 42.0123456789ab."))
    there = reader.hash_at(practice_id, int(found[1]))
    return there is not None and there.hex().startswith(found[2])


def compare(seat: Seat, known: str | None) -> tuple[str, bool]:
    """Name the end of the chain, and whether it goes on from what a tablet knew."""
    with seat.reading() as r:
        return head_of(r, seat.practice_id), goes_on(r, seat.practice_id, known)


def gaps(reader: Reader, practice_id: str, session_id: str) -> list[Row]:
    """Tell what is missing between the numbers of each tablet's acts in a session.

    `{"device_id", "least", "most", "missing"}` for each tablet that has a gap. A number that was
    put aside is not missing.
    """
    rows = [row for row in reader.counters(practice_id, session_id) if _missing(row) > 0]
    aside = reader.quarantined(practice_id, session_id) if rows else []
    found = []
    for row in rows:
        kept = {
            a["raw"].get("device_seq")
            for a in aside
            if a["raw"].get("device_id") == row["device_id"]
        }
        inside = [n for n in kept if isinstance(n, int) and row["least"] < n < row["most"]]
        missing = _missing(row) - len(inside)
        if missing > 0:
            kept_row = {key: row[key] for key in ("device_id", "least", "most")}
            found.append(kept_row | {"missing": missing})
    return found


def _missing(row: Row) -> int:
    return int(row["most"] - row["least"] + 1 - row["here"])

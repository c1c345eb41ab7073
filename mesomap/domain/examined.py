"""Places that were palpated, painful or not: what `points.examined` says.

A pattern is a published template of places. A painful place that is treated is a mark besides; the
others leave no mark and are never counted as treated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Templates whose places can be examined. `lumbar`: on each level 0, 15, 50 and 80 mm from the
#: midline, each side; a place is named by its level, side and distance: `L4.0`, `L4.R15`, `L4.L80`.
LUMBAR = "lumbar"
PATTERNS = (LUMBAR,)

#: No template has more places than this.
MAX_PLACES = 200


@dataclass(frozen=True, slots=True)
class Examined:
    """Places of one pattern that were examined, and those of them that were painful; keys."""

    pattern: str
    version: int
    examined: tuple[str, ...]
    painful: tuple[str, ...]
    at: str
    author_id: str | None = None


def examined_to_json(found: Sequence[Examined]) -> list[dict[str, Any]]:
    """Write what was examined, pattern by pattern."""
    return [
        {
            "pattern": one.pattern, "version": one.version, "examined": list(one.examined),
            "painful": list(one.painful), "at": one.at, "author_id": one.author_id,
        }
        for one in found
    ]  # fmt: skip


def counts(found: Sequence[Examined], pattern: str) -> tuple[int, int] | None:
    """Count (painful, examined) places of a pattern; None where it was not examined."""
    one = next((e for e in found if e.pattern == pattern), None)
    return (len(one.painful), len(one.examined)) if one else None

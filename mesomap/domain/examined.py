"""Places that were palpated, painful or not: what `points.examined` says.

A pattern is a published template of places. A painful place that is treated is a mark besides; the
others leave no mark and are never counted as treated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mesomap.domain.events import is_name
from mesomap.errors import N_, Malformed, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def check_examined(body: Mapping[str, Any]) -> None:
    """Look at the body of `points.examined`; no place at all takes the examination back."""
    pattern, version = body.get("pattern"), body.get("version")
    if pattern not in PATTERNS:
        raise Refused(N_("Modèle de points inconnu : {value!r}."), value=pattern)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Malformed(N_("Un modèle de points dit sa version."))
    examined, painful = _places(body.get("examined")), _places(body.get("painful"))
    if not painful <= examined:
        raise Malformed(N_("Un point douloureux est un point examiné."))


def _places(value: Any) -> set[str]:
    fits = (
        isinstance(value, list)
        and len(value) <= MAX_PLACES
        and all(is_name(v) for v in value)
        and len(set(value)) == len(value)
    )
    if not fits:
        raise Malformed(
            N_("Les points examinés forment une liste de {most} noms au plus."), most=MAX_PLACES
        )
    return set(value)


def with_examined(
    known: Mapping[str, Examined], body: Mapping[str, Any], at: str, author_id: str | None
) -> dict[str, Examined]:
    """Give what was examined with one more `points.examined`: the last of a pattern counts."""
    others = {key: one for key, one in known.items() if key != body["pattern"]}
    if not body["examined"]:
        return others
    made = Examined(
        body["pattern"], body["version"], tuple(body["examined"]), tuple(body["painful"]),
        at, author_id,
    )  # fmt: skip
    return others | {made.pattern: made}


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

"""Acts on palpation: which points were examined, and which of them hurt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mesomap.domain.acts.act import Act, Body
from mesomap.domain.events import is_name
from mesomap.domain.examined import MAX_PLACES, PATTERNS, Examined
from mesomap.errors import N_, Malformed, Refused

if TYPE_CHECKING:
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally


def _check(body: Body) -> None:
    """Look at the points of a pattern; no place at all takes the examination back."""
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


def _examine(tally: Tally, event: Event, body: Body) -> None:
    """Replace what was said of a pattern; it comes last. An empty list takes it back."""
    tally.examined.pop(body["pattern"], None)
    if body["examined"]:
        tally.examined[body["pattern"]] = Examined(
            body["pattern"], body["version"], tuple(body["examined"]), tuple(body["painful"]),
            event.when, event.author_id,
        )  # fmt: skip


ACTS = (
    Act(
        kind="points.examined", check=_check, apply=_examine, choices={"pattern": PATTERNS},
    ),
)  # fmt: skip

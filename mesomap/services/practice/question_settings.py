"""Which questions a practice always asks, and its own ones."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from mesomap.domain.ask import settings_of
from mesomap.domain.registering import one_line
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Questions of its own that a practice may keep, those put away included, and how long one is.
MOST_OWN = 60
MOST_NAME = 120
MOST_ALWAYS = 100
OWN = "own_"


def own_key(name: str) -> str:
    """Name a question by its words: the same words are the same question."""
    return OWN + hashlib.sha256(name.casefold().encode()).hexdigest()[:16]


def questions_from_json(value: Mapping[str, Any]) -> dict[str, Any]:
    """Read {"always": [keys] or None (as shipped), "own": [{"key", "name", "on"}]}.

    Raises
    ------
    Refused
        With `values["field"]`.
    """
    settings_of(value, {"always", "own"})
    always, own = value.get("always"), value.get("own", [])
    listed = isinstance(always, list) and len(always) <= MOST_ALWAYS
    if always is not None and not (listed and all(isinstance(k, str) for k in always)):
        raise Refused(N_("Les questions toujours posées forment une liste."), field="always")
    if not isinstance(own, list) or len(own) > MOST_OWN:
        raise Refused(
            N_("Au plus {most} questions du cabinet, celles qui ont été retirées comprises."),
            field="own", most=MOST_OWN,
        )  # fmt: skip
    return {"always": always, "own": [_own(row) for row in own]}


def _own(row: Any) -> dict[str, Any]:
    name = one_line(row.get("name") if isinstance(row, dict) else None, "own", MOST_NAME)
    if not name:
        raise Refused(N_("Une question du cabinet a un texte."), field="own")
    return {"key": own_key(name), "name": name, "on": bool(row.get("on", True))}


def with_own(stored: Mapping[str, Any], names: list[str]) -> list[dict[str, Any]]:
    """Put the questions typed now before those put away: their answers keep a name."""
    wanted = [{"key": own_key(n), "name": n, "on": True} for n in dict.fromkeys(names) if n]
    keys = {row["key"] for row in wanted}
    return wanted + [row | {"on": False} for row in stored["own"] if row["key"] not in keys]

"""Which forms of events this version reads, and how an older form becomes today's.

The same in `static/js/model/forms.js`; `tests/cases/forms.json` holds both to it. An event that a
newer version wrote (an unknown kind, a newer `v`, a word of a list that is longer there) is put
aside by the fold and counted, so that the rest of the session can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from mesomap.domain.depths import Depth
from mesomap.domain.events import CURRENT, UPCASTERS, Body, Event, is_name, upcast
from mesomap.domain.examined import PATTERNS
from mesomap.domain.marks import Kind
from mesomap.domain.nogo import KINDS as NOGO_KINDS
from mesomap.domain.syringe_door import DRY, SYRINGES

MARKS, DEPTHS = tuple(Kind), tuple(Depth)
PHASES, WHEN = ("plan", "end"), ("before", "after")

#: Words that a body may hold, by kind and place in it. What is not there, or null, is no word.
WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "mark.planned": {
            "mark.kind": MARKS, "mark.depth": DEPTHS, "mark.syringe": SYRINGES, "phase": PHASES,
        },
        "mark.changed": {"changes.depth": DEPTHS, "changes.syringe": SYRINGES},
        "marks.assigned": {"syringe": (*SYRINGES, DRY), "among": SYRINGES},
        "syringe.prepared": {"syringe.key": SYRINGES},
        "syringe.emptied": {"key": SYRINGES},
        "syringe.withdrawn": {"key": SYRINGES},
        "pain.scored": {"when": WHEN},
        "nogo.drawn": {"nogo.kind": NOGO_KINDS},
        "nogo.lifted": {"nogo.kind": NOGO_KINDS},
        "points.examined": {"pattern": PATTERNS},
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forms:
    """What a version reads: the newest form of each kind, and how older ones are read."""

    current: Mapping[str, int] = field(default_factory=lambda: CURRENT)
    upcasters: Mapping[tuple[str, int], Callable[[Body], Body]] = field(
        default_factory=lambda: UPCASTERS
    )

    def read(self, event: Event) -> Body | None:
        """Give the body in today's form; None where a newer version wrote it."""
        if not 1 <= event.v <= self.current.get(event.kind, 0):
            return None
        body = upcast(event, self.upcasters)
        words = WORDS.get(event.kind, {})
        fits = all(_known(_at(body, place), known) for place, known in words.items())
        return body if fits else None


TODAY = Forms()


def holds_newer_word(value: Mapping[str, Any]) -> bool:
    """Whether an event that came in, of a form that is read here, says a word that is not.

    A word of a list that is longer in a newer version is a text; anything else in its place is no
    word, and none that a version of MesoMap writes.
    """
    kind, body = value.get("kind"), value.get("body")
    words = WORDS.get(kind, {}) if isinstance(kind, str) else {}
    said = [(_at(body, place), known) for place, known in words.items()]
    return any(_is_words(found) and not _known(found, known) for found, known in said)


def _is_words(found: Any) -> bool:
    said = found if isinstance(found, list) else [found]
    return bool(said) and all(is_name(word) for word in said)


def _at(body: Any, place: str) -> Any:
    found: Any = body
    for name in place.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _known(value: Any, known: tuple[str, ...]) -> bool:
    said = value if isinstance(value, list) else [value]
    return value is None or all(word in known for word in said)

"""Reading events: which forms this version knows, and how an older form becomes today's.

The same in `static/js/model/acts/reading.js`. An event that a newer version wrote (an unknown
kind, a newer `v`, a word of a list that is longer there) is put aside by the fold and counted, so
that the rest of the session can be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mesomap.domain.acts import ACTS
from mesomap.domain.events import is_id, is_name
from mesomap.errors import N_, Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mesomap.domain.acts.act import Act, Body
    from mesomap.domain.acts.places import Place
    from mesomap.domain.events import Event


@dataclass(frozen=True, slots=True)
class Forms:
    """What a version reads: its acts by kind."""

    acts: Mapping[str, Act] = field(default_factory=lambda: ACTS)

    def read(self, event: Event) -> Body | None:
        """Give the body in today's form; None where a newer version wrote it."""
        act = self.acts.get(event.kind)
        if act is None or not 1 <= event.v <= act.version:
            return None
        body = upcast(event, act)
        fits = all(_known(_at(body, place), words) for place, words in act.choices.items())
        return body if fits else None


TODAY = Forms()


def upcast(event: Event, act: Act | None = None) -> Body:
    """Give the body in today's form, whatever form it was stored in."""
    body = event.body
    for step in (act or ACTS[event.kind]).upcasters[event.v - 1 :]:
        body = step(body)
    return body


def is_known(value: Mapping[str, Any]) -> bool:
    """Whether this version reads the form (`kind` and `v`) of an event that came in."""
    kind, v = value.get("kind"), value.get("v")
    if not isinstance(kind, str) or kind not in ACTS:
        return False
    return isinstance(v, int) and not isinstance(v, bool) and 1 <= v <= ACTS[kind].version


def holds_newer_word(value: Mapping[str, Any]) -> bool:
    """Whether an event that came in, of a form that is read here, holds a word of no list here.

    A word of a list that is longer in a newer version is a text; anything else in its place is no
    word, and none that a version of MesoMap writes.
    """
    kind, body = value.get("kind"), value.get("body")
    act = ACTS.get(kind) if isinstance(kind, str) else None
    said = [(_at(body, place), words) for place, words in act.choices.items()] if act else []
    return any(_is_words(found) and not _known(found, words) for found, words in said)


def _is_words(found: Any) -> bool:
    said = found if isinstance(found, list) else [found]
    return bool(said) and all(is_name(word) for word in said)


def check_event(event: Event) -> None:
    """Look at the body of an event in today's form, before it is stored.

    Keys that nothing asks for are kept and have no effect. Whether a face or a zone exists is the
    atlas's to say (`places_of`).

    Raises
    ------
    Malformed, Refused
        With a sentence that says what was wanted.
    """
    body = upcast(event)
    for key in ("undoes", "redoes"):
        if not (body.get(key) is None or is_id(body[key])):
            raise Malformed(N_("« {key} » nomme le geste annulé ou rétabli."), key=key)
    ACTS[event.kind].check(body)


def places_of(event: Event) -> Iterable[Place]:
    """Name where a checked event says that something is."""
    return ACTS[event.kind].places(upcast(event))


def _at(body: Any, place: str) -> Any:
    found: Any = body
    for name in place.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _known(value: Any, known: tuple[str, ...]) -> bool:
    said = value if isinstance(value, list) else [value]
    return value is None or all(word in known for word in said)

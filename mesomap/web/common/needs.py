"""What each endpoint needs of whoever asks, and whose record it reads or writes.

Today whoever is signed in may do all of it; roles will hold a table of these words. An endpoint
without its word cannot be reached (`needs_of`), and a test finds it first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from mesomap.errors import N_, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


class Right(StrEnum):
    """What may be done, in the words that roles will be made of."""

    NOTHING = "nothing"
    """Anyone may: signing in, the first page of an empty practice, drawings and scripts."""
    DEVICE = "device"
    """One's own device: its lock, its PIN, signing out."""
    PEOPLE_READ = "people.read"
    """Names, birth dates, who comes today."""
    PEOPLE_WRITE = "people.write"
    CLINICAL_READ = "clinical.read"
    """Marks, answers, allergies, history."""
    CLINICAL_WRITE = "clinical.write"
    """All acts of a session. Its signature is one of them, told by the kind of the event."""
    MONEY_READ = "money.read"
    MONEY_WRITE = "money.write"
    EXPORT = "export"
    """A record leaves the program as a file."""
    SETTINGS = "settings"
    ACCOUNTS = "accounts"


class Whose(StrEnum):
    """Whose record: named by the address, many of the practice, or nobody's."""

    PATIENT = "patient"
    SESSION = "session"
    ESTIMATE = "estimate"
    PRACTICE = "practice"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Needs:
    """`while_locked`: a locked device may ask; `before_pin`: so may one that has no PIN yet."""

    right: Right
    whose: Whose
    while_locked: bool = False
    before_pin: bool = False


_View = TypeVar("_View", bound="Callable[..., Any]")


def needs(
    right: Right, whose: Whose = Whose.NOBODY, *, while_locked: bool = False,
    before_pin: bool = False,
) -> Callable[[_View], _View]:  # fmt: skip
    """Say of an endpoint what it needs."""
    said = Needs(right, whose, while_locked, before_pin)

    def name(view: _View) -> _View:
        view.needs = said  # type: ignore[attr-defined]
        return view

    return name


def needs_of(app: Flask, endpoint: str) -> Needs:
    """Give what an endpoint needs. Raises NotFound where it does not say."""
    if endpoint == "static":
        return Needs(Right.NOTHING, Whose.NOBODY)
    said: Needs | None = getattr(app.view_functions[endpoint], "needs", None)
    if said is None:
        raise NotFound(N_("Cette page n’existe pas."))
    return said

"""An act: one kind of event, with everything that the server has to know of it.

Each family of kinds is one file of this folder, and one of the same name in
`static/js/model/acts/`. To add an act is to copy one of each, and to name its family in
`acts/__init__.py` and `acts/all.js` where the family is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mesomap.domain.acts.places import Place
    from mesomap.domain.events import Event
    from mesomap.domain.tally import Tally

Body = Mapping[str, Any]


def nowhere(_body: Body) -> tuple[Place, ...]:
    """Give no places: for acts that name none on the body."""
    return ()


def nothing(_body: Body) -> None:
    """Check nothing: for acts whose kind says all, whatever the body holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One kind of event.

    `check` looks at a body in today's form and raises Malformed or Refused; `apply` counts an
    event into the running total; `places` names what the atlas is to look at. `choices` are the
    closed lists of words that a body may hold, by place in it. `upcasters` read the older forms,
    the first of them version 1, and so give today's version.
    """

    kind: str
    check: Callable[[Body], object]
    apply: Callable[[Tally, Event, Body], None]
    places: Callable[[Body], Iterable[Place]] = nowhere
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    upcasters: tuple[Callable[[Body], Body], ...] = ()
    by_server: bool = False
    """Only the server writes it. (An opening may come from a tablet: `record/arriving.py`.)"""
    after_signature: bool = False
    """It counts after the signature too; of others an addendum is made there."""

    @property
    def version(self) -> int:
        """The version of today's form."""
        return len(self.upcasters) + 1

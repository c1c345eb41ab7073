"""Where an act says that something is: for the atlas to look at before the act is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark

if TYPE_CHECKING:
    from mesomap.domain.marks import Anchor
    from mesomap.domain.nogo import NoGo
    from mesomap.domain.physique import Physique


@dataclass(frozen=True, slots=True)
class Laid:
    """A mark that is laid."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class Moved:
    """A mark that is laid elsewhere, its kind not told; `view` and `figure` where they change."""

    mark_id: str
    anchors: tuple[Anchor, ...]
    view: str | None
    figure: str | None

    def as_mark(self) -> Mark:
        """Give a stroke that lies there; its depth means nothing."""
        return Mark(
            self.mark_id, Kind.STROKE, (Depth.IED,), self.anchors, self.view or "front", self.figure
        )


@dataclass(frozen=True, slots=True)
class Avoided:
    """Skin that is left alone."""

    nogo: NoGo


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Person:
    """The body that a session is drawn and measured on."""

    physique: Physique


Place = Laid | Moved | Avoided | Zone | Person

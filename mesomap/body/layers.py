"""What may be laid over the skin: levels of the spine, and outlines round what lies beneath.

`layers.json` is made by `python -m atlas.layers`, and is the same file that the browser reads. It
holds places and names only: no depth is shipped, a practice may enter its own (`settings`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mesomap.domain.marks import anchor_from_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mesomap.domain.marks import Anchor

FILE = Path(__file__).with_name("layers.json")


@dataclass(frozen=True, slots=True)
class Level:
    """A spinous process: "C1" to "S5", and the skin of the posterior midline over it."""

    key: str
    names: Mapping[str, str]
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Danger:
    """Skin with an eye, vessels or a nerve beneath it; the last of `outline` goes to its first.

    `why` says what lies there, `source` the text of anatomy that says so.
    """

    key: str
    names: Mapping[str, str]
    plain_names: Mapping[str, str]
    """Names without the side."""
    side: str
    outline: tuple[Anchor, ...]
    anchor: Anchor
    why: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Layers:
    """Levels from C1 down, areas left before right, and the midline of the back from C1 to S5."""

    spine: tuple[Level, ...]
    danger: tuple[Danger, ...]
    midline: tuple[Anchor, ...]


def _names(row: Mapping[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({"fr": str(row["fr"]), "en": str(row["en"])})


def _anchors(rows: list[Any]) -> tuple[Anchor, ...]:
    return tuple(anchor_from_json(row) for row in rows)


@lru_cache(maxsize=1)
def load() -> Layers:
    """Read the layers that this version ships; once, then kept."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    return Layers(
        spine=tuple(
            Level(row["key"], _names(row), anchor_from_json(row["anchor"]))
            for row in found["spine"]
        ),
        danger=tuple(
            Danger(
                key=row["key"],
                names=_names(row),
                plain_names=_names(row["plain"]),
                side=row["side"],
                outline=_anchors(row["outline"]),
                anchor=anchor_from_json(row["anchor"]),
                why=_names(row["why"]),
                source=row["source"],
            )
            for row in found["danger"]
        ),
        midline=_anchors(found["midline"]["anchors"]),
    )


def danger_keys() -> tuple[str, ...]:
    """Keys of the areas without their side, in order: what is said of one holds on both sides."""
    return tuple(dict.fromkeys(area.key.partition(".")[0] for area in load().danger))

"""The zones of the skin: names, sides, regions and codes."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from mesomap.body.atlas import load, zone_rows
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mesomap.domain.marks import Anchor, Mark

SIDES = ("left", "right", "median")


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone. `side` is the patient's; `uberon` and `fma` are codes of two anatomies."""

    key: str
    base: str
    side: str
    names: Mapping[str, str]
    region: str
    region_names: Mapping[str, str]
    views: tuple[str, ...]
    uberon: str | None
    fma: tuple[str, ...]
    since: str = "1"
    until: str | None = None
    """Last version of the zones that had it on the skin; None: the present one has it."""


def _zones() -> Mapping[str, Zone]:
    return MappingProxyType(
        {
            row["key"]: Zone(
                key=row["key"],
                base=row["base"],
                side=row["side"],
                names=MappingProxyType({"fr": row["fr"], "en": row["en"]}),
                region=row["region"],
                region_names=MappingProxyType({"fr": row["region_fr"], "en": row["region_en"]}),
                views=tuple(row["views"]),
                uberon=row.get("uberon"),
                fma=tuple(row.get("fma") or ()),
                since=row["since"],
                until=row["until"],
            )
            for row in zone_rows()
        }
    )


#: Every zone by its key, in the order of the atlas.
ZONES: Mapping[str, Zone] = _zones()


#: Keys that the present version has on the skin; the others are read, and offered no more.
CURRENT: tuple[str, ...] = tuple(key for key, found in ZONES.items() if found.until is None)


def zone_of_anchor(anchor: Anchor) -> str:
    """Key of the zone that an anchor lies on.

    Raises
    ------
    Refused
        A face that the mesh does not have.

    """
    atlas = load()
    check_face(anchor[0])
    return atlas.zone_keys[int(atlas.zone_of_face[anchor[0]])]


def name(key: str, lang: str = "fr") -> str:
    """Name of a zone in a language, its side included; French where there is no other.

    Raises
    ------
    Refused
        No zone of that key.

    """
    names = zone(key).names
    return names.get(lang) or names["fr"]


def check_marks(marks: Iterable[Mark]) -> None:
    """Refuse marks on faces or zones that do not exist.

    Raises
    ------
    Refused

    """
    for mark in marks:
        for face, _, _ in mark.anchors:
            check_face(face)
        if mark.zone is not None:
            zone(mark.zone)


def zone(key: str) -> Zone:
    """Give the zone of a key.

    Raises
    ------
    Refused
        No zone of that key.

    """
    if key not in ZONES:
        raise Refused(N_("Zone inconnue : {key!r}."), key=key)
    return ZONES[key]


def check_face(face: int, count: int | None = None) -> None:
    """Refuse a face that the mesh (of `count` faces; the atlas's) does not have.

    Raises
    ------
    Refused

    """
    most = (load().face_count if count is None else count) - 1
    if not 0 <= face <= most:
        raise Refused(
            N_("La face {face} n’existe pas : les faces vont de 0 à {most}."), face=face, most=most
        )

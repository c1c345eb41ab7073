"""The treated skin of a set of marks: in total, by zone, by depth, by mark.

Every mark becomes pieces of faces (`points`, `outlines`, `strokes`, whole zones); the pieces
are united face by face (`pieces`), so skin under two marks counts once, on whichever views they
were drawn, and the order of the marks cannot matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

import numpy as np

from mesomap.body.advice import AreaWarning
from mesomap.body.anchors import columns
from mesomap.body.areas import Areas
from mesomap.body.atlas import load
from mesomap.body.outlines import outline_pieces
from mesomap.body.patient import Body, body_for
from mesomap.body.pieces import (
    Covered,
    Pieces,
    by_mark,
    covered,
    own_areas,
    renumbered,
    together,
)
from mesomap.body.points import Balls, place
from mesomap.body.poses import point_pieces
from mesomap.body.region import closing_mm2
from mesomap.body.strokes import stroke_pieces
from mesomap.body.uncertainty import uncertainty_pct
from mesomap.body.zones import check_face, zone
from mesomap.domain.depths import COUNTING_RADIUS_MM, STROKE_WIDTH_MM, Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.domain.physique import Physique
from mesomap.errors import N_, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from mesomap.body.atlas import Atlas, Floats, Ints

__all__ = ["AreaWarning", "Areas", "measure"]

_EVERYTHING = 0


def measure(
    body: Physique | Body,
    marks: Sequence[Mark],
    *,
    radii_mm: Mapping[Depth, float] = COUNTING_RADIUS_MM,
    stroke_width_mm: float = STROKE_WIDTH_MM,
    zones_version: str | None = None,
    body_estimated: bool = False,
    body_asked: Physique | None = None,
) -> Areas:
    """Measure the skin that the marks treat, each piece of skin counted once.

    A point without a radius takes the counting radius of its depth, the larger of two in
    technique mixte; a stroke without a width takes `stroke_width_mm`. Zones are told, and whole
    zones that name no version laid, in `zones_version` (None: the current one). `body_estimated`
    tells that a silhouette stood in for height and weight, which makes the ± wider;
    `body_asked` what was known of the person where the nearest body was taken, which does so too.

    Raises
    ------
    OutsideModel
        A body that the shape model was not fitted on.
    Refused
        A face, zone, version of the zones, view or figure that does not exist; an outline that
        crosses itself or has no inside; a stroke longer than `strokes.LONGEST_M`.

    """
    whose = body_for(body) if isinstance(body, Physique) else body
    how = Counting(radii_mm, stroke_width_mm, zones_version)
    check(whose, marks, how)
    balls = balls_of(whose, marks, how)
    pieces, warnings = all_pieces(whose, marks, balls, how)
    depths = tuple(d for d in Depth if any(d in mark.depths for mark in marks))
    own = own_areas(whose.skin, pieces)
    found = covered(whose.skin, pieces, own, _scopes(marks, depths))
    total = found.scope == _EVERYTHING
    treated = float(found.area_mm2[total].sum())
    areas = Areas(
        bsa_mm2=whose.skin.bsa_mm2,
        treated_mm2=treated,
        region_mm2=closing_mm2(whose, pieces, balls, found.face[total], found.area_mm2[total]),
        by_zone_mm2=by_zone(whose, how, found.face[total], found.area_mm2[total]),
        by_depth_mm2=_by_depth(found, depths),
        by_mark_mm2=_by_mark(by_mark(pieces, own, len(marks)), marks),
        warnings=warnings,
    )
    if whose.atlas.zone_keys != load().zone_keys:
        return areas  # the ± was fitted on the shipped atlas alone
    sure = uncertainty_pct(
        whose, marks, areas, body_estimated=body_estimated, body_asked=body_asked
    )
    return replace(areas, uncertainty_pct=sure)


@dataclass(frozen=True, slots=True)
class Counting:
    """What a session counts with: a radius for each depth, a stroke's width, its zones."""

    radii_mm: Mapping[Depth, float] = field(default_factory=lambda: COUNTING_RADIUS_MM)
    stroke_width_mm: float = STROKE_WIDTH_MM
    zones_version: str | None = None


def check(body: Body, marks: Sequence[Mark], how: Counting) -> None:
    """Refuse faces and zones that the body does not have."""
    zones_of_faces(body.atlas, how.zones_version)
    faces = [anchor[0] for mark in marks for anchor in mark.anchors]
    if faces and not 0 <= min(faces) <= max(faces) < body.atlas.face_count:
        for face in faces:
            check_face(face, body.atlas.face_count)
    for mark in marks:
        if mark.kind is Kind.ZONE and mark.zone not in body.atlas.zone_keys[1:]:
            zone(mark.zone or "")


def balls_of(body: Body, marks: Sequence[Mark], how: Counting) -> Balls:
    """All points among the marks, in their order, as balls."""
    points = [mark for mark in marks if mark.kind is Kind.POINT]
    radius: Floats = np.array(
        [mark.radius_mm or max(how.radii_mm[depth] for depth in mark.depths) for mark in points]
    )
    face, b1, b2 = columns([mark.anchors[0] for mark in points])
    return Balls(face, place(body.skin, face, b1, b2), radius)


def all_pieces(
    body: Body, marks: Sequence[Mark], balls: Balls, how: Counting
) -> tuple[Pieces, tuple[AreaWarning, ...]]:
    """Pieces of every mark, numbered as in `marks`: all points in one go, the rest one by one."""
    number = np.array([i for i, m in enumerate(marks) if m.kind is Kind.POINT], dtype=np.int64)
    parts = [point_pieces(body, marks, number, balls)]
    warnings: list[AreaWarning] = []
    for i, mark in enumerate(marks):
        if mark.kind is not Kind.POINT:
            part, advice = pieces_of(body, mark, i, how)
            parts.append(part)
            warnings.extend(advice)
    return together(parts), tuple(warnings)


def pieces_of(
    body: Body, mark: Mark, number: int, how: Counting
) -> tuple[Pieces, tuple[AreaWarning, ...]]:
    """Pieces of one mark, numbered as asked, and what the doctor should know about it."""
    match mark.kind:
        case Kind.POINT:
            pieces = point_pieces(body, [mark], np.array([0]), balls_of(body, [mark], how))
            return renumbered(pieces, number), ()
        case Kind.PATCH:
            return outline_pieces(body, mark, number)
        case Kind.STROKE:
            return stroke_pieces(body, mark, number, mark.width_mm or how.stroke_width_mm)
        case Kind.ZONE:
            face = body.atlas.zone_faces(mark.zone or "", mark.zones or how.zones_version)
            return Pieces(full_mark=np.full(len(face), number), full_face=face), ()
    assert_never(mark.kind)


def _scopes(marks: Sequence[Mark], depths: Sequence[Depth]) -> list[list[int]]:
    """List what each mark counts for: everything, and each of its depths.

    With one depth only, that scope is the whole and is not computed again.
    """
    if len(depths) < 2:
        return [[_EVERYTHING]] * len(marks)
    number = {depth: 1 + i for i, depth in enumerate(depths)}
    return [[_EVERYTHING, *(number[depth] for depth in mark.depths)] for mark in marks]


def zones_of_faces(atlas: Atlas, version: str | None) -> NDArray[np.uint8]:
    """Give the zone (number) of each face (nF,) in a version of the zones.

    Raises
    ------
    Refused
        A version that this atlas does not know.

    """
    current = atlas.versions.get("zones")
    if version is None or version == current:
        return atlas.zone_of_face
    if version not in atlas.older_zones:
        raise Refused(
            N_("Version des zones inconnue : {value!r} (versions connues : {known})."),
            value=version,
            known=", ".join(sorted({*atlas.older_zones, current or ""} - {""})),
        )
    return atlas.older_zones[version]


def by_zone(body: Body, how: Counting, face: Ints, area_mm2: Floats) -> Mapping[str, float]:
    """Sum the areas (n,) of faces up by zone; zones that nothing touches are left out."""
    keys = body.atlas.zone_keys
    area = np.bincount(zones_of_faces(body.atlas, how.zones_version)[face], area_mm2, len(keys))
    return MappingProxyType({keys[i]: float(area[i]) for i in np.flatnonzero(area)})


def _by_depth(found: Covered, depths: Sequence[Depth]) -> Mapping[str, float]:
    area = np.bincount(found.scope, found.area_mm2, 1 + len(depths))
    if len(depths) == 1:
        return MappingProxyType({depths[0].value: float(area[_EVERYTHING])})
    return MappingProxyType({d.value: float(area[1 + i]) for i, d in enumerate(depths)})


def _by_mark(area_mm2: Floats, marks: Sequence[Mark]) -> Mapping[str, float]:
    out: dict[str, float] = {}
    for mark, area in zip(marks, area_mm2.tolist(), strict=True):
        out[mark.id] = out.get(mark.id, 0.0) + area
    return MappingProxyType(out)

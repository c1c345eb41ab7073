"""From marks on a body to what there is to do: areas, points, regions, changes of position."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body import atlas, zones
from mesomap.domain.depths import Depth
from mesomap.domain.duration import Duration, Workload, coefficients_from_json, duration_of
from mesomap.domain.marks import Kind, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mesomap.body.areas import Areas
    from mesomap.domain.session import Session

#: A region counts when a point stands in it, or when it holds this share of the treated skin.
REGION_SHARE = 0.10

#: Zones whose treated skin is the same to this are named in the order of the body.
STEP_MM2 = 500.0

#: Regions with one on each side, which count one by one; the others lie along the middle.
PAIRED_REGIONS = frozenset({
    "shoulder", "upper_arm", "elbow", "lat_epicondyle", "med_epicondyle", "forearm", "wrist",
    "hand", "thumb", "gluteal", "trochanter", "thigh", "knee", "lower_leg", "gastrocnemius",
    "achilles", "ankle", "foot", "sole", "ear",
})  # fmt: skip

#: Fine zones that a fee counts with the region they lie in, though anatomy gives them their own:
#: drawing zones finer must not make a session dearer.
COUNTED_WITH = MappingProxyType({
    "lumbar_interspinous": "lumbar_back", "iliac_crest": "lumbar_back", "sacral": "sacral",
    "supraspinous": "upper_back", "infraspinous": "upper_back", "subacromial": "shoulder",
    "patellar_tendon": "knee", "fibular_head": "knee", "ankle_ligaments_lateral": "ankle",
    "ankle_ligament_medial": "ankle", "greater_occipital": "cervical_spine", "tmj": "face",
})  # fmt: skip

#: Faces turned this far to the front or back (cosine) ask for that position of the patient.
FACING = 0.35

#: Area that no face is smaller than, so that none divides by nothing (mm²).
LEAST = 1e-9

#: Spacing where a session names none, in mm: the middle of the published range (IDP, 10-30 mm).
FALLBACK_SPACING_MM = 20.0


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that is counted in a set of marks."""

    areas: Areas
    points: int
    points_by_depth: Mapping[str, int]
    regions: tuple[tuple[str, str], ...]
    """(region, side "left" | "right" | "median"), in the order of the atlas."""
    zones: tuple[str, ...]
    """Keys of the zones that the marks were put on."""
    duration: Duration


def work_of(session: Session, marks: Sequence[Mark], areas: Areas) -> Work:
    """Count what `marks`, which treat these areas, ask for, with the figures the session froze."""
    points = [m for m in marks if m.kind is Kind.POINT]
    regions = regions_of(marks, areas)
    workload = _workload(session, marks, areas, len(regions))
    coefficients = coefficients_from_json(session.duration)
    return Work(
        areas=areas,
        points=len(points),
        points_by_depth=_by_depth(points),
        regions=regions,
        zones=zones_of(marks, areas),
        duration=duration_of(workload, coefficients),
    )


def _by_depth(points: Sequence[Mark]) -> dict[str, int]:
    counts = Counter(depth.value for mark in points for depth in mark.depths)
    return {depth.value: counts[depth.value] for depth in Depth if counts[depth.value]}


def _anchored_zones(marks: Sequence[Mark]) -> list[str]:
    """Zones that points and whole-zone marks were put on, with repeats."""
    points = [zones.zone_of_anchor(m.anchors[0]) for m in marks if m.kind is Kind.POINT]
    return points + [m.zone for m in marks if m.zone is not None]


def zones_of(marks: Sequence[Mark], areas: Areas) -> tuple[str, ...]:
    """Zones that a reader would name: points stand in them, or a tenth of the skin is theirs.

    The largest first; those that differ by less than some 5 cm² stay in the order of the body.
    """
    named = set(_anchored_zones(marks))
    least_mm2 = REGION_SHARE * areas.treated_mm2
    named |= {key for key, mm2 in areas.by_zone_mm2.items() if mm2 > 0 and mm2 >= least_mm2}
    return largest_first((key for key in zones.ZONES if key in named), areas)


def largest_first(keys: Iterable[str], areas: Areas) -> tuple[str, ...]:
    """Put zones, given in the order of the body, in the order of their treated skin."""
    return tuple(sorted(keys, key=lambda key: -round(areas.by_zone_mm2.get(key, 0.0) / STEP_MM2)))


def regions_of(marks: Sequence[Mark], areas: Areas) -> tuple[tuple[str, str], ...]:
    """Regions that a fee counts; see `REGION_SHARE` and `PAIRED_REGIONS`."""
    held: dict[tuple[str, str], float] = {}
    for key, mm2 in areas.by_zone_mm2.items():
        held[_region(key)] = held.get(_region(key), 0.0) + mm2
    least_mm2 = REGION_SHARE * areas.treated_mm2
    named = {_region(key) for key in _anchored_zones(marks)}
    named |= {region for region, mm2 in held.items() if mm2 > 0 and mm2 >= least_mm2}
    return tuple(dict.fromkeys(r for r in map(_region, zones.ZONES) if r in named))


def _region(key: str) -> tuple[str, str]:
    zone = zones.ZONES[key]
    region = COUNTED_WITH.get(zone.base, zone.region)
    return region, zone.side if region in PAIRED_REGIONS else "median"


def _workload(session: Session, marks: Sequence[Mark], areas: Areas, regions: int) -> Workload:
    cm2 = {depth: areas.by_depth_mm2.get(depth.value, 0.0) / 100 for depth in Depth}
    by_injector = cm2[Depth.IDS] * _injector_share(session, marks, areas)
    return Workload(
        regions=regions,
        idp_points=_points(session, marks, areas, Depth.IDP),
        ihd_points=_points(session, marks, areas, Depth.IHD),
        ids_manual_cm2=cm2[Depth.IDS] - by_injector,
        ids_injector_cm2=by_injector,
        ied_cm2=cm2[Depth.IED],
        position_changes=position_changes(session.figure, marks),
    )


def _injector_share(session: Session, marks: Sequence[Mark], areas: Areas) -> float:
    """Share of the nappage that is laid with an injector, by the syringe of each mark."""
    injectors = {key for key, s in session.syringes.items() if s.device == "injector"}
    of_mark = {m.id: areas.by_mark_mm2.get(m.id, 0.0) for m in marks if Depth.IDS in m.depths}
    whole = sum(of_mark.values())
    by_injector = sum(of_mark[m.id] for m in marks if m.id in of_mark and m.syringe in injectors)
    return by_injector / whole if whole else 0.0


def _points(session: Session, marks: Sequence[Mark], areas: Areas, depth: Depth) -> float:
    """Points at a depth; a filled area stands for as many as its spacing makes."""
    spacing_mm = session.spacing_mm.get(depth.value) or FALLBACK_SPACING_MM
    there = [m for m in marks if depth in m.depths]
    filled_mm2 = sum(areas.by_mark_mm2.get(m.id, 0.0) for m in there if m.kind is not Kind.POINT)
    return sum(m.kind is Kind.POINT for m in there) + filled_mm2 / spacing_mm**2


def position_changes(figure: str, marks: Sequence[Mark]) -> int:
    """How often the patient turns over: 0, or 1 where both front and back are treated."""
    points = np.array([m.anchors[0][0] for m in marks if m.kind is Kind.POINT], dtype=np.int64)
    normal = _normals(figure)[points]
    facing = [*(normal[:, 2] / (np.sqrt((normal**2).sum(axis=1)) + LEAST)).tolist()]
    facing += [_facing(figure, mark) for mark in marks if mark.kind is not Kind.POINT]
    return int(any(f > FACING for f in facing) and any(f < -FACING for f in facing))


def _facing(figure: str, mark: Mark) -> float:
    """Cosine of a mark's mean direction to the front, on the drawn figure."""
    if mark.zone is not None:
        skin = atlas.load()
        faces = skin.zone_faces(mark.zone, mark.zones)
    else:
        faces = np.array([anchor[0] for anchor in mark.anchors])
    mean = _normals(figure)[faces].sum(axis=0)
    return float(mean[2] / (np.sqrt(mean @ mean) or 1.0))


@lru_cache(maxsize=4)
def _normals(figure: str) -> atlas.Floats:
    """Give normals (nF, 3) of a drawn figure, as long as its faces are large."""
    skin = atlas.load()
    corners = skin.figures[figure][skin.faces]
    return np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])

"""How sure a treated area is: the ± within which nine of ten such areas are.

What is not known of a person at given sex, age, height and weight is the same for all marks of
a region and alike in regions near it, so it does not average out; each mark adds something of
its own, and the finger its error along the rim. A point has a radius in millimetres, whoever the
person is, and little can go wrong with it until points overlap. The coefficients were fitted on
people of individual shape and checked on others (`bench/uncertainty.py`, docs/accuracy.md); no
real skin has been measured.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from mesomap.body.anchors import columns
from mesomap.body.atlas import FOLDER, load
from mesomap.body.distance import share_off
from mesomap.body.patient import ADULT_AGE_YEARS
from mesomap.body.points import place_on
from mesomap.body.skin import Skin
from mesomap.body.views import view_of
from mesomap.body.zones import ZONES
from mesomap.domain.marks import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mesomap.body.areas import Areas
    from mesomap.body.atlas import Floats, Ints
    from mesomap.body.patient import Body
    from mesomap.domain.marks import Mark
    from mesomap.domain.physique import Physique

FILE = FOLDER / "uncertainty.json"
#: An outline's rim is taken as turned away by no more than this (cosine).
STEEPEST = 0.2
#: Nor is its skin taken to be larger by more than this where it was drawn folded (area).
LARGEST = 5.0
#: What a mark adds of its own is known for marks of this size, and is the more the smaller it is.
SIZE_MM2, SMALLEST_MM2 = 5000.0, 500.0


@lru_cache(maxsize=1)
def table() -> Mapping[str, Any]:
    """Read `uncertainty.json`: families of regions, the finger, and the coefficients by group."""
    found: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def family_of_zone() -> Ints:
    """Family (number) of each zone in the order of the atlas; the last where none is named."""
    families = table()["families"]
    number = {region: i for i, row in enumerate(families) for region in row["regions"]}
    keys = load().zone_keys
    region = [ZONES[key].region if key in ZONES else "" for key in keys]
    return np.array([number.get(name, len(families) - 1) for name in region])


@lru_cache(maxsize=1)
def family_of_face() -> Ints:
    """Family (number) of each face (nF,)."""
    return family_of_zone()[load().zone_of_face]


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What an area is made of, in mm², before any coefficient.

    `surface`, `band` and `dots` (families,) are the parts of outlines and zones, of strokes, and
    of points; `single` (n,) each outline and zone by itself with its family in `of` (n,);
    `rim` the variance (mm⁴) that the finger gives the outlines; `overlap` the share of the
    points' skin that is under several of them, `points` their number.
    """

    treated: float
    surface: Floats
    band: Floats
    dots: Floats
    single: Floats
    of: Ints
    rim: float
    strokes: float
    overlap: float
    points: int


def uncertainty_pct(
    body: Body, marks: Sequence[Mark], areas: Areas, *, body_estimated: bool = False,
    body_asked: Physique | None = None,
) -> float | None:  # fmt: skip
    """± in percent of `areas.treated_mm2`, to a tenth; None where nothing is treated.

    `body_estimated`: height and weight were not known and a silhouette stood in for them.
    `body_asked`: what is known of the person, where `body` is only the nearest one that can be
    made; the ± is wider by how far the two are apart, as far as the marks follow the body.
    """
    if areas.treated_mm2 <= 0.0:
        return None
    adult = body.physique.age_years >= ADULT_AGE_YEARS
    group = table()["groups"]["adult" if adult else "child"]
    given = group["estimated" if body_estimated else "known"]
    found = terms(body, marks, areas)
    share = float(np.sqrt(sum(variances(found, given).values()))) / found.treated
    off = share_off(body_asked, body.physique) * _follows(found, given)
    return round(100.0 * (covered(found, given["cover"]) * share + off), 1)


def _follows(found: Terms, given: Mapping[str, Any]) -> float:
    """Share of an area that goes with the size of the body; a point has its radius on any body."""
    return float(_sizes(found, given).sum()) / found.treated


def _sizes(found: Terms, given: Mapping[str, Any]) -> Floats:
    """Give what goes with the body of an area (families,), in mm²."""
    loose = float(np.interp(found.overlap, given["overlap"], given["dots"]))
    size: Floats = found.surface + given["strokes"] * found.band + loose * found.dots
    return size


def covered(found: Terms, cover: Mapping[str, float]) -> float:
    """How many standard deviations hold nine of ten: by kind, in the measure of their areas."""
    part = {name: float(getattr(found, name).sum()) for name in ("surface", "band", "dots")}
    return sum(cover[name] * area for name, area in part.items()) / sum(part.values())


def own_variance(own: Floats, area_mm2: Floats, falls: float) -> float:
    """Variance (mm⁴) that areas (n,) add each by itself.

    `own` (n,) is that of an area of SIZE_MM2, relative; the standard deviation `falls` with the
    area to this power.
    """
    size = SIZE_MM2 / np.maximum(area_mm2, SMALLEST_MM2)
    return float((own * size ** (2.0 * falls) * area_mm2**2).sum())


def variances(found: Terms, given: Mapping[str, Any]) -> dict[str, float]:
    """Variance (mm⁴) of an area by what it comes from."""
    shared, own = np.array(given["shared"]), np.array(given["own"])
    loose = float(np.interp(found.overlap, given["overlap"], given["dots"]))
    size = _sizes(found, given)
    counted = float(found.band.sum() + found.dots.sum())
    apart = float(found.dots.sum()) ** 2 / max(found.points, 1)
    return {
        "shape": float(size @ shared @ size),
        "place": sum(
            own_variance(which, area, given["falls"])
            for which, area in (
                (own[found.of], found.single),
                (own, given["strokes"] * found.band),
                (own, loose * found.dots),
            )
        ),
        "rim": given["rim"] * found.rim,
        "grid": given["grid"] * found.overlap * (1.0 - found.overlap) * apart,
        "least": given["least"] * counted**2 + given["path"] * found.strokes,
    }


def terms(body: Body, marks: Sequence[Mark], areas: Areas) -> Terms:
    """Take an area apart: outlines and zones first, then what strokes and points add."""
    alone = np.array([areas.by_mark_mm2[mark.id] for mark in marks])
    kind = np.array([_KINDS[mark.kind] for mark in marks])
    weight = _families(body, marks)
    left, share, total = areas.treated_mm2, np.zeros(3), np.bincount(kind, alone, 3)
    for k in range(3):
        part = min(left, float(total[k]))
        share[k], left = part / max(float(total[k]), 1e-9), left - part
    counted = alone * share[kind]
    by = [counted[kind == k] @ weight[kind == k] for k in range(3)]
    rims = sum(_rim(body, mark) for mark in marks if mark.kind is Kind.PATCH)
    return Terms(
        treated=areas.treated_mm2,
        surface=by[0],
        band=by[1],
        dots=by[2],
        single=counted[kind == 0],
        of=weight[kind == 0].argmax(axis=1),
        rim=rims * float(share[0]) ** 2,
        strokes=float((counted[kind == 1] ** 2).sum()),
        overlap=float(1.0 - share[2]) if total[2] else 0.0,
        points=int((kind == 2).sum()),
    )


_KINDS = {Kind.PATCH: 0, Kind.ZONE: 0, Kind.STROKE: 1, Kind.POINT: 2}


def _families(body: Body, marks: Sequence[Mark]) -> Floats:
    """Share (marks, families) of each mark's anchors that lie in each family."""
    weight = np.zeros((len(marks), len(table()["families"])))
    size = np.array([len(mark.anchors) for mark in marks])
    face = np.array([anchor[0] for mark in marks for anchor in mark.anchors], dtype=np.int64)
    owner = np.repeat(np.arange(len(marks)), size)
    np.add.at(weight, (owner, family_of_face()[face]), 1.0 / size[owner])
    for i, mark in enumerate(marks):
        if mark.kind is Kind.ZONE:
            weight[i, family_of_zone()[body.atlas.zone_keys.index(mark.zone or "")]] = 1.0
    return weight


def _rim(body: Body, mark: Mark) -> float:
    """Variance (mm⁴) of an outline's area, drawn by a finger whose error runs along with it.

    ∫ s² c / cos² dl round the rim, as it is drawn: s the finger's error, c the length over which
    it stays the same, and the cosine of how far the skin there is turned away; times the square of
    how much larger the skin is measured than it is in the pose of the drawing (`raised`).
    """
    finger_mm, along_mm = table()["finger_mm"], table()["along_mm"]
    face, b1, b2 = columns(mark.anchors)
    view = view_of(mark.view or "")
    toward, vertices = np.array(view.toward), body.raised if view.pose else body.vertices
    path = place_on(vertices, body.atlas.faces, face, b1, b2)
    step = np.roll(path, -1, axis=0) - path
    drawn = np.linalg.norm(step - np.outer(step @ toward, toward), axis=1)
    drawn_on = Skin.of(vertices, body.atlas.faces[face])
    cosine = np.maximum(drawn_on.normal @ toward, STEEPEST)
    larger = np.minimum(body.skin.area_mm2[face] / drawn_on.area_mm2, LARGEST)
    length = float(drawn.sum())
    same = min(along_mm * np.sqrt(2.0 * np.pi), length)
    return float(finger_mm**2 * same * (drawn * (larger / cosine) ** 2).sum())

"""The body of a patient, from sex, age, height and weight alone.

For each sex a mean and eight components of shape, with a regression on height, weight, age
and body mass index, fitted on synthetic people of all ages (`atlas/shapes.py`; 0.2-0.3 % median
error of a patch on held-out adults, 0.4-1.0 % on children). What it cannot know is how a person
differs from others of the same four figures: about 6 % for a named region (median).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import numpy as np

from mesomap.body.atlas import Atlas, Floats, load
from mesomap.body.mesh import near_armpits
from mesomap.body.skin import Skin, cross, dot, edges
from mesomap.domain.physique import Physique
from mesomap.errors import N_, OutsideModel, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

ADULT_AGE_YEARS = 18.0

SILHOUETTES = ("slim", "medium", "strong", "obese")
_SILHOUETTE_BMI = {"slim": 19.0, "medium": 23.0, "strong": 28.0, "obese": 34.0}
#: Mean heights of French adults, rounded (Esteban 2014-2016: 163 cm and 176 cm).
_ADULT_MEAN_HEIGHT_CM = {"F": 163.0, "M": 176.0}

#: How far an adult's body surface may be from Du Bois before the girths are calibrated.
DU_BOIS_TOLERANCE = 0.018
#: Change of the surface of a body with its girth (measured; the arms are held off the body).
SURFACE_BY_GIRTH = 1.12

_BODIES_KEPT = 4


@dataclass(frozen=True, eq=False)
class Body:
    """One body: vertices (nV, 3) in mm, on the atlas's faces. Never changed after it is made."""

    physique: Physique
    vertices: Floats
    atlas: Atlas = field(default_factory=load)

    @cached_property
    def poses(self) -> Skin:
        """The standing skin, and after its faces the armpits with raised arms (`near_armpits`)."""
        arms, faces = self.atlas.arms, self.atlas.faces
        if arms is None:
            return Skin.of(self.vertices, faces)
        both = np.concatenate([self.vertices, arms.raise_both(self.vertices)])
        near = faces[near_armpits(self.atlas)] + len(self.vertices)
        return Skin.of(both, np.concatenate([faces, near]))

    @cached_property
    def standing(self) -> Skin:
        """Each triangle laid isometrically in a plane of its own; made when first measured."""
        return self.poses.first(self.atlas.face_count, len(self.vertices))

    @cached_property
    def skin(self) -> Skin:
        """As `standing`, but for the planes of the armpits: these are measured with raised arms."""
        arms = self.atlas.arms
        if arms is None:
            return self.standing
        face = np.flatnonzero(arms.spread)
        return self.standing.with_planes(face, self.raised)

    @property
    def raised(self) -> Floats:
        """Vertices (nV, 3) in mm with raised arms."""
        return self.poses.vertices[-len(self.vertices) :]


def age_range_years() -> tuple[float, float]:
    """Lowest and highest age that the shape model was fitted on."""
    low, high = load().ranges["age_years"]
    return float(low), float(high)


def height_range_cm(sex: str, age_years: float) -> tuple[float, float]:
    """Lowest and highest height that the model knows of a sex at an age."""
    ranges = load().ranges
    if age_years >= ADULT_AGE_YEARS:
        low, high = ranges["adult_height_cm"][sex]
        return float(low), float(high)
    return _at_age(age_years, ranges["child_height_cm"])


def bmi_range(age_years: float) -> tuple[float, float]:
    """Lowest and highest body mass index (kg/m²) that the model knows at an age.

    Children's are narrower: beyond, the regression leaves what any formula of body surface
    allows (more than 5 % from both Du Bois and Haycock).
    """
    ranges = load().ranges
    if age_years >= ADULT_AGE_YEARS:
        low, high = ranges["adult_bmi"]
        return float(low), float(high)
    return _at_age(age_years, ranges["child_bmi"])


def _at_age(age_years: float, table: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Interpolate a range that is known at some ages of childhood."""
    ages = load().ranges["child_age_years"]
    low, high = zip(*table, strict=True)
    return float(np.interp(age_years, ages, low)), float(np.interp(age_years, ages, high))


def weight_range_kg(age_years: float, height_cm: float) -> tuple[float, float]:
    """Lowest and highest weight that the model knows at an age and height."""
    square_m2 = (height_cm / 100.0) ** 2
    low, high = bmi_range(age_years)
    return low * square_m2, high * square_m2


def features(physique: Physique) -> Floats:
    """Give the (26,) regressors of the shape model: 1, six figures, and their products.

    Two products are left out that cannot both differ from zero: child × old, stout × thin.
    """
    bmi = physique.weight_kg / (physique.height_cm / 100.0) ** 2
    age = physique.age_years
    x = [
        np.log(physique.height_cm / 170.0),
        np.log(physique.weight_kg / 70.0),
        float(np.clip(18.0 - age, 0.0, 12.0)) / 12.0,
        float(np.clip(age - 30.0, 0.0, 55.0)) / 55.0,
        max(0.0, bmi - 24.0) / 10.0,
        max(0.0, 20.0 - bmi) / 5.0,
    ]
    pairs = [
        (i, j)
        for i, j in combinations_with_replacement(range(6), 2)
        if (i, j) not in ((2, 3), (4, 5))
    ]
    return np.array([1.0, *x, *(x[i] * x[j] for i, j in pairs)])


def _refuse_outside(physique: Physique) -> None:
    """Raise OutsideModel, with the range, unless the model was fitted on such a body."""
    checks = (
        (
            "age_years",
            age_range_years(),
            N_(
                "L’âge doit être compris entre {low} et {high} ans pour calculer un corps, "
                "reçu : {value} ans."
            ),
        ),
        (
            "height_cm",
            height_range_cm(physique.sex, physique.age_years),
            N_(
                "Pour ce sexe et cet âge, la taille doit être comprise entre {low} et {high} cm "
                "pour calculer un corps, reçu : {value} cm."
            ),
        ),
        (
            "weight_kg",
            weight_range_kg(physique.age_years, max(physique.height_cm, 1.0)),
            N_(
                "À cet âge et à cette taille, le poids doit être compris entre {low} et {high} kg "
                "pour calculer un corps, reçu : {value} kg."
            ),
        ),
    )
    for name, (low, high), sentence in checks:
        value = getattr(physique, name)
        if not _is_within(value, (low, high)):
            raise OutsideModel(
                sentence,
                field=name,
                value=f"{value:g}",
                low=f"{_tenths(low, high)[0]:g}",
                high=f"{_tenths(low, high)[1]:g}",
            )


@lru_cache(maxsize=_BODIES_KEPT)
def body_for(physique: Physique) -> Body:
    """Compute the body of these four figures; the last four are kept.

    Raises
    ------
    OutsideModel
        A body that the shape model was not fitted on; the sentence says the range.

    """
    _refuse_outside(physique)
    shape = load().shapes[physique.sex]
    scores = features(physique) @ shape.coefficients
    vertices = shape.mean_tenth_mm / 10.0
    by_row = vertices.reshape(-1)
    for score, component in zip(scores, shape.components, strict=True):
        by_row += score * component  # row by row: no float copy of the whole array
    return Body(physique, _girths_calibrated(physique, vertices))


def du_bois_mm2(height_cm: float, weight_kg: float) -> float:
    """Body surface by the formula of Du Bois and Du Bois (Arch Intern Med 1916;17:863), in mm²."""
    return float(0.007184e6 * weight_kg**0.425 * height_cm**0.725)


def _girths_calibrated(physique: Physique, vertices: Floats) -> Floats:
    """Keep an adult's body surface within 1.8 % of Du Bois by widening or narrowing the body.

    Very few adults between 150 and 195 cm and 18 and 40 kg/m² need it: tall slim women, whose
    surface comes out up to 2.1 % too small. Breadth and depth change by the same share, 0.3 % at
    most; nobody else changes.
    """
    if physique.age_years < ADULT_AGE_YEARS:
        return vertices
    aim = du_bois_mm2(physique.height_cm, physique.weight_kg)
    across = cross(*edges(vertices, load().faces))
    ratio = float(np.sqrt(dot(across, across)).sum()) / 2.0 / aim
    wanted = float(np.clip(ratio, 1.0 - DU_BOIS_TOLERANCE, 1.0 + DU_BOIS_TOLERANCE))
    girth = 1.0 + (wanted / ratio - 1.0) / SURFACE_BY_GIRTH
    return np.asarray(vertices * np.array([girth, 1.0, girth]))


def nearest(physique: Physique) -> tuple[Physique, bool]:
    """Find the nearest body that can be made, and whether it differs from what was asked.

    Age first, then height at that age, then weight at that age and height; whatever is moved
    ends on a tenth that a person can read.
    """
    age = _within(physique.age_years, age_range_years())
    height = _within(physique.height_cm, height_range_cm(physique.sex, age))
    weight = _within(physique.weight_kg, weight_range_kg(age, height))
    found = Physique(physique.sex, age, height, weight)
    return (physique, False) if found == physique else (found, True)


def _tenths(low: float, high: float) -> tuple[float, float]:
    """Narrow a range to tenths, which are inside it."""
    return float(np.ceil(low * 10.0) / 10.0), float(np.floor(high * 10.0) / 10.0)


def _within(value: float, range_: tuple[float, float]) -> float:
    """Give the value, or the nearest tenth inside the range."""
    return value if _is_within(value, range_) else float(np.clip(value, *_tenths(*range_)))


def _is_within(value: float, range_: tuple[float, float]) -> bool:
    """Tell whether a value is in a range, rounding of the last digit allowed."""
    return range_[0] - 1e-9 <= value <= range_[1] + 1e-9


def silhouette(sex: str, age_years: float, name: str) -> Physique:
    """Body of one of four silhouettes, where height and weight are unknown.

    Mean height at the age; body mass index 19, 23, 28 or 34 (a child: two thirds of it).

    Raises
    ------
    Refused
        A silhouette of another name.

    """
    if name not in _SILHOUETTE_BMI:
        raise Refused(
            N_("Silhouette inconnue : {name!r} (silhouettes : {known})."),
            name=name,
            known=", ".join(SILHOUETTES),
        )
    age = _within(age_years, age_range_years())
    grown = age >= ADULT_AGE_YEARS
    growth = 80.0 + 5.9 * age
    height = _ADULT_MEAN_HEIGHT_CM[sex]
    height = round(height if grown else min(growth, height), 1)
    share = 1.0 if grown else 0.66 + 0.34 * (age - 6.0) / 12.0
    wanted = _SILHOUETTE_BMI[name] * share * (height / 100.0) ** 2
    return Physique(sex, age, height, _within(round(wanted, 1), weight_range_kg(age, height)))

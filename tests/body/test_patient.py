"""Bodies from four figures: their surface, their height, and what is refused."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesomap.body import patient
from mesomap.domain.physique import Physique
from mesomap.errors import OutsideModel, Refused

ADULTS = [
    Physique(sex, age, float(height), bmi * (height / 100) ** 2)
    for sex, (height, age), bmi in itertools.product(
        "FM", ((150, 30.0), (165, 20.0), (180, 55.0), (195, 40.0)), (18.0, 26.0, 40.0)
    )
]


def test_there_are_24_adults():
    assert len(ADULTS) == 24


@pytest.mark.parametrize(
    "adult", ADULTS, ids=lambda p: f"{p.sex}{p.height_cm:.0f}-{p.weight_kg:.0f}"
)
def test_the_surface_of_adults_is_near_du_bois(adult):
    """DuBois and DuBois, Arch Intern Med 1916;17:863: 0.007184 · W^0.425 · H^0.725 m²."""
    formula_m2 = 0.007184 * adult.weight_kg**0.425 * adult.height_cm**0.725
    assert patient.body_for(adult).skin.bsa_mm2 / 1e6 == pytest.approx(formula_m2, rel=0.02)


@pytest.mark.parametrize("adult", ADULTS[::5], ids=lambda p: f"{p.sex}{p.height_cm:.0f}")
def test_bodies_are_as_tall_as_they_should_be(adult):
    high = patient.body_for(adult).vertices[:, 1]
    assert np.ptp(high) / 10 == pytest.approx(adult.height_cm, abs=1.0)


def test_the_two_sides_of_a_body_are_alike():
    body = patient.body_for(Physique("M", 40.0, 176.0, 75.0))
    left = body.vertices[body.vertices[:, 0] > 1]
    right = body.vertices[body.vertices[:, 0] < -1]
    assert len(left) == len(right)
    assert left[:, 0].sum() == pytest.approx(-right[:, 0].sum(), rel=1e-3)


@pytest.mark.parametrize(
    ("physique", "range_"),
    [
        (Physique("F", 5.9, 115.0, 20.0), "6 et 85 ans"),
        (Physique("F", 85.1, 160.0, 60.0), "6 et 85 ans"),
        (Physique("M", 40.0, 146.9, 50.0), "147 et 201 cm"),
        (Physique("M", 40.0, 400.0, 80.0), "147 et 201 cm"),
        (Physique("M", 10.0, 176.0, 60.0), "121.7 et 156.6 cm"),
        (Physique("M", 40.0, 180.0, 51.8), "51.9 et 139.3 kg"),
        (Physique("M", 40.0, 180.0, 139.4), "51.9 et 139.3 kg"),
        (Physique("F", 40.0, -1.0, 60.0), "145 et 198 cm"),
    ],
)
def test_a_body_outside_is_refused_with_the_range(physique, range_):
    with pytest.raises(OutsideModel) as refused:
        patient.body_for(physique)
    assert range_ in str(refused.value)
    assert refused.value.values["field"] in {"age_years", "height_cm", "weight_kg"}


@pytest.mark.parametrize(
    "physique",
    [
        Physique("M", 40.0, 147.0, 60.0),
        Physique("M", 40.0, 201.0, 100.0),
        Physique("F", 40.0, 198.0, 16.0 * 1.98**2),
        Physique("F", 40.0, 198.0, 43.0 * 1.98**2),
        Physique("F", 6.0, 115.0, 20.0),
        Physique("F", 85.0, 160.0, 41.0),
        Physique("F", 17.9, 165.0, 60.0),
        Physique("F", 18.0, 165.0, 60.0),
    ],
)
def test_the_borders_of_the_range_are_inside(physique):
    assert np.isfinite(patient.body_for(physique).vertices).all()
    assert patient.nearest(physique) == (physique, False)


@pytest.mark.parametrize(
    "physique",
    [
        Physique("F", 3.0, 95.0, 14.0),
        Physique("M", 99.0, 160.0, 50.0),
        Physique("M", 40.0, 220.0, 130.0),
        Physique("F", 30.0, 160.0, 20.0),
        Physique("F", 30.0, 160.0, 200.0),
        Physique("M", 12.0, 100.0, 90.0),
    ],
)
def test_the_nearest_body_can_be_made(physique):
    found, changed = patient.nearest(physique)
    assert changed
    assert found.sex == physique.sex
    assert patient.body_for(found).skin.bsa_mm2 > 5e5


def test_silhouettes_can_be_made_at_every_age_and_grow():
    for sex, age in itertools.product("FM", (6.0, 9.5, 14.0, 17.9, 18.0, 40.0, 85.0)):
        surfaces = [
            patient.body_for(patient.silhouette(sex, age, name)).skin.bsa_mm2
            for name in patient.SILHOUETTES
        ]
        assert surfaces == sorted(surfaces)
    assert patient.silhouette("F", 40.0, "medium") == Physique("F", 40.0, 163.0, 61.1)


def test_an_unknown_silhouette_is_refused():
    with pytest.raises(Refused, match="slim, medium, strong, obese"):
        patient.silhouette("F", 40.0, "thin")


def test_a_body_is_made_once():
    physique = Physique("F", 33.0, 170.0, 61.0)
    assert patient.body_for(physique) is patient.body_for(Physique("F", 33.0, 170.0, 61.0))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from("FM"), st.floats(-5, 120), st.floats(-10, 300), st.floats(-5, 400))
def test_whatever_is_asked_the_nearest_body_can_be_made(sex, age, height, weight):
    asked = Physique(sex, age, height, weight)
    found, changed = patient.nearest(asked)
    assert patient.nearest(found) == (found, False)
    assert changed == (found != asked)
    assert np.isfinite(patient.body_for(found).vertices).all()

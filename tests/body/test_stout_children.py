"""Between childhood and adult stoutness the body keeps a surface that some formula allows."""

import numpy as np
import pytest

from mesomap.body import patient
from mesomap.domain.physique import Physique

AGES = (7.0, 10.0, 12.0, 13.9, 15.0, 16.5, 17.9)


def surface_mm2(physique):
    return patient.body_for(physique).skin.bsa_mm2


def haycock_mm2(height_cm, weight_kg):
    return 0.024265e6 * weight_kg**0.5378 * height_cm**0.3964


@pytest.mark.parametrize("sex", ["F", "M"])
@pytest.mark.parametrize("age", AGES)
def test_a_stout_child_has_a_childs_surface(sex, age):
    low, high = patient.height_range_cm(sex, age)
    for height in np.linspace(low, high, 3):
        for weight in np.linspace(*patient.weight_range_kg(age, height), 5):
            ours = surface_mm2(Physique(sex, age, float(height), float(weight)))
            off = [
                abs(ours / formula(height, weight) - 1.0)
                for formula in (patient.du_bois_mm2, haycock_mm2)
            ]
            assert min(off) < 0.05, (height, weight)


def test_a_boy_grows_with_his_weight_without_a_jump():
    weights = np.arange(60.0, 74.0, 0.5)
    found = [surface_mm2(Physique("M", 13.9, 168.2, float(w))) for w in weights]
    assert (np.abs(np.diff(np.log(found))) < 0.01).all()

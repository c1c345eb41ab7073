"""What is asked of values at the door."""

import math

import pytest

from mesomap.domain.ask import finite, is_finite, within
from mesomap.errors import Malformed, Refused


@pytest.mark.parametrize("value", [0, -3, 2.5, 2**60, 1e-300])
def test_a_finite_number(value):
    assert is_finite(value)
    assert finite(value, "height_cm") == value


@pytest.mark.parametrize("value", [True, None, "3", [3], math.nan, math.inf, -math.inf, 10**400])
def test_no_finite_number(value):
    assert not is_finite(value)
    with pytest.raises(Malformed, match="height_cm doit être un nombre fini"):
        finite(value, "height_cm")
    with pytest.raises(Refused):
        within(value, "height_cm", 0, 10)

"""Needles as a practice types them, and as boxes print them."""

import pytest

from mesomap.domain.needles import needle
from mesomap.errors import Refused


@pytest.mark.parametrize(
    "text", ["13 mm/30G", "30G/13mm", "13 mm (30G)", "30 G – 13 mm", "30G x 13 mm;"]
)
def test_length_and_gauge_with_any_sign_between_them(text):
    assert needle(text) == {"mm": 13, "gauge": 30}


@pytest.mark.parametrize("text", ["-4", "4 mm-", "(4)", "/4 mm", "30G"])
def test_a_sign_without_a_gauge_is_no_length(text):
    with pytest.raises(Refused):
        needle(text)

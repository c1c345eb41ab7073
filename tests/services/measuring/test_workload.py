"""Which regions a fee counts, and which zones a reader is told: the share of the skin, exactly."""

import pytest

from mesomap.body import zones
from mesomap.body.areas import Areas
from mesomap.services.measuring.workload import regions_of, zones_of

LUMBAR, KNEE, OTHER_KNEE = "lumbar_paravertebral.L", "knee_patellar.L", "knee_patellar.R"
BACK, LEFT_KNEE = ("lumbar_back", "median"), ("knee", "left")


def shared(knee_mm2):
    """A thousand mm² of which so much lies on the left knee, the rest on the lower back."""
    return Areas(2e6, 1_000.0, 0.0, {LUMBAR: 1_000.0 - knee_mm2, KNEE: knee_mm2}, {}, {})


@pytest.mark.parametrize(
    ("knee_mm2", "counted"),
    [
        (0.0, False),
        (50.0, False),
        (99.9, False),
        (100.0, True),
        (100.1, True),
        (299.9, True),
        (500.0, True),
    ],
)
def test_a_region_that_marks_reach_into_counts_from_a_tenth_of_the_skin(knee_mm2, counted):
    """The tariff by region is the practice's money: a tenth is in, less is not."""
    found = regions_of([], shared(knee_mm2))
    assert (LEFT_KNEE in found) is counted
    assert (KNEE in zones_of([], shared(knee_mm2))) is counted
    assert len(found) == 1 + counted


def test_sides_of_a_region_along_the_middle_are_one_and_knees_are_two():
    both = Areas(
        2e6,
        400.0,
        0.0,
        {LUMBAR: 100.0, "lumbar_paravertebral.R": 100.0, KNEE: 100.0, OTHER_KNEE: 100.0},
        {},
        {},
    )
    assert set(regions_of([], both)) == {BACK, LEFT_KNEE, ("knee", "right")}


def test_zones_of_one_region_count_together():
    """Two zones of a twentieth each make the tenth of their region."""
    other = next(
        k for k, z in zones.ZONES.items() if z.region == "knee" and z.side == "left" and k != KNEE
    )
    found = regions_of(
        [], Areas(2e6, 1_000.0, 0.0, {LUMBAR: 900.0, KNEE: 50.0, other: 50.0}, {}, {})
    )
    assert LEFT_KNEE in found


def test_nothing_treated_is_in_no_region():
    nothing = Areas(2e6, 0.0, 0.0, {KNEE: 0.0}, {}, {})
    assert regions_of([], nothing) == zones_of([], nothing) == ()

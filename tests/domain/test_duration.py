"""The model of duration: its figures, its range, what it refuses."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesomap.domain.duration import (
    COEFFICIENTS,
    DEFAULTS,
    Duration,
    Workload,
    clock_minutes,
    coefficients_from_json,
    duration_of,
)
from mesomap.errors import Malformed, Refused

some = st.floats(0, 500)
workloads = st.builds(
    Workload,
    regions=st.integers(0, 12),
    idp_points=some,
    ihd_points=some,
    ids_manual_cm2=some,
    ids_injector_cm2=some,
    ied_cm2=some,
    position_changes=st.integers(0, 3),
)


def test_nothing_marked_takes_no_time():
    assert duration_of(Workload(regions=0, position_changes=0)).mid_s == 0


def test_the_published_starting_values_are_added_up():
    work = Workload(
        regions=2, idp_points=10, ihd_points=5, ids_manual_cm2=20, ids_injector_cm2=8, ied_cm2=30,
        position_changes=1,
    )  # fmt: skip
    # 180 + 2×60 + 10×2 + 5×4 + 20×2.1 + 8×1.25 + 30×1 + 45 + 120
    assert duration_of(work).mid_s == pytest.approx(587.0)


def test_the_range_is_a_quarter_on_each_side_and_rounded_outwards():
    duration = duration_of(Workload(regions=1, idp_points=20))
    assert duration.mid_s == 400
    assert (duration.low_s, duration.high_s) == (300, 500)
    assert clock_minutes(duration) == {"low": 5, "mid": 7, "high": 9}


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [
        ((359, 389, 421), {"low": 5, "mid": 6, "high": 8}),
        ((300, 390, 480), {"low": 5, "mid": 7, "high": 8}),
        ((0.5, 29.9, 60.1), {"low": 0, "mid": 0, "high": 2}),
    ],
)
def test_minutes_of_a_range_go_outwards_and_half_a_minute_up(seconds, minutes):
    assert clock_minutes(Duration(*seconds)) == minutes


@given(workloads)
def test_the_lines_add_up_and_the_range_holds_the_middle(work):
    duration = duration_of(work)
    assert math.isclose(sum(line.seconds for line in duration.lines), duration.mid_s)
    assert duration.low_s <= duration.mid_s <= duration.high_s
    minutes = clock_minutes(duration)
    assert minutes["low"] <= minutes["mid"] <= minutes["high"]
    assert all(line.seconds > 0 for line in duration.lines)


@given(workloads, st.floats(0.1, 50))
def test_more_work_never_takes_less_time(work, more):
    longer = duration_of(Workload(
        work.regions, work.idp_points + more, work.ihd_points, work.ids_manual_cm2,
        work.ids_injector_cm2, work.ied_cm2, work.position_changes,
    ))  # fmt: skip
    assert longer.mid_s > duration_of(work).mid_s


def test_every_coefficient_says_where_it_comes_from():
    assert all(c.reference.endswith(".") and c.status == "D" for c in COEFFICIENTS)
    assert coefficients_from_json({}) == DEFAULTS


@pytest.mark.parametrize("value", [-0.1, 3600.1, "60", True, None, math.nan, math.inf])
def test_an_impossible_coefficient_is_refused_and_named(value):
    with pytest.raises(Refused) as caught:
        coefficients_from_json({"set_up_s": value})
    assert caught.value.values["field"] == "set_up_s"


@pytest.mark.parametrize("value", [0, 3600])
def test_the_ends_of_the_range_are_accepted(value):
    assert coefficients_from_json({"set_up_s": value})["set_up_s"] == value


def test_an_unknown_coefficient_is_refused():
    with pytest.raises(Refused, match="per_wish"):
        coefficients_from_json({"per_wish": 1})
    with pytest.raises(Malformed):
        coefficients_from_json([1])

"""Marks that come and go: `Live` answers as `measure` does of the marks that are left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesomap.body.area import measure
from mesomap.body.live import Live
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.errors import Refused
from tests.body import people


def stock():
    """Marks that overlap each other: points of all depths, an outline, a stroke, a zone."""
    rng = np.random.default_rng(11)
    depths = [(Depth.IDP,), (Depth.IHD,), (Depth.IDS, Depth.IDP), (Depth.IED,)]
    points = [
        Mark(f"q{i}", Kind.POINT, depths[i % 4], (a,), radius_mm=4.0 + i)
        for i, a in enumerate(people.random_points(rng, 12, spread_mm=35.0))
    ]
    return people.lumbar_marks() + points


STOCK = stock()
steps = st.lists(st.tuples(st.booleans(), st.integers(0, len(STOCK) - 1)), max_size=25)


def same(live, marks):
    found, expected = live.areas(region=True), measure(people.woman(), marks)
    assert found.treated_mm2 == pytest.approx(expected.treated_mm2, rel=1e-9, abs=1e-9)
    assert found.region_mm2 == pytest.approx(expected.region_mm2, rel=1e-9, abs=1e-9)
    assert found.bsa_mm2 == expected.bsa_mm2
    assert found.warnings == expected.warnings
    for name in ("by_zone_mm2", "by_depth_mm2", "by_mark_mm2"):
        assert dict(getattr(found, name)) == pytest.approx(
            dict(getattr(expected, name)), rel=1e-9, abs=1e-9
        )


@settings(max_examples=12, deadline=None, derandomize=True)
@given(steps, st.integers(0, len(STOCK)))
def test_whatever_comes_and_goes_it_measures_what_is_left(changes, start):
    left = {mark.id: mark for mark in STOCK[:start]}
    live = Live(people.woman(), left.values())
    for coming, i in changes:
        mark = STOCK[i]
        left.pop(mark.id, None)
        live.remove(mark.id)
        if coming:
            left[mark.id] = mark
            live.add(mark)
    same(live, list(left.values()))


def test_a_mark_of_the_same_id_gives_way():
    one, other = STOCK[0], STOCK[2]
    moved = Mark(one.id, other.kind, (Depth.IHD,), other.anchors, radius_mm=20.0)
    live = Live(people.woman(), [one, STOCK[1]])
    live.add(moved)
    same(live, [moved, STOCK[1]])


def test_what_is_refused_changes_nothing():
    live = Live(people.woman(), STOCK[:9])
    before = live.areas(region=True)
    ring = people.outline_around((0.0, -1000.0), 40.0, corners=4)
    crossed = Mark(
        STOCK[0].id, Kind.PATCH, (Depth.IDS,), (ring[0], ring[2], ring[1], ring[3]),
        view="back", figure="F",
    )  # fmt: skip
    nowhere = Mark(STOCK[1].id, Kind.POINT, (Depth.IDP,), ((24724, 0.2, 0.2),))
    for bad in (crossed, nowhere):
        with pytest.raises(Refused):
            live.add(bad)
    assert live.areas(region=True) == before


def test_removing_everything_leaves_nothing():
    live = Live(people.woman(), STOCK)
    for mark in STOCK:
        live.remove(mark.id)
    live.remove("never there")
    same(live, [])


def test_warnings_come_and_go_with_their_mark():
    hidden = Mark(
        "h", Kind.PATCH, (Depth.IDS,), people.outline_around((0.0, -1050.0), 30.0),
        view="front", figure="F",
    )  # fmt: skip
    live = Live(people.woman(), [STOCK[0]])
    live.add(hidden)
    assert [w.code for w in live.areas().warnings] == ["nothing-seen"]
    live.remove("h")
    assert live.areas().warnings == ()

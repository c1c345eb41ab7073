"""Outlines on skin that is turned away: a better view is named, and takes the outline over."""

import numpy as np
import pytest

from mesomap.body.anchors import from_view, to_view
from mesomap.body.area import measure
from mesomap.body.carried import carry
from mesomap.body.views import all_views
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.errors import Refused
from tests.body import people

#: Figure, view, corners, and a view that sees the skin.
OUTLINES = {
    "flank from the front": (
        "F", "front", [(108, -1120), (128, -1120), (128, -1060), (108, -1060)], "left",
    ),
    "back, round": (
        "F", "back", 50 * np.column_stack([np.cos(t := np.arange(9) * 0.69), np.sin(t)]) + (20, -1080),
        "lower-back",
    ),
    "flank from behind": (
        "M", "back", [(-128, -1120), (-112, -1120), (-112, -1070), (-128, -1070)], "left",
    ),
    "knee": ("F", "front", [(70, -480), (110, -480), (110, -430), (70, -430)], "knee-front.L"),
}  # fmt: skip


def outline(name):
    figure, view, corners, other = OUTLINES[name]
    anchors = from_view(figure, view, np.array(corners, dtype=float))
    assert None not in anchors
    return Mark("o", Kind.PATCH, (Depth.IDS,), tuple(anchors), view=view, figure=figure), other


@pytest.mark.parametrize("name", OUTLINES)
def test_the_same_skin_is_outlined_in_the_other_view(name):
    mark, other = outline(name)
    body = people.woman()
    there = carry(body, mark, other)
    assert (there.id, there.kind, there.depths, there.view) == ("o", mark.kind, mark.depths, other)
    assert to_view(there.figure, other, there.anchors)[1].all()
    old, new = measure(body, [mark]), measure(body, [there])
    assert new.treated_mm2 == pytest.approx(old.treated_mm2, rel=0.005)
    both = measure(body, [mark, there])
    assert both.treated_mm2 == pytest.approx(old.treated_mm2, rel=0.01)


def test_a_better_view_is_named_and_warns_no_more():
    mark, _ = outline("flank from the front")
    body = people.woman()
    (warning,) = measure(body, [mark]).warnings
    there = carry(body, mark, warning.values["better_view"])
    assert measure(body, [there]).warnings == ()


def test_a_view_that_does_not_see_it_all_is_refused():
    mark, _ = outline("back, round")
    for view in ("front", "right", "knee-front.L"):
        with pytest.raises(Refused, match="ne montre pas toute la peau"):
            carry(people.woman(), mark, view)
    with pytest.raises(Refused, match="Vue inconnue"):
        carry(people.woman(), mark, "above")


def test_a_close_up_is_offered_by_its_own_name():
    """On the sole from the front no whole view is any better."""
    rng = np.random.default_rng(2)
    named = set()
    for _ in range(60):
        middle = rng.uniform((60.0, -110.0), (130.0, -5.0))
        ring = middle + 7.0 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
        anchors = from_view("F", "front", ring)
        if None in anchors:
            continue
        mark = Mark("o", Kind.PATCH, (Depth.IDS,), tuple(anchors), view="front", figure="F")
        try:
            warnings = measure(people.woman(), [mark]).warnings
        except Refused:
            continue
        named |= {w.values.get("better_view"): str(w) for w in warnings}.items()
    close = {(view, said) for view, said in named if view and not all_views()[view].is_whole}
    assert close
    for view, said in close:
        assert all_views()[view].names["fr"] in said

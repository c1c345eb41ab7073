"""Odd outlines and strokes: measured where that is possible, else refused with a sentence."""

import json
import time

import numpy as np
import pytest
from click.testing import CliRunner

from mesomap.body.anchors import from_view
from mesomap.body.area import measure
from mesomap.cli_area import area
from mesomap.domain.depths import Depth
from mesomap.domain.marks import MAX_ANCHORS, Kind, Mark
from mesomap.errors import Refused
from tests.body import people
from tests.body.test_cli_area import CASE, PATCH, changed


def anchors(uv, view="back", figure="F"):
    found = from_view(figure, view, np.asarray(uv, dtype=float))
    assert None not in found
    return tuple(found)


def patch(uv, view="back", figure="F"):
    return Mark("o", Kind.PATCH, (Depth.IDS,), anchors(uv, view, figure), view=view, figure=figure)


def wavy(corners, middle=(0.0, -1080.0)):
    """A closed line of many corners that waves and does not cross itself, and its own area."""
    turn = np.arange(corners) * 2.0 * np.pi / corners
    radius = 40.0 + 4.0 * np.sin(40.0 * turn)
    return np.array(middle) + radius[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])


def test_an_outline_across_the_midline_is_the_sum_of_its_halves():
    left = [(-40, -1120), (0, -1120), (0, -1040), (-40, -1040)]
    right = [(0, -1120), (40, -1120), (40, -1040), (0, -1040)]
    whole = [(-40, -1120), (40, -1120), (40, -1040), (-40, -1040)]
    body = people.woman()
    halves = [measure(body, [patch(uv)]).treated_mm2 for uv in (left, right)]
    assert measure(body, [patch(whole)]).treated_mm2 == pytest.approx(sum(halves), rel=1e-6)


def test_an_outline_of_five_thousand_corners_is_measured_soon():
    many, few = patch(wavy(5000)), patch(wavy(1000))
    body = people.woman()
    measure(body, [few])
    start = time.perf_counter()
    found = measure(body, [many])
    assert time.perf_counter() - start < 5.0  # 0.1 s on an idle machine
    assert found.treated_mm2 == pytest.approx(measure(body, [few]).treated_mm2, rel=0.002)
    assert found.warnings == ()


def test_more_corners_than_anybody_draws_are_refused():
    too_many = PATCH | {"anchors": PATCH["anchors"][:1] * (MAX_ANCHORS + 1)}
    assert "20000" in refused(changed(marks=[too_many]))


def test_an_outline_round_a_limb_and_back_is_told_apart():
    """From the front round the thigh: what the front does not show is not counted, and it says so."""
    front = from_view("F", "front", np.array([(-90.0, -650.0), (-50.0, -650.0), (-50.0, -700.0)]))
    behind = from_view("F", "back", np.array([(70.0, -730.0), (90.0, -700.0)]))
    ring = Mark("o", Kind.PATCH, (Depth.IDS,), (*front, *behind), view="front", figure="F")
    found = measure(people.woman(), [ring])
    assert [w.code for w in found.warnings] == ["wraps-round"]
    assert "40" in str(found.warnings[0])
    assert 0.0 < found.treated_mm2 < 6000.0


def test_one_that_crosses_itself_on_its_view_is_refused():
    front = from_view("F", "front", np.array([(-90.0, -650.0), (-50.0, -650.0)]))
    behind = from_view("F", "back", np.array([(90.0, -700.0), (50.0, -700.0)]))
    ring = Mark("o", Kind.PATCH, (Depth.IDS,), (*front, *behind), view="front", figure="F")
    with pytest.raises(Refused, match="croise"):
        measure(people.woman(), [ring])


def refused(case):
    result = CliRunner().invoke(area, ["-", "--json"], input=json.dumps(case))
    assert result.exit_code == 2, result.stdout
    assert result.stdout == ""
    text = result.stderr.strip().replace("\u00a0", " ")
    assert text.count("\n") == 0
    assert text.endswith(".")
    return text


@pytest.mark.parametrize(
    ("case", "word"),
    [
        (changed(marks=[PATCH | {"view": "tail"}]), "Vue inconnue"),
        (changed(marks=[PATCH | {"view": "knee-front"}]), "Vue inconnue"),
        (changed(marks=[PATCH | {"view": "../etc"}]), "Vue inconnue"),
        (changed(marks=[PATCH | {"figure": "F99"}]), "Figure inconnue"),
        (changed(marks=[PATCH | {"figure": "F_arm-up"}]), "Figure inconnue"),
        (changed(marks=[PATCH | {"view": "lower-back", "figure": "M10"}]), "gros plan"),
        (changed(zones="9"), "Version des zones"),
        (changed(zones=1), "version des zones"),
    ],
    ids=["view", "a view without its side", "a path", "figure", "a pose", "close-up of a child",
         "zones of tomorrow", "zones as a number"],
)  # fmt: skip
def test_drawings_and_zones_that_do_not_exist_are_refused(case, word):
    assert word in refused(case)


def test_a_stroke_of_a_kilometre_is_refused_in_metres():
    there_and_back = [list(a) for a in anchors([(-80.0, -1080.0), (80.0, -1081.0)])] * 4000
    stroke = PATCH | {"kind": "stroke", "anchors": there_and_back, "figure": "F"}
    assert "trop long" in refused(changed(marks=[stroke]))


def test_a_case_of_the_first_zones_is_told_in_their_names():
    gluteal = {"id": "z", "kind": "zone", "zone": "gluteal.L", "depth": "IDS"}
    case = CASE | {"marks": [gluteal]}
    first, now = (
        json.loads(CliRunner().invoke(area, ["-", "--json"], input=json.dumps(c)).stdout)
        for c in (case | {"zones": "1"}, case)
    )
    assert list(first["by_zone_cm2"]) == ["gluteal.L"]
    assert first["treated_cm2"] > 1.2 * now["treated_cm2"]

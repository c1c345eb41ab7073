"""Which skin a view shows: the same answer here and on the tablet (tests/js/sight.test.js)."""

import json
from pathlib import Path

import pytest

from mesomap.body.anchors import to_view

CASES = json.loads((Path(__file__).parents[1] / "cases" / "sight" / "places.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['figure']}-{c['view']}-{c['limb']}")
def test_what_a_view_shows(case):
    uv, visible = to_view(case["figure"], case["view"], case["anchors"], limb=case["limb"])
    assert visible.tolist() == case["visible"]
    assert uv.round(2).tolist() == case["uv_mm"]

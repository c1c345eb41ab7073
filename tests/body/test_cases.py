"""The shared case files: figures that Python and JavaScript both answer for."""

import json
from pathlib import Path

import pytest

from mesomap.body.area import measure
from mesomap.body.case import areas_to_json, read_case
from tests.body.make_cases import CASES, FOLDER

FILES = sorted(FOLDER.glob("*.json"))


def test_every_case_is_written():
    assert {path.stem for path in FILES} == set(CASES)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_figures_stand(path):
    """Within 0.05 %, which is what a stored session promises to give again years later."""
    file = json.loads(Path(path).read_text(encoding="utf-8"))
    found, expected = areas_to_json(measure(*read_case(file["case"]))), file["areas"]
    assert found["warnings"] == expected["warnings"]
    for key in ("bsa_cm2", "treated_cm2", "by_zone_cm2", "by_depth_cm2"):
        assert found[key] == pytest.approx(expected[key], rel=5e-4, abs=1e-4)
    assert found["region_cm2"] == pytest.approx(expected["region_cm2"], rel=5e-3, abs=1e-4)

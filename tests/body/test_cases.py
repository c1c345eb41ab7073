"""The shared case files: figures that Python and JavaScript both answer for."""

import json
from pathlib import Path

import pytest

from mesomap.body.area import measure
from mesomap.body.case import areas_to_json, read_case, zones_of_case
from tests.body.make_cases import CASES, FOLDER

#: What the first version's zones gave: never written again.
FIRST_ZONES = FOLDER.with_name("area_zones_1")
FILES = sorted(FOLDER.glob("*.json")), sorted(FIRST_ZONES.glob("*.json"))


def test_every_case_is_written():
    now, first = ({path.stem for path in files} for files in FILES)
    assert now == set(CASES)
    assert first == {name for name in CASES if not name.startswith("armpit")}


@pytest.mark.parametrize("path", [*FILES[0], *FILES[1]], ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_figures_stand(path):
    """Within 0.05 %, which is what a stored session promises to give again years later."""
    file = json.loads(Path(path).read_text(encoding="utf-8"))
    case, expected = file["case"], file["areas"]
    found = areas_to_json(measure(*read_case(case), zones_version=zones_of_case(case)))
    assert found["warnings"] == expected["warnings"]
    for key in ("bsa_cm2", "treated_cm2", "by_zone_cm2", "by_depth_cm2"):
        assert found[key] == pytest.approx(expected[key], rel=5e-4, abs=1e-4)
    assert found["region_cm2"] == pytest.approx(expected["region_cm2"], rel=5e-3, abs=1e-4)

"""What a practice may say of a danger area, whichever door it comes through."""

import pytest

from mesomap.body import layers
from mesomap.errors import Refused
from mesomap.services.practice.danger_areas import danger_areas_from_json, on_both_sides


def test_every_area_is_there_and_nothing_is_said_of_it():
    found = danger_areas_from_json({})
    assert list(found) == list(layers.danger_keys())
    assert len(found) == 7
    assert all(own == {"depth_mm": None, "note": ""} for own in found.values())
    assert on_both_sides(found) == {}


def test_what_is_said_holds_on_both_sides():
    found = danger_areas_from_json(
        {"eye": {"depth_mm": 0, "note": "x"}, "armpit": {"depth_mm": 50}}
    )
    assert on_both_sides(found) == {
        "eye.L": {"depth_mm": 0.0, "note": "x"},
        "eye.R": {"depth_mm": 0.0, "note": "x"},
        "armpit.L": {"depth_mm": 50.0, "note": ""},
        "armpit.R": {"depth_mm": 50.0, "note": ""},
    }


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"eye": {"depth_mm": 50.1}}, "eye.depth_mm"),
        ({"eye": {"depth_mm": True}}, "eye.depth_mm"),
        ({"eye": {"depth_mm": float("inf")}}, "eye.depth_mm"),
        ({"eye": {"depth_mm": "3"}}, "eye.depth_mm"),
        ({"eye": {"note": None}}, "eye.note"),
        ({"eye": {"note": "a" * 201}}, "eye.note"),
        ({"eye": {"colour": "red"}}, "eye"),
        ({"eye": 3}, "eye"),
        ({"eye.L": {"note": "x"}}, "eye.L"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(value, field):
    with pytest.raises(Refused) as refused:
        danger_areas_from_json(value)
    assert refused.value.values["field"] == field

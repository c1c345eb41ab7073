"""Zones that a session was drawn on stay what they were: areas, places, names of retired keys."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mesomap.body import atlas, zones
from mesomap.body.area import measure
from mesomap.body.case import areas_to_json, read_case, zones_of_case
from mesomap.body.patient import Body, body_for
from mesomap.domain.marks import mark_from_json
from mesomap.drawing.places import places

#: A session recorded with the first zones, before there were others.
RECORDED = json.loads(
    (Path(__file__).resolve().parents[1] / "cases/zones/version_1.json").read_text("utf-8")
)
CASES = ("F", "M")
VIEWS = ("front", "back", "left", "right")


def marks_of(name, *, zones_named=True):
    case = RECORDED[name]["case"]
    named = {"zones": "1"} if zones_named else {}
    return [
        mark_from_json(mark | (named if mark["kind"] == "zone" else {})) for mark in case["marks"]
    ]


@pytest.mark.parametrize("name", CASES)
def test_a_recorded_session_has_the_areas_it_had(name):
    """To 0.01 %, in total, by zone, by depth and by mark; but for the armpits (docs/decisions/0015)."""
    case, expected = RECORDED[name]["case"], RECORDED[name]["areas"]
    physique, marks = read_case(case)
    hanging = replace(atlas.load(), arms=None)
    body = Body(physique, body_for(physique).vertices, hanging)
    areas = measure(body, marks, zones_version=zones_of_case(case))
    found = areas_to_json(areas)
    for key in ("bsa_cm2", "treated_cm2", "by_zone_cm2", "by_depth_cm2"):
        assert found[key] == pytest.approx(expected[key], rel=1e-4), key
    by_mark = {key: mm2 / 100 for key, mm2 in areas.by_mark_mm2.items()}
    assert by_mark == pytest.approx(RECORDED[name]["by_mark_cm2"], rel=1e-4)


@pytest.mark.parametrize("name", CASES)
def test_only_skin_round_the_armpit_is_measured_otherwise_since(name):
    """The scapular zone of version 1 goes down into the fold behind the armpit."""
    case, before = RECORDED[name]["case"], RECORDED[name]["areas"]["by_zone_cm2"]
    found = areas_to_json(measure(*read_case(case), zones_version=zones_of_case(case)))
    more = {key: area / before[key] for key, area in found["by_zone_cm2"].items()}
    assert 1.1 < more.pop("scapular.L") < 1.25
    assert list(more.values()) == pytest.approx([1.0] * len(more), rel=1e-4)


def test_the_present_zones_would_give_others():
    """Otherwise the test above would hold with any version."""
    case, expected = RECORDED["F"]["case"], RECORDED["F"]["areas"]
    now = areas_to_json(measure(*read_case(case)))["by_zone_cm2"]
    assert now.keys() != expected["by_zone_cm2"].keys()


#: About as long as the longest faces of flank and knee.
FACE_MM = 20.0


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("view", VIEWS)
def test_it_is_shown_where_it_was_shown(name, view):
    """Every zone, and every outline on its own view, on the same skin of the same drawing.

    From another side an outline was recorded by whole faces; it is cut along its line now, so it
    is held to the recorded box to within a face.
    """
    figure, expected = RECORDED[name]["figure"], RECORDED[name]["shown"][view]
    found = {p.mark.id: p for p in places(figure, view, marks_of(name)) if p.shape is not None}
    assert expected.keys() <= found.keys()
    for key, place in found.items():
        shape = place.shape
        if place.mark.view not in (None, view):
            if key in expected:
                assert shape.bounds == pytest.approx(expected[key]["box_mm"], abs=FACE_MM), key
            continue
        assert shape.bounds == pytest.approx(expected[key]["box_mm"], abs=0.11), key
        assert shape.area == pytest.approx(expected[key]["area_mm2"], rel=2e-3, abs=0.2), key


def test_the_faces_of_the_first_zones_are_kept_to_the_byte():
    first = atlas.load().older_zones["1"]
    digest = hashlib.sha256(first.astype(np.uint8).tobytes()).hexdigest()
    assert digest == RECORDED["zone_of_face_sha256"]
    assert list(atlas.load().zone_keys[1:174]) == RECORDED["keys"]


def test_a_retired_zone_is_named_and_has_its_last_faces():
    skin = atlas.load()
    assert zones.name("scapular.R") == "Région scapulaire droite"
    assert zones.ZONES["scapular.R"].until == "1"
    retired = [key for key in zones.ZONES if key not in zones.CURRENT]
    assert set(retired) == {"foot_plantar.L", "foot_plantar.R", "scapular.L", "scapular.R"}
    for key in retired:
        first = np.flatnonzero(skin.older_zones["1"] == skin.zone_keys.index(key))
        for version in ("1", "2", None):
            assert np.array_equal(skin.zone_faces(key, version), first), key


def test_a_key_of_both_versions_means_the_faces_of_the_version_asked():
    skin = atlas.load()
    number = skin.zone_keys.index("gluteal.L")
    old, new = skin.zone_faces("gluteal.L", "1"), skin.zone_faces("gluteal.L", "2")
    assert np.array_equal(old, np.flatnonzero(skin.older_zones["1"] == number))
    assert np.array_equal(new, np.flatnonzero(skin.zone_of_face == number))
    assert len(new) < len(old), "the second version divides it"


def test_a_zone_that_came_later_has_its_faces_in_an_older_session_too():
    """A mark of a new key cannot be older than the key; it is never lost."""
    assert len(atlas.load().zone_faces("piriformis.L", "1")) > 5


def test_since_and_until_tell_what_is_on_the_skin():
    skin = atlas.load()
    there = {skin.zone_keys[i] for i in np.unique(skin.zone_of_face)}
    assert there == set(zones.CURRENT)
    assert len(zones.ZONES) == 254
    assert {z.since for z in zones.ZONES.values()} == {"1", "2"}

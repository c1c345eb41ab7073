"""Levels of the spine and danger areas: on the skin, in order, mirrored, and without a depth."""

import json

import numpy as np
import pytest
import shapely

from mesomap.body import atlas, layers
from mesomap.body.anchors import columns
from mesomap.body.points import place_on
from mesomap.resources import resource_dir

LEVELS = [f"C{i}" for i in range(1, 8)] + [f"T{i}" for i in range(1, 13)]
LEVELS += [f"L{i}" for i in range(1, 6)] + [f"S{i}" for i in range(1, 6)]
AREAS = [
    "eye", "neck_vessels", "armpit", "ulnar_nerve", "median_nerve", "femoral_triangle",
    "popliteal_fossa",
]  # fmt: skip
FIGURES = ("F", "M", "F10", "M-obese")


def at(figure, anchors):
    """Places of anchors on a figure (n, 3), mm."""
    skin = atlas.load()
    return place_on(skin.figures[figure], skin.faces, *columns(anchors))


def test_the_browser_reads_the_same_file():
    assert (resource_dir("static") / "body/layers-1.json").read_bytes() == layers.FILE.read_bytes()


def test_every_anchor_lies_on_its_face():
    found = layers.load()
    everything = [level.anchor for level in found.spine] + list(found.midline)
    for area in found.danger:
        everything += [*area.outline, area.anchor]
    for face, b1, b2 in everything:
        assert 0 <= face < atlas.load().face_count
        assert min(b1, b2, 1 - b1 - b2) >= -1e-6


@pytest.mark.parametrize("figure", FIGURES)
def test_the_levels_go_down_the_middle_of_the_back(figure):
    found = layers.load()
    assert [level.key for level in found.spine] == LEVELS
    place = at(figure, [level.anchor for level in found.spine])
    assert np.abs(place[:, 0]).max() < 1.0, "on the midline"
    assert (np.diff(place[:, 1]) < 0).all(), "each below the one above"
    steps = -np.diff(place[:, 1]) / np.ptp(place[:, 1])
    assert steps.max() < 0.09, "none is left out"
    assert steps.min() > 0.008, "no two on one spot"
    midline = at(figure, found.midline)
    assert np.abs(midline[:, 0]).max() < 1.0
    assert (np.diff(midline[:, 1]) < 0).all()


def test_the_levels_stand_where_a_doctor_finds_them():
    """T7 by the scapula's lower angle, L4 by the crests, S2 on the sacrum, C7 at the neck's foot."""
    skin = atlas.load()
    keys = {
        level.key: skin.zone_keys[skin.zone_of_face[level.anchor[0]]]
        for level in layers.load().spine
    }
    assert keys["C2"].startswith("suboccipital")
    assert keys["C5"].startswith("cervical_posterior")
    assert keys["T5"].startswith("thoracic_paravertebral")
    assert keys["L3"] == "lumbar_interspinous"
    assert keys["S2"] == "sacral"
    height = {level.key: at("M", [level.anchor])[0, 1] for level in layers.load().spine}
    edge = skin.zone_faces("scapular_medial_border.L")
    low = skin.figures["M"][skin.faces[edge]][..., 1].min()
    assert low - 15 < height["T7"] < low + 55
    crest = skin.figures["M"][skin.faces[skin.zone_faces("iliac_crest.L")]][..., 1]
    assert crest.min() < height["L4"] < crest.max() + 5


def test_areas_on_both_sides_are_mirror_images():
    danger = {area.key: area for area in layers.load().danger}
    assert list(danger) == [f"{key}.{side}" for key in AREAS for side in "LR"]
    for key in AREAS:
        left, right = (at("M", danger[f"{key}.{side}"].outline) for side in "LR")
        assert np.abs(left * [-1, 1, 1] - right).max() < 0.25, key
        assert (danger[f"{key}.L"].side, danger[f"{key}.R"].side) == ("left", "right")
        assert left[:, 0].min() > -2, "the patient's left"


@pytest.mark.parametrize("area", layers.load().danger, ids=lambda a: a.key)
def test_an_outline_is_a_closed_ring_round_its_name(area):
    ring = at("M", area.outline)
    gaps = np.linalg.norm(ring - np.roll(ring, 1, axis=0), axis=1)
    assert gaps.max() < 30, "no jump across the body"
    assert 90 < gaps.sum() < 700
    middle = ring.mean(0)
    _, _, axes = np.linalg.svd(ring - middle)
    assert shapely.MultiPoint((ring - middle) @ axes[:2].T).convex_hull.area > 400
    far = np.linalg.norm(ring - middle, axis=1).max()
    assert np.linalg.norm(at("M", [area.anchor])[0] - middle) < far


def test_names_in_both_languages_with_their_side_and_reason():
    for area in layers.load().danger:
        fr, en = ("gauche", "Left ") if area.side == "left" else ("droit", "Right ")
        assert fr in area.names["fr"]
        assert area.names["en"].startswith(en)
        assert area.plain_names["fr"] in area.names["fr"]
        assert area.why["fr"]
        assert area.why["en"]
        assert area.source
    names = {area.key: area.names["fr"] for area in layers.load().danger}
    assert names["popliteal_fossa.R"] == "Fosse poplitée droite"
    assert names["neck_vessels.R"] == "Vaisseaux du cou, côté droit"
    for lang in ("fr", "en"):
        said = [area.names[lang] for area in layers.load().danger]
        assert len(set(said)) == len(said)


def test_no_depth_is_shipped():
    text = layers.FILE.read_text("utf-8")
    assert "depth" not in text
    assert " mm" not in text
    for row in json.loads(text)["danger"]:
        assert not any(isinstance(value, int | float) for value in row.values())

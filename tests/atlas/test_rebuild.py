"""The committed atlas is what the code makes: a part is rebuilt from the intermediate, without torch."""

import json

import numpy as np
import pytest

from atlas import intermediate, names, pack, raised, shapes, skin
from atlas.subdivision import loop_step, midpoint_step
from atlas.zone_keys import KEYS, MIRROR
from tests.atlas import drawings as dr


@pytest.fixture(scope="module")
def data():
    return intermediate.load()


def test_faces_and_limbs(data):
    assert np.array_equal(skin.faces(data), dr.atlas()["faces"])
    assert np.array_equal(skin.part_of_face(data), dr.atlas()["part"])
    assert skin.faces(data).shape == (24724, 3)


def test_zone_of_each_face(data):
    assert np.array_equal(skin.zone_of_face(data), dr.atlas()["zone"])


@pytest.mark.parametrize("figure", dr.FIGURES)
def test_drawn_positions(data, figure):
    assert np.array_equal(skin.figure(data, figure), dr.atlas()[f"figure_{figure}"])


def test_static_files_are_the_atlas():
    with np.load(pack.FIGURES_NPZ) as figures:
        files = pack.static_files(dr.atlas(), dict(figures), pack.views())
    assert {p.name for p in dr.STATIC.iterdir()} >= set(files)
    for name, content in files.items():
        assert (dr.STATIC / name).read_bytes() == content, name


def test_zones_json_is_the_table():
    views = {row["key"]: row["views"] for row in dr.zone_rows()}
    assert pack.ZONES.read_text("utf-8") == pack.zones_json(views)


def test_versions_and_range():
    meta = json.loads(str(dr.atlas()["meta"]))
    assert {k: meta[k] for k in ("mesh", "zones", "drawing")} == pack.VERSIONS
    assert meta["range"]["age_years"] == [6, 85]
    for low, high in meta["range"]["adult_height_cm"].values():
        assert low <= 150
        assert high >= 195
    low, high = meta["range"]["adult_bmi"]
    assert low <= 18
    assert high >= 40


def surface_cm2(vertices):
    a, b, c = (vertices[dr.atlas()["faces"][:, k].astype(int)] for k in range(3))
    return 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 100


@pytest.mark.parametrize("sex", dr.FIGURES)
def test_bodies_have_the_surface_and_height_of_people(sex):
    """24 adults; Du Bois & Du Bois 1916: 0.007184 · kg^0.425 · cm^0.725 m2."""
    a = dr.atlas()
    shape = shapes.Shape(a[f"mean_{sex}"], a[f"comp_{sex}"], a[f"B_{sex}"])
    height, bmi, age = (
        g.ravel() for g in np.meshgrid([150.0, 165, 180, 195], [18.0, 27, 40], [25.0, 60])
    )
    weight = bmi * (height / 100) ** 2
    bodies = shape.bodies(age, height, weight)
    du_bois = 71.84 * weight**0.425 * height**0.725
    assert np.abs(np.array([surface_cm2(b) for b in bodies]) / du_bois - 1).max() < 0.02
    assert np.abs(np.ptp(bodies[..., 1], axis=1) / 10 - height).max() < 0.6


def test_each_face_and_its_mirror_image_have_mirrored_zones(data):
    vertices, faces = data.vertices["zones"], data.skin_faces
    middle = vertices[faces].mean(1)
    order = np.lexsort(np.round(middle[:, [0, 2, 1]], 1).T)
    left = [i for i in order if middle[i, 0] > 0]
    places = {tuple(np.round(middle[i], 0)): i for i in range(len(faces))}
    zone = dr.atlas()["zone"]
    pairs = [
        (zone[i], zone[j])
        for i in left
        if (j := places.get(tuple(np.round(middle[i] * [-1, 1, 1], 0)))) is not None
    ]
    assert len(pairs) > 5000
    assert np.mean([MIRROR[a] == b for a, b in pairs]) > 0.995


def test_names_cover_the_zones_and_nothing_else():
    assert {key.partition(".")[0] for key in KEYS[1:]} == set(names.TERMS)
    assert {term.region for term in names.TERMS.values()} == set(names.REGIONS)


def test_midpoints_keep_the_surface_and_loop_keeps_a_plane():
    faces = np.array([[0, 1, 2], [0, 2, 3]])
    square = np.array([[0.0, 0, 0], [2, 0, 0], [2, 2, 0], [0, 2, 0]])
    fine, values = midpoint_step(faces, square)
    a, b, c = (values[fine[:, k]] for k in range(3))
    assert np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2 == pytest.approx(4)
    assert len(fine) == 8
    _, smooth = loop_step(faces, square)
    assert np.all(smooth[:, 2] == 0)
    assert smooth[0] == pytest.approx(
        [0.25, 0.25, 0]
    )  # 3/4 of itself, 1/8 of each neighbour on the rim


def test_the_arms_raised_are_what_the_code_makes(data):
    with np.load(raised.FILE) as stored:
        made = raised.arrays(data, dr.atlas()["mean_F"])
        assert set(stored.files) == set(made)
        for name, array in made.items():
            # A weight may round the other way on another machine.
            assert stored[name] == pytest.approx(array.astype(float), rel=1e-3, abs=2e-3), name
    assert np.array_equal(made["spread"], np.unique(made["spread"]))


def test_the_skin_measured_with_raised_arms_is_both_armpits(data):
    with np.load(raised.FILE) as stored:
        spread = np.isin(np.arange(24724), stored["spread"])
    zone = np.array(KEYS)[dr.atlas()["zone"]]
    assert spread[np.isin(zone, ["axillary.L", "axillary.R"])].all()
    assert 500 < spread.sum() < 600
    far = ("lumbar", "gluteal", "thigh", "cervical", "face", "forearm", "abdomen", "trapezius")
    assert not spread[[str(key).startswith(far) for key in zone]].any()

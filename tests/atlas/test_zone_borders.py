"""The zones on the skin: mirrored exactly, none too small for a finger, none in small pieces."""

import numpy as np
import pytest

from atlas import curves, intermediate, skin
from atlas.landmarks import PART, PARTS
from atlas.zone_keys import CURRENT, INDEX, KEYS, MIRROR
from atlas.zones import zone_of
from tests.atlas import drawings as dr

#: A fingertip on the skin of an adult, and what the mesh needs to tell a zone's area at all.
LEAST_CM2, LEAST_FACES = 4.0, 6
MIRROR_X = np.array([-1.0, 1.0, 1.0])
OTHER_PART = np.array(
    [PART[(p[:-1] + {"L": "R", "R": "L"}[p[-1]]) if p[-2] == "_" else p] for p in PARTS]
)
#: Told in pieces by anatomy: each finger has its back, each toe its sole.
IN_PIECES = ("fingers_dorsal", "toes_plantar")


@pytest.fixture(scope="module")
def data():
    return intermediate.load()


@pytest.fixture(scope="module")
def faces(data):
    return skin.faces(data).astype(int)


def areas_cm2(figure):
    vertices = dr.atlas()[f"figure_{figure}"] / 10.0
    a, b, c = (vertices[dr.atlas()["faces"][:, k].astype(int)] for k in range(3))
    return np.linalg.norm(np.cross(b - a, c - a), axis=1) / 200


def test_each_face_has_the_zone_of_its_mirror_image(data):
    middle = np.round(data.vertices["zones"][data.skin_faces].mean(1), 3)
    places = {tuple(p): i for i, p in enumerate(middle.tolist())}
    other = np.array([places[tuple(p)] for p in (middle * [-1, 1, 1]).tolist()])
    zone = dr.atlas()["zone"]
    assert np.array_equal(zone[other], np.array(MIRROR)[zone])


def test_the_rules_are_mirrored_too_and_know_no_neighbours(data):
    """A place has the same zone, whichever other places are asked for with it."""
    points = data.vertices["zones"][data.skin_faces].mean(1)[::7]
    part = data.parts[data.skin_faces].mean(1).argmax(1)[::7]
    rng = np.random.default_rng(3)
    normals = rng.normal(size=points.shape)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    marks = data.landmarks("zones")
    zone = zone_of(points, normals, part, marks)
    across = zone_of(points * MIRROR_X, normals * MIRROR_X, OTHER_PART[part], marks)
    off = np.abs(points[:, 0]) > 1e-9
    assert np.array_equal(across[off], np.array(MIRROR)[zone][off])
    mix = rng.permutation(len(points))
    assert np.array_equal(zone_of(points[mix], normals[mix], part[mix], marks), zone[mix])
    one = [zone_of(points[[i]], normals[[i]], part[[i]], marks)[0] for i in range(0, 3500, 173)]
    assert one == zone[np.arange(0, 3500, 173)].tolist()


@pytest.mark.parametrize("figure", ["F", "M"])
def test_no_zone_is_too_small(figure):
    zone = dr.atlas()["zone"]
    cm2 = np.bincount(zone, areas_cm2(figure), len(KEYS))
    count = np.bincount(zone, minlength=len(KEYS))
    for key in CURRENT:
        assert cm2[INDEX[key]] >= LEAST_CM2, key
        assert count[INDEX[key]] >= LEAST_FACES, key


def test_no_zone_is_in_shreds(data, faces):
    """Apart from its largest piece a zone has none that is smaller than a fingertip's faces."""
    zone = dr.atlas()["zone"].astype(int)
    pairs = skin.face_neighbours(faces)
    piece = skin._pieces(zone, pairs)
    for key in CURRENT:
        if key.partition(".")[0] in IN_PIECES:
            continue
        sizes = np.sort(np.bincount(piece[zone == INDEX[key]]))
        sizes = sizes[sizes > 0]
        assert len(sizes) <= 2, (key, sizes)
        assert sizes[0] >= skin.SMALLEST_FACES, (key, sizes)


def test_the_first_zones_are_as_they_were():
    zone_1 = dr.atlas()["zone_1"]
    assert zone_1.dtype == np.uint8
    assert set(zone_1.tolist()) == set(range(1, 174))
    assert (dr.STATIC / "zones-1.bin").read_bytes() == zone_1.tobytes()
    assert (dr.STATIC / "zones-2.bin").read_bytes() == dr.atlas()["zone"].tobytes()


def test_a_curve_goes_through_its_knots_without_overshooting():
    knots = ((0.0, 1.0), (1.0, 3.0), (2.0, 3.5), (4.0, 0.0))
    assert curves.through(np.array([-1.0, 0, 1, 2, 4, 9]), knots) == pytest.approx(
        [1, 1, 3, 3.5, 0, 0]
    )
    fine = curves.through(np.linspace(0, 4, 400), knots)
    assert fine.max() <= 3.5
    assert np.abs(np.diff(fine)).max() < 0.06, "no step"


def test_an_outline_goes_through_its_knots():
    square = ((0, 0), (10, 0), (10, 10), (0, 10))
    u, v = np.array([5.0, 5.0, 0.05, -3.0]), np.array([5.0, -0.5, 0.05, 5.0])
    assert curves.inside(u, v, square).tolist() == [True, True, True, False]
    assert curves.oval(u, v, (5, 5), (6, 2)).tolist() == [True, False, False, False]

"""The sixteen figures and the posed ones: the same faces on all; F and M never change."""

import hashlib

import numpy as np
import pytest

from atlas import intermediate, pack, skin
from atlas.landmarks import PARTS
from atlas.people import BODIES, FIGURES, POSED
from mesomap.body import figures as choice
from mesomap.domain.marks import FIGURES as NAMED
from mesomap.domain.physique import Physique
from tests.atlas import drawings as dr

#: Outlines were recorded on these positions (int16, 0.1 mm, little-endian): they never change.
SHA256 = {
    "F": "127a92c4f7e8577b3356e001aea925e1247d0cb8393c7698f7ed9cef52e6396d",
    "M": "718c439de71d26ec2be1f919cf4c8e6f6b108d46d4dec9d80fe9bb0666241442",
}
EVERY = (*FIGURES, *POSED)


@pytest.fixture(scope="module")
def figures():
    with np.load(pack.FIGURES_NPZ) as z:
        return {name: z[name].astype(float) / 10.0 for name in z.files}


@pytest.fixture(scope="module")
def faces():
    return dr.atlas()["faces"].astype(int)


def surface_cm2(vertices, faces):
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    return np.linalg.norm(np.cross(b - a, c - a), axis=1) / 200


def height_cm(vertices):
    return float(np.ptp(vertices[:, 1])) / 10


@pytest.mark.parametrize("figure", ["F", "M"])
def test_the_first_figures_never_move(figure):
    stored = dr.atlas()[f"figure_{figure}"]
    assert hashlib.sha256(stored.astype("<i2").tobytes()).hexdigest() == SHA256[figure]
    with np.load(pack.FIGURES_NPZ) as z:
        assert np.array_equal(z[figure], stored)
    assert (dr.STATIC / f"figure-{figure}-1.bin").read_bytes() == stored.astype("<i2").tobytes()


def test_every_figure_is_there_and_no_other(figures):
    assert set(NAMED) == set(FIGURES)
    assert set(figures) == set(EVERY)
    assert set(dr.body()["figures"]) == set(FIGURES)


@pytest.mark.parametrize("figure", [f for f in EVERY if f not in "FM"])
def test_figures_are_rebuilt_from_the_intermediate(figure):
    data = intermediate.load()
    with np.load(pack.FIGURES_NPZ) as z:
        assert np.array_equal(z[figure], skin.figure(data, figure))


@pytest.mark.parametrize("figure", EVERY)
def test_every_face_has_an_area(figures, faces, figure):
    """None collapses where a limb is raised or a flank is full, none is turned inside out in bulk."""
    area = surface_cm2(figures[figure], faces)
    assert area.min() > 1e-5
    assert area.max() < 14
    assert 0.4 < np.median(area / surface_cm2(figures[figure[0]], faces)) < 1.6


@pytest.mark.parametrize("figure", EVERY)
def test_left_and_right_mirror_each_other(figures, figure):
    points = figures[figure]
    for side, other in ((1.0, -1.0), (-1.0, 1.0)):
        mine = points[points[:, 0] * side > 0.5] * [-1, 1, 1]
        theirs = {tuple(np.round(p)) for p in points[points[:, 0] * other > 0]}
        near = [
            any(
                (x + i, y + j, z + k) in theirs
                for i in (0, 1, -1)
                for j in (0, 1, -1)
                for k in (0, 1, -1)
            )
            for x, y, z in np.round(mine)
        ]
        assert np.mean(near) > 0.995


@pytest.mark.parametrize("figure", FIGURES)
def test_heights_are_as_told_and_surfaces_as_of_people(figures, faces, figure):
    (_, _, tall_cm, weight_kg), _ = BODIES[figure]
    assert height_cm(figures[figure]) == pytest.approx(tall_cm, abs=0.8)
    du_bois_cm2 = 71.84 * weight_kg**0.425 * tall_cm**0.725
    assert surface_cm2(figures[figure], faces).sum() == pytest.approx(du_bois_cm2, rel=0.06)


@pytest.mark.parametrize("sex", ["F", "M"])
def test_builds_and_ages_stand_in_their_order(figures, faces, sex):
    builds = [f"{sex}-slim", sex, f"{sex}-strong", f"{sex}-obese"]
    ages = [f"{sex}10", f"{sex}14", sex]
    for row in (builds, ages, [f"{sex}10", f"{sex}10-strong"], [f"{sex}14", f"{sex}14-strong"]):
        surfaces = [surface_cm2(figures[f], faces).sum() for f in row]
        assert surfaces == sorted(surfaces)
    heights = [height_cm(figures[f]) for f in ages]
    assert heights == sorted(heights)
    assert heights[0] < 145
    assert heights[1] > 155


@pytest.mark.parametrize("sex", ["F", "M"])
def test_children_have_a_childs_proportions(figures, faces, sex):
    """The head's share of the height falls with age."""
    head = np.unique(faces[dr.atlas()["segment"] == PARTS.index("head")])
    share = [
        np.ptp(figures[f][head, 1]) / np.ptp(figures[f][:, 1])
        for f in (f"{sex}10", f"{sex}14", sex)
    ]
    assert share[0] > share[1] > share[2]


@pytest.mark.parametrize("figure", FIGURES)
def test_arms_stand_off_the_flank(figures, faces, figure):
    """No hand or forearm lies in the trunk: the band between them is open at the waist's height."""
    points = figures[figure]
    segment = dr.atlas()["segment"]
    trunk, arm = (np.unique(faces[segment == PARTS.index(p)]) for p in ("trunk", "arm_L"))
    wrist_mm = points[arm, 1].min()
    band = slice(wrist_mm, wrist_mm + 150)
    flank = points[trunk][(points[trunk, 1] > band.start) & (points[trunk, 1] < band.stop)]
    limb = points[arm][points[arm, 1] < band.stop]
    assert limb[:, 0].min() > flank[:, 0].max() + 5


@pytest.mark.parametrize("sex", ["F", "M"])
def test_raised_arms_open_the_armpits(figures, faces, sex):
    """The hands stand above the head, and the skin of the armpit faces forward or aside, in sight."""
    points, down = figures[f"{sex}_arm-up"], figures[sex]
    hand = np.unique(faces[dr.atlas()["segment"] == PARTS.index("hand_L")])
    assert points[hand, 1].min() > points[:, 1].max() - 350
    assert points[hand, 1].min() > down[:, 1].max() - 60
    legs = np.unique(faces[dr.atlas()["segment"] == PARTS.index("leg_L")])
    assert np.abs(points[legs] - down[legs]).max() < 0.2


def test_each_segment_is_a_part_of_the_body(faces):
    segment = dr.atlas()["segment"]
    assert set(segment.tolist()) == set(range(len(PARTS)))
    assert (dr.STATIC / "segments-1.bin").read_bytes() == segment.tobytes()
    assert dr.body()["segments"] == list(PARTS)
    limb = np.isin(segment, [i for i, p in enumerate(PARTS) if p.startswith(("arm", "hand"))])
    assert np.all(dr.atlas()["part"][limb] > 0)


def test_the_physique_of_each_figure_chooses_it():
    for name, (who, _) in FIGURES.items():
        assert choice.figure_for(Physique(*who)) == name

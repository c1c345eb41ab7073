"""layers.json is what the code makes, and its right half is exactly the mirror of its left."""

import json

import numpy as np
import pytest

from atlas import layers
from atlas.reference import reference


@pytest.fixture(scope="module")
def body():
    return reference()


def test_the_files_are_made_by_the_code(body):
    text = layers.text(layers.layers(body))
    for path in layers.FILES:
        assert path.read_text("utf-8") == text


def test_right_is_the_exact_mirror_of_left(body):
    danger = {row["key"]: row for row in json.loads(layers.FILES[0].read_text("utf-8"))["danger"]}
    for key, row in danger.items():
        if key.endswith(".L"):
            other = danger[key.removesuffix("L") + "R"]
            assert other["outline"] == [body.mirrored(a) for a in row["outline"]]
            assert other["anchor"] == body.mirrored(row["anchor"])


def test_an_anchor_mirrored_twice_is_itself(body):
    rng = np.random.default_rng(5)
    for face in rng.integers(0, len(body.faces), 200):
        b1, b2 = np.round(rng.dirichlet((1, 1, 1))[1:], 5).tolist()
        there = body.mirrored([int(face), b1, b2])
        back = body.mirrored(there)
        assert back[0] == face
        assert back[1:] == pytest.approx([b1, b2], abs=3e-5)
        place, image = (
            body.corners[f].T @ [1 - x - y, x, y] for f, x, y in ([face, b1, b2], there)
        )
        assert image == pytest.approx(place * [-1, 1, 1], abs=2e-3)


def test_no_skin_on_a_line_is_said(body):
    with pytest.raises(ValueError, match="no skin"):
        body.hit(np.array([900.0, 0, 0]), np.array([0, 0, 1.0]), ("trunk",))

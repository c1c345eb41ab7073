"""Letters of syringes on a drawing: few, and none that could be read as another mark's."""

import re

import numpy as np
import pytest

from mesomap.body.anchors import from_view
from mesomap.domain.depths import Depth
from mesomap.domain.marks import Kind, Mark
from mesomap.drawing import Drawn, session_svg
from mesomap.drawing.letters import REACH, corner, lettered

SIZE_MM = 4.6
FIELD = np.array([(-45.0 + 10 * i, -1140.0 + 12 * j) for i in range(10) for j in range(6)])
SPREAD = np.array([(-38.0 + 76 * (k % 2), -1200.0 + 22 * (k // 2)) for k in range(28)])
SIDES = ["A" if u < 0 else "B" for u, _ in FIELD]
ROWS = ["AB"[j % 2] for _ in range(10) for j in range(6)]


@pytest.mark.parametrize(
    ("at", "letters", "most"),
    [
        (FIELD, ["A"] * 60, 2), (FIELD, SIDES, 2), (FIELD, ROWS, 6),
        (FIELD, ["ABC"[k % 3] for k in range(60)], 60), (SPREAD, ["A", "B"] * 14, 10),
        (SPREAD, ["dry"] + ["B"] * 27, 12), (FIELD[:1], ["A"], 1), (FIELD[:0], [], 0),
        (np.zeros((3, 2)), ["A", "B", "A"], 3),
    ],
    ids=["one", "sides", "rows", "mixed", "columns", "dry", "alone", "none", "on one place"],
)  # fmt: skip
def test_the_nearest_letter_is_a_marks_own(at, letters, most):
    chosen = lettered(at, letters, SIZE_MM)
    assert len(chosen) <= most
    for k in set(range(len(at))) - set(chosen):
        away = np.hypot(*(at[chosen] - at[k]).T)
        nearest = {letters[chosen[i]] for i in np.flatnonzero(away <= away.min() + 1e-9)}
        assert nearest == {letters[k]}
        assert away.min() <= REACH * SIZE_MM


def test_a_letter_stands_clear_of_signs_and_of_other_letters():
    taken = []
    for k in lettered(FIELD, ROWS, SIZE_MM):
        taken.append(corner(FIELD[k], FIELD, taken, SIZE_MM))
        others = np.array([*FIELD, *taken[:-1]])
        assert np.hypot(*(others - taken[-1]).T).min() > 2 * SIZE_MM


def test_sixty_points_stay_readable_and_each_still_says_its_syringe():
    anchors = [a for a in from_view("F", "back", FIELD) if a]
    marks = [Drawn(Mark(str(k), Kind.POINT, (Depth.IDP,), (a,)), letter=SIDES[k])
             for k, a in enumerate(anchors)]  # fmt: skip
    svg = session_svg(marks, "F", "back", crop=True)
    assert re.findall(r'class="syringe"[^>]*>([^<]+)<', svg) == ["A", "B"]
    assert svg.count("– seringue A</title>") == SIDES.count("A")
    assert svg.count("– seringue B</title>") == SIDES.count("B")

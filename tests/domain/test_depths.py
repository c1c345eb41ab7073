"""A depth is the same on the server, in the page and in the stylesheet."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from mesomap.domain.depths import LEVELS, Depth
from tests.page_tables import of_the_page

CSS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()


def test_the_page_knows_the_same_of_each_depth():
    known = of_the_page("depths")
    assert list(known) == list(Depth) == list(LEVELS) == of_the_page("measured")
    for depth, level in LEVELS.items():
        told = {"mm": list(level.mm), "letter": level.letter, "name": level.name}
        assert known[depth].items() >= (told | {"gesture": level.gesture}).items()


@pytest.mark.parametrize("depth", Depth)
def test_the_light_stylesheet_has_its_colour_and_every_theme_one_of_its_own(depth):
    colours = re.findall(rf"--depth-{depth.lower()}: (#[0-9a-f]{{6}});", CSS)
    assert colours[0] == LEVELS[depth].colour
    assert len(colours) == CSS.count("--skin-line:"), "one in each theme"


def test_depths_lie_below_each_other():
    edges = [level.mm for level in LEVELS.values()]
    assert all(upper[1] == lower[0] for upper, lower in pairwise(edges))

"""The drawings travel to a tablet: how large each may be, and all of them together."""

import gzip
from functools import cache

import pytest

from atlas import pack
from mesomap.body.views import all_views
from mesomap.domain.marks import FIGURES, VIEWS
from tests.atlas import drawings as dr

ONE_BYTES, ALL_BYTES = 120_000, 8_000_000
WHOLE = [f"{figure}-{view}" for figure in FIGURES for view in VIEWS]


@cache
def packed_bytes(name):
    """Size of a drawing as the server sends it, compressed."""
    return len(gzip.compress((pack.SVG / f"{name}.svg").read_bytes(), 6))


def close_ups():
    return [f"{sex}-{v.key}" for v in all_views().values() if not v.is_whole for sex in v.boxes]


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_view_is_small(name):
    assert packed_bytes(name) <= ONE_BYTES


def test_every_close_up_is_small():
    assert {
        name: packed_bytes(name) for name in close_ups() if packed_bytes(name) > ONE_BYTES
    } == {}


def test_all_drawings_together_are_small():
    """There is no drawing but those of `WHOLE` and the close-ups."""
    names = {path.stem for path in pack.SVG.glob("*.svg")}
    assert names == {*WHOLE, *close_ups()}
    assert sum(map(packed_bytes, names)) <= ALL_BYTES


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_says_its_boxes(figure):
    for view in VIEWS:
        assert list(all_views()[view].boxes[figure]) == dr.body()["figures"][figure][view]

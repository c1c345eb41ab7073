"""The views together show the skin, and close-ups are what makes it so."""

import pytest

from bench.coverage import coverage

#: Exact shares of the left half that all views show within 60 degrees, percent (`python -m bench.coverage`).
FLOOR_PCT = {"F": 99.0, "M": 99.0}


@pytest.mark.parametrize("figure", ["F", "M"])
def test_views_show_99_percent_of_the_skin_within_60_degrees(figure):
    share, _ = coverage(figure, left_half=True)
    assert 100 * share >= FLOOR_PCT[figure]
    assert share <= 1.0

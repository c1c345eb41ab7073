"""Write static/js/geom/uncertainty_table.js: the coefficients as the browser reads them.

    python -m bench.browser_table

Again whenever `mesomap/body/uncertainty.json`, the zones or the views have changed; a test
(tests/body/test_uncertainty.py) holds that it was.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mesomap.body.atlas import load
from mesomap.body.uncertainty import family_of_zone, table
from mesomap.body.views import all_views

FILE = Path(__file__).resolve().parents[1] / "static/js/geom/uncertainty_table.js"


def text():
    """The module's text."""
    keys, number = load().zone_keys[1:], family_of_zone()[1:].tolist()
    families = dict(zip(keys, number, strict=True))
    found = {
        "families": len(table()["families"]),
        "family_of_zone": families,
        "toward": {key: list(view.toward) for key, view in all_views().items()},
        "posed": [key for key, view in all_views().items() if view.pose],
        "finger_mm": table()["finger_mm"],
        "along_mm": table()["along_mm"],
        "groups": table()["groups"],
    }
    body = json.dumps(found, separators=(",", ":"))
    return (
        "// Made by `python -m bench.browser_table`, from mesomap/body/uncertainty.json.\n"
        f"export const TABLE = Object.freeze({body});\n"
    )


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")

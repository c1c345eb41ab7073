"""The body and its measuring stay small: `python -m bench.body_memory` in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_atlas_body_and_5000_points_stay_below_60_mb():
    ran = subprocess.run(
        [sys.executable, "-m", "bench.body_memory"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    assert 10.0 < found["kept_mb"] < 60.0
    assert found["peak_mb"] < 80.0

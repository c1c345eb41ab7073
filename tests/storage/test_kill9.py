"""A few kills of `bench/kill9.py`: the real server, killed while tablets write."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_acknowledged_event_is_lost():
    done = subprocess.run(
        [sys.executable, "bench/kill9.py", "--seconds", "0", "--kills", "3", "--seed", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["kills"] == 3
    assert found["broken_connections"] > 0
    assert found["acknowledged"] > 20

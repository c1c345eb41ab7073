"""A hundred runs of `python -m tests.faults`: nothing acknowledged is lost, doubled or changed."""

import json
import sys

from tests.faults.machine import ACTS, FAULTS, missing, run
from tests.faults.practice import Practice

RUNS, SEED = 100, 20261127


def test_what_is_acknowledged_is_held_and_seen_by_both_tablets(tmp_path, capsys):
    with Practice(tmp_path) as practice:
        tally = run(practice, RUNS, SEED)
    counts = {word: tally[word] for word in (*ACTS, *FAULTS)}
    with capsys.disabled():
        sys.stdout.write(f"\nseed {SEED}, {tally['runs']} runs: {json.dumps(counts)}\n")
    assert tally["runs"] >= RUNS
    assert missing(tally) == []

"""Some runs of `python -m tests.faults`: nothing acknowledged is lost, doubled or changed."""

import json
import sys

import pytest

from tests.faults.machine import ACTS, FAULTS, missing, run
from tests.faults.practice import Practice
from tests.share import WHOLE, many

RUNS, SEED = many(100, 12), 4

#: What a dozen runs do not do without; all of it comes in a hundred.
LEAST = ("mark", "cut answer", "replayed", "server killed")


@pytest.mark.proof
def test_what_is_acknowledged_is_held_and_seen_by_both_tablets(tmp_path, capsys):
    with Practice(tmp_path) as practice:
        tally = run(practice, RUNS, SEED)
    counts = {word: tally[word] for word in (*ACTS, *FAULTS)}
    with capsys.disabled():
        sys.stdout.write(f"\nseed {SEED}, {tally['runs']} runs: {json.dumps(counts)}\n")
    assert tally["runs"] >= RUNS
    assert [word for word in missing(tally) if WHOLE or word in LEAST] == []

"""Runs of two real pages, at random from a deck: everything that was kept is there."""

import json
import sys

import pytest

from tests.faults import pages
from tests.faults.practice import Practice
from tests.share import WHOLE, many

RUNS, SEED = many(10, 2), 1807

#: What the first sixteen cards of this deck hold; every card comes in ten runs.
LEAST = {*pages.ACTS, "offline", "page reloaded", "server killed"}


@pytest.mark.proof
def test_both_pages_show_what_the_server_holds(browser, tmp_path, capsys):
    with Practice(tmp_path) as practice:
        tally = pages.run(browser, practice, RUNS, SEED)
    counts = {word: tally[word] for word in (*pages.ACTS, *pages.FAULTS)}
    with capsys.disabled():
        sys.stdout.write(f"\nseed {SEED}, {RUNS} runs of two pages: {json.dumps(counts)}\n")
    assert tally["runs"] == RUNS
    assert all(counts[word] for word in (counts if WHOLE else LEAST)), counts

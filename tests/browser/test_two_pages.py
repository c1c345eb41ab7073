"""Ten runs of two real pages, at random from a deck: everything that was kept is there."""

import json
import sys

from tests.faults import pages
from tests.faults.practice import Practice

RUNS, SEED = 10, 20261127


def test_both_pages_show_what_the_server_holds(browser, tmp_path, capsys):
    with Practice(tmp_path) as practice:
        tally = pages.run(browser, practice, RUNS, SEED)
    counts = {word: tally[word] for word in (*pages.ACTS, *pages.FAULTS)}
    with capsys.disabled():
        sys.stdout.write(f"\nseed {SEED}, {RUNS} runs of two pages: {json.dumps(counts)}\n")
    assert all(counts.values()), counts

"""Many runs of two tablets that everything happens to.

    python -m tests.faults --runs 2000 --pages 100 --seed 1

Prints the seed and how often each thing happened; the exit status is 0 if everything held and
each of them happened.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET, chromium_path
from tests.faults import machine, pages
from tests.faults.practice import Practice

if TYPE_CHECKING:
    from collections import Counter


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def record(folder: Path, runs: int, seed: int) -> tuple[Counter[str], tuple[str, ...]]:
    with Practice(folder) as practice:
        return machine.run(practice, runs, seed), (*machine.ACTS, *machine.FAULTS)


def in_chromium(folder: Path, runs: int, seed: int) -> tuple[Counter[str], tuple[str, ...]]:
    with Practice(folder) as practice, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium_path(), args=QUIET)
        return pages.run(browser, practice, runs, seed), (*pages.ACTS, *pages.FAULTS)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=2000)
    options.add_argument("--pages", type=int, default=0, help="runs of two pages in Chromium")
    options.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    chosen = options.parse_args()
    say(f"seed {chosen.seed}")
    absent = []
    for what, runs in ((record, chosen.runs), (in_chromium, chosen.pages)):
        if not runs:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            tally, words = what(Path(folder), runs, chosen.seed)
        counts = {word: tally[word] for word in words}
        seconds = round(time.monotonic() - began)
        say(json.dumps({"runs": tally["runs"], "seconds": seconds} | counts))
        absent += [word for word in words if not tally[word]]
    for word in absent:
        say(f"never happened: {word}")
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
